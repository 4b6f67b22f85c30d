/* Marks this month, by the day on which the page is read, in season strips, month pickers, tags and lists; lunar months where marked
   so. The twin of 'in season' is `harvest_months` in site_builder/views/card.py. */
(function () {
  "use strict";
  var shown = "";
  var strips = new IntersectionObserver(function (seen) {
    seen.forEach(function (strip) {
      strips.unobserve(strip.target);
      centre(strip.target);
    });
  });

  function each(selector, act, within) {
    (within || document).querySelectorAll(selector).forEach(act);
  }

  function monthFor(element, day) {
    var marked = element.closest("[data-calendar]");
    return window.bgMonth.of(marked && marked.dataset.calendar, day);
  }

  function isNow(element, day) {
    return element.dataset.months.split(" ").indexOf(String(monthFor(element, day))) >= 0;
  }

  function isMonth(element, day) {
    return Number(element.dataset.month) === monthFor(element, day);
  }

  function mark(cell, day) {
    if (isMonth(cell, day)) cell.setAttribute("aria-current", "date");
    else cell.removeAttribute("aria-current");
  }

  function list(element, day) {
    var room = Number(element.dataset.seasonList) || Infinity;
    each("[data-months]:not([data-in-season])", function (item) {
      item.hidden = !(isNow(item, day) && room-- > 0);
    }, element);
    var none = element.parentNode.querySelector("[data-season-none]");
    if (none) none.hidden = !!element.querySelector("[data-months]:not([data-in-season]):not([hidden])");
  }

  /* The months of the year, this one first; where nothing is known of it, a section that stands by says so. */
  function year(element, now) {
    var none = element.querySelector("[data-year-none]");
    var all = Array.from(element.children).filter(function (section) { return section !== none; });
    var first = all.findIndex(function (section) { return Number(section.dataset.month) === now; });
    var sorted = all.slice().sort(function (one, other) {
      return (one.dataset.month - now + 12) % 12 - (other.dataset.month - now + 12) % 12;
    });
    none.hidden = first >= 0;
    if (sorted[0] === all[0]) return;
    element.append.apply(element, sorted);
    var wanted = location.hash && document.getElementById(location.hash.slice(1));
    if (wanted && element.contains(wanted)) wanted.scrollIntoView();
  }

  function centre(strip) {
    var current = strip.querySelector("[aria-current]");
    if (current) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
  }

  /* Once the page is laid out: to ask where things are while it loads would have it laid out for that alone. */
  function bringIntoView(current) {
    strips.unobserve(current.parentNode);
    strips.observe(current.parentNode);
  }

  function show(day) {
    each("[data-season] [data-month], nav [data-month], table [data-month]", function (cell) {
      mark(cell, day);
    });
    each("[data-by-month] > [data-month]", function (words) {
      words.hidden = !isMonth(words, day);
    });
    each("[data-in-season]", function (tag) {
      tag.hidden = !isNow(tag, day);
    });
    each("[data-current-month-only]", function (words) {
      words.hidden = !isMonth(words.closest("[data-month]"), day);
    });
    each("[data-season-list]", function (element) {
      list(element, day);
    });
    each("[data-year]", function (element) {
      year(element, day.getMonth() + 1);
    });
    each("nav > [data-month][aria-current]", bringIntoView);
  }

  function look() {
    var day = new Date();
    if (shown === day.toDateString()) return;
    shown = day.toDateString();
    show(day);
  }

  document.addEventListener("cards-added", function () {
    show(new Date());
  });
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
  look();
})();
