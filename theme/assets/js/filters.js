/* Faceted filters and sorting of the list of all products. The check boxes of the form hold the choice and the address repeats
   it, so that a view can be shared and Back leads to the one before. Options of one facet add up (any of them), facets narrow
   (all of them). The twin of the counts is `filter_facets` in site_builder/views/filters.py, which counts for the page as
   built; tests/filters/reckoning.py holds both equal. */
(function () {
  "use strict";
  var root = document.documentElement;
  var grid = document.querySelector("[data-catalogue]");
  var form = document.querySelector("[data-facets]");
  if (!grid || !form) return;

  var SIZE = Number(grid.dataset.pageSize);
  var status = window.bgStatus;
  var boxes = Array.from(form.querySelectorAll("input"));
  var keys = Array.from(new Set(boxes.map(function (box) { return box.name; })));
  var results = grid.parentNode;
  var empty = results.querySelector("[data-empty]");
  var further = results.querySelector("[data-show-more]");
  var pager = results.querySelector("[data-pager]");
  var sorting = results.querySelector("[data-sort]");
  var tallies = document.querySelectorAll("[data-result-count]");
  var parts = (grid.dataset.parts || "").split(" ").filter(Boolean);
  var products = [];
  var listed = [];
  var field = document.querySelector("main [data-search-box] input");
  var text = "";
  var found = null;
  var room = SIZE;

  /* What is known of the products. */

  function add(page, orders, cards) {
    cards.forEach(function (card, at) {
      products.push({ card: card, place: (page - 1) * SIZE + at, order: orders[at], own: page === Number(grid.dataset.page) });
    });
  }

  function list(value) {
    return value ? value.split(" ") : [];
  }

  /* `year` holds for each calendar what is now, and for the lunar one the months that lie in each solar one. */
  function months(data, year) {
    var written = list(data.months);
    var harvest = written;
    if (data.calendar === "lunar") {
      harvest = Object.keys(year.lunarIn).filter(function (month) {
        return year.lunarIn[month].some(function (one) { return written.indexOf(String(one)) >= 0; });
      });
    }
    return written.indexOf(String(year[data.calendar || "solar"])) >= 0 ? harvest.concat("now") : harvest;
  }

  function thisYear() {
    var day = new Date();
    var year = { solar: window.bgMonth.of("solar", day), lunar: window.bgMonth.of("lunar", day), lunarIn: {} };
    for (var month = 1; month <= 12; month++) year.lunarIn[month] = window.bgMonth.lunarIn(month, day);
    return year;
  }

  function schemes(data, today) {
    return list(data.schemes).map(function (scheme) {
      return scheme.split("/");
    }).filter(function (scheme) {
      return !status.ended(scheme[1], today);
    }).map(function (scheme) {
      return scheme[0];
    });
  }

  /* By the day of reading; certificates were judged just before (certificate.js). */
  function learn() {
    var year = thisYear();
    var today = status.today();
    products.forEach(function (product) {
      var data = product.card.dataset;
      product.facts = {
        category: list(data.category),
        state: [data.certificateStatus],
        stars: status.rule(data.certificateStatus).stars ? list(data.stars) : [],
        commune: list(data.commune),
        month: months(data, year),
        group: list(data.group),
        kind: list(data.kind),
        scheme: schemes(data, today),
        q: found && found.has(data.product) ? [text] : [],
      };
    });
  }

  /* The cards of the other pages, when they are wanted. */

  var then = null;

  window.bgCards = function (page, orders, html) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    var cards = Array.from(holder.content.children);
    cards.forEach(function (card) { card.hidden = true; });
    add(page, orders, cards);
    grid.append.apply(grid, cards);
  };

  function fetchParts(failed) {
    var part = parts.shift();
    if (!part) {
      parts = failed;
      document.dispatchEvent(new Event("cards-added"));
      var act = then;
      then = null;
      return act();
    }
    var script = document.createElement("script");
    script.onload = function () { fetchParts(failed); };
    script.onerror = function () { fetchParts(failed.concat(part)); };
    script.src = part;
    document.head.append(script);
  }

  function whole(act) {
    var running = !!then;
    if (!running && !parts.length) return act();
    then = act;
    if (!running) fetchParts([]);
  }

  /* What is chosen, in the boxes and in the address. */

  function chosen() {
    var values = {};
    boxes.forEach(function (box) {
      if (box.checked) (values[box.name] = values[box.name] || []).push(box.value);
    });
    if (found) values.q = [text];
    return values;
  }

  function read() {
    var asked = new URLSearchParams(location.search);
    boxes.forEach(function (box) {
      box.checked = (asked.get(box.name) || "").split(",").indexOf(box.value) >= 0;
    });
    sorting.value = asked.get("sort") || "";
    if (sorting.selectedIndex < 0) sorting.value = "";
  }

  function write() {
    var asked = new URLSearchParams(location.search);
    var values = chosen();
    keys.forEach(function (key) {
      if (values[key]) asked.set(key, values[key].join(","));
      else asked.delete(key);
    });
    if (sorting.value) asked.set("sort", sorting.value);
    else asked.delete("sort");
    var query = asked.toString().replace(/%2C/g, ",");
    try {
      history.pushState(null, "", location.pathname + (query && "?" + query));
    } catch (refused) {
      return;
    }
  }

  /* The list. The twin of the first order is `card_sort_key` in site_builder/views/card.py. */

  var ORDERS = {
    "": function (one, other) {
      return rank(one) - rank(other) || one.order - other.order;
    },
    name: function (one, other) {
      return one.order - other.order;
    },
    newest: function (one, other) {
      return day(other) - day(one) || ORDERS[""](one, other);
    },
    season: function (one, other) {
      return isNow(other) - isNow(one) || ORDERS[""](one, other);
    },
  };

  function rank(product) {
    return status.order(product.facts.state[0], product.facts.stars[0]);
  }

  function day(product) {
    return Date.parse(product.card.dataset.issued) || 0;
  }

  function isNow(product) {
    return Number(product.facts.month.indexOf("now") >= 0);
  }

  function has(product, key, values) {
    return values.some(function (value) { return product.facts[key].indexOf(value) >= 0; });
  }

  function count(values) {
    var conditions = Object.keys(values);
    var counts = { fit: [], left: {}, missed: {} };
    products.forEach(function (product) {
      var missed = conditions.filter(function (key) { return !has(product, key, values[key]); });
      if (!missed.length) counts.fit.push(product);
      else counts.missed[missed] = (counts.missed[missed] || 0) + 1;
      keys.forEach(function (key) {
        if (missed.length > 1 || (missed.length && missed[0] !== key)) return;
        product.facts[key].forEach(function (value) {
          counts.left[key + " " + value] = (counts.left[key + " " + value] || 0) + 1;
        });
      });
    });
    return counts;
  }

  function asBuilt(one, other) {
    return one.place - other.place;
  }

  /* Cards change places only when the order is another one: what is left of them mostly stands where it stood. */
  function show(fit, plain) {
    products.sort(plain ? asBuilt : ORDERS[sorting.value]);
    if (products.some(function (product, at) { return grid.children[at] !== product.card; })) {
      grid.append.apply(grid, products.map(function (product) { return product.card; }));
    }
    var wanted = new Set(fit);
    listed = products.filter(function (product) { return plain ? product.own : wanted.has(product); });
    wanted = new Set(listed.slice(0, room));
    products.forEach(function (product) { product.card.hidden = !wanted.has(product); });
    further.hidden = plain || listed.length <= room;
    if (pager) pager.hidden = !plain;
  }

  function say(element, n) {
    element.textContent = n === 1 ? element.dataset.one : element.dataset.many.replace("{n}", n);
  }

  function offer(control, key, left, checked) {
    var n = left[key] || 0;
    control.querySelector("small").textContent = n;
    return !n && !checked;
  }

  function label(left) {
    boxes.forEach(function (one) {
      var zero = offer(one.parentNode, one.name + " " + one.value, left, one.checked);
      one.parentNode.toggleAttribute("data-zero", zero);
      one.disabled = zero && one !== document.activeElement;
    });
    results.querySelectorAll("[data-add]").forEach(function (button) {
      button.hidden = box(button.dataset.add).checked;
      button.disabled = offer(button, button.dataset.add, left, button.hidden);
    });
  }

  function box(key) {
    return boxes.find(function (one) { return one.name + " " + one.value === key; });
  }

  /* Chips, and what is said where nothing fits. */

  function quoted(name) {
    return empty.dataset.quote.replace("{name}", name);
  }

  function chip(key, name, lang) {
    var made = results.querySelector("[data-chip]").content.firstElementChild.cloneNode(true);
    made.dataset.drop = key;
    made.firstElementChild.textContent = name;
    if (lang) made.firstElementChild.lang = lang;
    return made;
  }

  function chips() {
    var made = boxes.filter(function (one) { return one.checked; }).map(function (one) {
      return chip(one.name + " " + one.value, one.dataset.name, one.parentNode.lang);
    });
    return found ? [chip("q", quoted(text))].concat(made) : made;
  }

  function names(key, values) {
    return values.map(function (value) {
      return quoted(key === "q" ? value : box(key + " " + value).dataset.name);
    }).join(empty.dataset.or);
  }

  /* The fewest conditions without which something is left, and of those the ones that leave most. */
  function cheapest(missed) {
    return Object.keys(missed).sort(function (one, other) {
      return one.split(",").length - other.split(",").length || missed[other] - missed[one];
    })[0];
  }

  function explain(values, missed) {
    var all = Object.keys(values);
    var drop = cheapest(missed);
    var words = empty.querySelector("p");
    function named(key) { return names(key, values[key]); }
    say(empty.querySelector("h2"), all.length);
    words.textContent = all.length > 1 ? words.dataset.conflict.replace("{names}", all.map(named).join(empty.dataset.and)) : "";
    if (!drop) return;
    var left = document.createElement("span");
    left.dataset.one = tallies[0].dataset.one;
    left.dataset.many = tallies[0].dataset.many;
    say(left, missed[drop]);
    var dropped = drop.split(",").map(named).join(empty.dataset.also);
    words.append(words.dataset.drop.replace("{names}", dropped).replace("{products}", left.textContent));
  }

  function mark(fit, values, missed) {
    var applied = chips();
    var none = !fit.length && !!applied.length;
    empty.hidden = !none;
    results.toggleAttribute("data-none", none);
    results.toggleAttribute("data-narrowed", !!applied.length);
    results.querySelectorAll("[data-chips]").forEach(function (place) {
      place.replaceChildren.apply(place, applied.map(function (one) { return one.cloneNode(true); }));
      place.hidden = !applied.length;
    });
    document.querySelectorAll("[data-clear]").forEach(function (button) { button.disabled = !applied.length; });
    document.querySelectorAll("[data-chosen]").forEach(function (number) {
      number.textContent = applied.length;
      number.hidden = !applied.length;
    });
    tallies.forEach(function (element) { say(element, fit.length); });
    if (none) explain(values, missed);
  }

  function render() {
    var values = chosen();
    var counts = count(values);
    show(counts.fit, !Object.keys(values).length && !sorting.value);
    label(counts.left);
    mark(counts.fit, values, counts.missed);
    document.querySelectorAll("a[hreflang]").forEach(function (link) { link.search = location.search; });
    if (found !== null || !field || !field.value) delete root.dataset.hasQuery;
  }

  function update(after) {
    whole(function () {
      learn();
      render();
      if (after) after();
    });
  }

  /* `words` are put into the field of the search after the address before was left to Back. */
  function change(after, words) {
    room = SIZE;
    write();
    if (words !== undefined) type(words);
    update(after);
  }

  function look() {
    room = SIZE;
    read();
    update();
  }

  /* Hands on. */

  /* The search of the page looks at what stands in its field. */
  function type(words) {
    if (!field || field.value === words) return;
    field.value = words;
    field.dispatchEvent(new Event("input"));
  }

  function drop(button) {
    var place = button.parentNode;
    var at = Array.prototype.indexOf.call(place.children, button);
    var dropped = box(button.dataset.drop);
    if (dropped) dropped.checked = false;
    change(function () {
      (place.children[at] || place.children[at - 1] || tallies[0]).focus();
    }, dropped ? undefined : "");
  }

  function take(button) {
    box(button.dataset.add).checked = true;
    change(function () {
      results.querySelector('[data-chips] [data-drop="' + button.dataset.add + '"]').focus();
    });
  }

  function clear(button) {
    boxes.forEach(function (one) { one.checked = false; });
    change(function () {
      if (!button.closest("dialog")) tallies[0].focus();
    }, "");
  }

  function more() {
    var next = listed[room];
    room += SIZE;
    render();
    next.card.querySelector("a").focus();
  }

  var acts = { drop: drop, add: take, clear: clear, showMore: more };

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-drop],[data-add],[data-clear],[data-show-more]");
    if (button) Object.keys(acts).forEach(function (name) { if (name in button.dataset) acts[name](button); });
  });
  form.addEventListener("change", function () { change(); });
  sorting.addEventListener("change", function () { change(); });
  addEventListener("popstate", function () {
    type(new URLSearchParams(location.search).get("q") || "");
    look();
  });
  document.addEventListener("search-results", function (event) {
    if (event.detail.text === text) return;
    text = event.detail.text;
    found = text ? new Set(event.detail.slugs) : null;
    room = SIZE;
    update();
  });
  document.addEventListener("certificates-updated", function () {
    if (!then) update();
  });
  ["pointerover", "focusin"].forEach(function (interest) {
    form.addEventListener(interest, function () { if (parts.length) update(); }, { once: true });
  });

  add(Number(grid.dataset.page), list(grid.dataset.order).map(Number), Array.from(grid.children));
  read();
  if (parts.length && !location.search && grid.dataset.built === status.today()) return;
  look();
})();
