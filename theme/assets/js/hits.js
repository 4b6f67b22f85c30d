/* What one search result looks like: `bgSearch.hit(entry, …)` gives the <a role="option">. */
(function () {
  "use strict";
  var ICON = {
    expired: '<use href="#i-stop"/>',
    unconfirmed: '<use href="#i-question"/>',
    place: '<use href="#i-pin"/>',
    star: '<use href="#i-s"/>',
  };
  /* In place of a picture. */
  var SIGN = {
    commune: ICON.place,
    producer: '<use href="#i-home"/>',
    event: '<use href="#i-calendar"/>',
    page: '<use href="#i-info"/>',
  };
  var FLOWER = '<use href="#i-petals-line"/>';
  var LOOK = { expired: "bad", unconfirmed: "unconfirmed", potential: "potential" };
  var drawn = {};

  function make(tag, name, content) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    made.append.apply(made, [].concat(content || []));
    return made;
  }

  function drawing(name, inner) {
    var holder = drawn[name + inner];
    if (!holder) {
      holder = drawn[name + inner] = make("span");
      holder.innerHTML = '<svg class="' + name + '" aria-hidden="true">' + inner + "</svg>";
    }
    return holder.firstChild.cloneNode(true);
  }

  function marked(text, needles) {
    return bgSearch.pieces(text, needles).map(function (piece) {
      return piece[1] ? make("mark", "", piece[0]) : piece[0];
    });
  }

  /* What is marked in a text. */
  function lit(text, needles) {
    return bgSearch.pieces(text, needles).map(function (piece) {
      return piece[1] ? piece[0] : "";
    }).join(" ").trim();
  }

  /* The state of a product on the day of reading: [key, words]. */
  function judged(entry, data) {
    var built = data.states[entry.state][0];
    var until = String(entry.until).replace(/(....)(..)(..)/, "$1-$2-$3");
    var now = bgStanding.judge(built, until, bgStanding.today(), data.expiring);
    return data.states.find(function (state) {
      return state[0] === now;
    });
  }

  function stars(number, words) {
    var row = "";
    for (var at = 0; at < 5; at++) {
      row += ICON.star.replace("/>", ' x="' + at * 26.5 + '"' + (at < number ? ' class="is-lit"/>' : "/>"));
    }
    var five = drawing("bg-stars__row", row);
    five.setAttribute("viewBox", "0 0 130 24");
    return make("span", "bg-stars", [five, words.replace("{n}", number)]);
  }

  function tag(now, words) {
    var icon = ICON[now] ? [drawing("bg-icon", ICON[now])] : [];
    return make("span", "bg-tag bg-tag--" + LOOK[now], icon.concat(words));
  }

  /* Of a product its stars or its state, of other pages what they are. */
  function worth(entry, data) {
    var now = judged(entry, data);
    if (entry.sort !== "product") return make("span", "", entry.label);
    return /^(in_force|expiring)$/.test(now[0]) ? stars(entry.stars, data.stars) : tag(now[0], now[1]);
  }

  function about(entry, needles, data) {
    var place = entry.place && make("span", "bg-place", [drawing("bg-icon", ICON.place), make("span", "", marked(entry.place, needles))]);
    return make("span", "bg-hit__about", [worth(entry, data)].concat(place || []));
  }

  function picture(entry, data, base) {
    var frame = make("span", "bg-hit__pic");
    var address = bgSearch.picture(entry, data.photos);
    frame.dataset.sort = entry.sort;
    if (!address) {
      frame.append(SIGN[entry.sort] ? drawing("bg-icon", SIGN[entry.sort]) : drawing("", FLOWER));
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

  /* An entry that was found (`found` is what find() gave); `frame` is an earlier picture of it, if there is one. */
  bgSearch.hit = function (entry, found, data, base, frame) {
    var needles = found.needles(entry);
    var reason = found.reason(entry);
    var name = make("b", "", marked(entry.title, needles));
    var lines = [name, about(entry, needles, data)];
    var link = make("a", "bg-hit");
    if (entry.lang) name.lang = entry.lang;
    if (reason && lit(reason, needles) !== lit(entry.place, needles)) lines.splice(1, 0, make("span", "bg-hit__why", marked(reason, needles)));
    link.append(frame || picture(entry, data, base), make("span", "bg-hit__text", lines));
    link.href = base + bgSearch.address(entry);
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    return link;
  };
})();
