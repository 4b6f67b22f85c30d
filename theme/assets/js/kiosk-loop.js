/* The display, part 3: the loop. One timer; at most two slides in the page, the one shown and the one it covers. */
(function () {
  "use strict";
  var kiosk = window.bgKiosk;
  /* Everything drawn moves a little from slide to slide, so that no edge burns in: in 1/1080 of the short side. */
  var SHIFTS = [[0, 0], [14, 6], [-10, 10], [8, -12], [-14, -6], [4, 14], [12, -4], [-6, -14]];
  var CHECK_EVERY = 10 * 60 * 1000;

  kiosk.Loop = function (stage, choices, products) {
    var at = -1;
    var timer = 0;
    var turn = 0;
    var checked = performance.now();

    function later(milliseconds, next) {
      clearTimeout(timer);
      timer = setTimeout(next, milliseconds);
    }

    function show(step) {
      var mine = ++turn;
      clearTimeout(timer);
      at = (at + step + products.length) % products.length;
      var slide = kiosk.slide(products[at], choices.langs[0], choices.langs.slice(1));
      return kiosk.ready(slide).then(function () {
        if (mine === turn) put(slide);
      });
    }

    function put(slide) {
      var shift = SHIFTS[at % SHIFTS.length];
      while (stage.children.length > 1) release(stage.firstChild);
      slide.style.setProperty("--shift-x", shift[0]);
      slide.style.setProperty("--shift-y", shift[1]);
      slide.style.setProperty("--seconds", choices.seconds + "s");
      stage.appendChild(slide);
      kiosk.fit(slide);
      stage.dataset.shown = Number(stage.dataset.shown || 0) + 1;
      stage.dataset.slug = products[at].slug;
      requestAnimationFrame(function () { slide.classList.add("is-on"); });
      later(choices.seconds * 1000, next);
    }

    function release(slide) {
      var picture = slide.querySelector("img");
      if (picture) {
        picture.removeAttribute("srcset");
        picture.removeAttribute("src");
      }
      slide.remove();
    }

    function next() {
      if (performance.now() - checked > CHECK_EVERY) {
        checked = performance.now();
        kiosk.lookForNewerBuild();
      }
      show(1);
    }

    this.start = function () { show(1); };
    this.step = show;
    this.stop = function () {
      turn++;
      clearTimeout(timer);
      while (stage.firstChild) release(stage.firstChild);
    };
  };

  /* From a host, a page of a newer build takes over; from a folder, or with the network gone, nothing happens. */
  kiosk.lookForNewerBuild = function () {
    if (location.protocol === "file:") return;
    fetch(location.pathname, { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (text) {
        var build = /data-build="([^"]+)"/.exec(text);
        if (build && build[1] !== document.documentElement.dataset.build) location.reload();
      })
      .catch(function () {});
  };
})();
