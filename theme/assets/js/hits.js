/* What one search result looks like: `bgSearch.hit(entry, …)` gives an <li> with its <a role="option">. */
(function () {
  "use strict";
  /* In place of a picture. */
  var SIGN = { commune: "#i-pin", producer: "#i-home", event: "#i-calendar", news: "#i-info", page: "#i-info" };
  var FLOWER = "#i-petals-line";
  var STARS = 5;
  var SVG = "http://www.w3.org/2000/svg";
  var drawn = {};

  function make(tag, name, content) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    made.append.apply(made, [].concat(content || []));
    return made;
  }

  /* Drawings hold their lines themselves: a <use> costs a tree of its own, and all are drawn anew at every letter. */
  function drawing(name, box, parts) {
    var made = document.createElementNS(SVG, "svg");
    made.setAttribute("class", name);
    made.setAttribute("viewBox", box);
    made.setAttribute("aria-hidden", "true");
    made.append.apply(made, parts);
    return made;
  }

  function copied(key, draw) {
    return (drawn[key] = drawn[key] || draw()).cloneNode(true);
  }

  /* An icon of the page's sprite. */
  function icon(sign, name) {
    return copied(sign + name, function () {
      var symbol = document.querySelector(sign);
      return drawing(name, symbol.getAttribute("viewBox"), symbol.cloneNode(true).childNodes);
    });
  }

  /* Writes a text with its marks into an element, unless it stands there already. */
  function write(element, text, needles) {
    var pieces = bgSearch.pieces(text, needles);
    var key = JSON.stringify(pieces);
    if (element.written === key) return;
    element.written = key;
    element.replaceChildren.apply(element, pieces.map(function (piece) {
      return piece[1] ? make("mark", "", piece[0]) : piece[0];
    }));
  }

  /* What is marked in a text. */
  function lit(text, needles) {
    return bgSearch.pieces(text, needles).map(function (piece) {
      return piece[1] ? piece[0] : "";
    }).join(" ").trim();
  }

  /* Some stars of a row, from one up to another, as one line. */
  function outline(from, to, name) {
    var path = document.createElementNS(SVG, "path");
    var star = document.querySelector("#i-s").getAttribute("d");
    var line = "";
    for (var at = from; at < to; at++) line += star.replace(/^M(\S+)/, function (start, x) { return "M" + (Number(x) + at * 26.5); });
    path.setAttribute("d", line);
    path.setAttribute("class", name);
    return path;
  }

  function stars(number, words) {
    var row = copied("stars" + number, function () {
      return drawing("bg-stars__row", "0 0 130 24", [outline(0, number, "is-lit"), outline(number, STARS, "")]);
    });
    return make("span", "bg-stars", [row, words.replace("{n}", number)]);
  }

  function tag(rule, words) {
    var sign = rule.icon ? [icon("#i-" + rule.icon, "bg-icon")] : [];
    return make("span", "bg-tag bg-tag--" + rule.tone, sign.concat(words));
  }

  /* What is said beside the word of a state; the twin is `beside` in site_builder/views/standing.py. A certified product without
     stars is one of which the press alone tells. */
  function beside(entry, state, data) {
    var words = state === "expired" && entry.latest ? [data.latest.replace("{day}", entry.latest)] : [];
    if (state !== "potential" && !entry.stars) words.push(data.source);
    return words.map(function (each) { return make("span", "bg-standing", each); });
  }

  /* Of a product its stars or its state, of other pages what they are. */
  function worth(entry, data) {
    var now = data.states[bgSearch.judged(entry, data)];
    if (entry.sort !== "product") return [make("span", "", entry.label)];
    var rule = bgStatus.rule(now[0]);
    if (rule.stars && entry.stars) return [stars(entry.stars, data.stars)];
    return [tag(rule, now[1])].concat(beside(entry, now[0], data));
  }

  function picture(entry, data, base) {
    var frame = make("span", "bg-hit__picture");
    var address = bgSearch.picture(entry, data.photos);
    frame.dataset.sort = entry.sort;
    if (!address) {
      frame.append(SIGN[entry.sort] ? icon(SIGN[entry.sort], "bg-icon") : icon(FLOWER, ""));
      return frame;
    }
    var image = make("img");
    image.alt = "";
    image.width = image.height = 56;
    image.loading = "lazy";
    image.decoding = "async";
    image.onerror = function () {
      image.remove();
    };
    image.src = base + address;
    frame.append(image);
    return frame;
  }

  function link(entry, data, base) {
    var name = make("b");
    var commune = make("span");
    var why = make("span", "bg-hit__why");
    var about = make("span", "bg-hit__about", worth(entry, data));
    var text = make("span", "bg-hit__text", [name, about]);
    var made = make("a", "bg-hit", [picture(entry, data, base), text]);
    if (entry.place) about.append(make("span", "bg-place", [icon(SIGN.commune, "bg-icon"), commune]));
    if (entry.lang) name.lang = entry.lang;
    made.href = base + bgSearch.address(entry);
    made.tabIndex = -1;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");

    /* What is found in it is marked, and why it was found is said where neither name nor place shows it. */
    function show(found) {
      var needles = found.needles(entry);
      var reason = found.reason(entry);
      write(name, entry.title, needles);
      write(commune, entry.place, needles);
      if (!reason || lit(reason, needles) === lit(entry.place, needles)) return why.remove();
      write(why, reason, needles);
      if (why.parentNode !== text) text.insertBefore(why, about);
    }
    return { link: made, show: show };
  }

  /* The <li> of an entry, made once a day (for its state is that of the day) and kept in the Map `made`, showing what was
     `found`. */
  bgSearch.hit = function (entry, found, data, base, made) {
    var hit = made.get(entry);
    var today = bgStatus.today();
    if (!hit || hit.day !== today) {
      hit = link(entry, data, base);
      hit.day = today;
      hit.item = make("li", "", hit.link);
      hit.item.dataset.sort = entry.sort;
      hit.item.setAttribute("role", "none");
      made.set(entry, hit);
    }
    hit.show(found);
    return hit.item;
  };
})();
