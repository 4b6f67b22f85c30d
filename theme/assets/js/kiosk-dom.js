/* The display, part 1: small tools for making elements, and the words and choices that the other parts share.
   `window.bgDisplay` is the data of the build (assets/display.….js); site_builder/views/display.py writes it. */
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var root = document.documentElement;
  var kiosk = (window.bgKiosk = { data: window.bgDisplay, base: root.dataset.base });

  /* An element with a class, text and children; `null` children are left out. */
  kiosk.make = function (tag, name, text, children) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    (children || []).forEach(function (child) {
      if (child) element.appendChild(child);
    });
    return element;
  };

  kiosk.icon = function (name, className) {
    var svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", className || "bg-icon");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS(SVG, "use")).setAttribute("href", "#i-" + name);
    return svg;
  };

  /* The drawing of a code, from the rows of dark runs that the build made (`x,y,length` in modules). */
  kiosk.code = function (code) {
    var svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "bg-kiosk__code");
    svg.setAttribute("viewBox", "0 0 " + code.side + " " + code.side);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", code.address);
    svg.setAttribute("shape-rendering", "crispEdges");
    svg.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", code.path);
    return svg;
  };

  /* A text in the language asked for, else in the first that it has; marked where it is another one. */
  kiosk.say = function (element, texts, lang) {
    var used = texts[lang] ? lang : Object.keys(texts)[0];
    element.textContent = texts[used];
    if (used !== root.lang) element.lang = used;
    return element;
  };

  /* What every screen says while no office is in charge; null where one is. */
  kiosk.notice = function (lang) {
    return kiosk.data.notice ? kiosk.say(kiosk.make("p", "bg-kiosk__notice"), kiosk.data.notice, lang) : null;
  };

  /* The choices in the address: #event=…&group=…&lang=vi,en&seconds=12&mode=loop|touch. Languages are shown in their
     order; where none is named, all of them, that of the page first. */
  kiosk.choices = function () {
    var asked = new URLSearchParams(location.hash.slice(1));
    var seconds = Number(asked.get("seconds"));
    var all = Object.keys(kiosk.data.words);
    var first = function (one, two) { return (two === root.lang) - (one === root.lang); };
    var langs = (asked.get("lang") || "").split(",").filter(function (lang) { return all.includes(lang); });
    return {
      event: asked.get("event"),
      group: asked.get("group"),
      langs: langs.length ? langs : all.sort(first),
      seconds: seconds >= 3 && seconds <= 600 ? seconds : 12,
      touch: asked.get("mode") === "touch",
    };
  };

  /* What is shown for the choices: of the event, where it names products; of the group; never nothing. */
  kiosk.chosen = function (choices) {
    var event = kiosk.data.events.filter(function (e) { return e.key === choices.event && e.products.length; })[0];
    var ofEvent = kiosk.data.products.filter(function (p) { return !event || event.products.includes(p.slug); });
    var ofGroup = ofEvent.filter(function (p) { return p.group === choices.group; });
    return ofGroup.length ? ofGroup : ofEvent;
  };

  /* What a visitor chooses among, each with its products: the communes that bring something to the event, else the shelves. */
  kiosk.shelves = function (choices, products) {
    var event = kiosk.data.events.filter(function (e) { return e.key === choices.event && e.stands; })[0];
    var all = event ? event.stands : kiosk.data.shelves.map(function (each) {
      var own = products.filter(function (p) { return p.shelf === each.key; });
      return { key: each.key, name: each.name, products: own.map(function (p) { return p.slug; }) };
    });
    return all.filter(function (each) {
      return products.some(function (p) { return each.products.includes(p.slug); });
    });
  };

  /* The state on this day. A clock that was reset is not believed: it is never before the day of the build. */
  kiosk.status = function (product) {
    var today = window.bgStatus.today();
    if (today < kiosk.data.day) today = kiosk.data.day;
    return window.bgStatus.judge(product.state, product.expires, today);
  };
})();
