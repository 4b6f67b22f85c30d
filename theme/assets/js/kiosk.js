/* The display, last part: starts it, and keeps it going for days. */
(function () {
  "use strict";
  var kiosk = window.bgKiosk;
  var stage = document.getElementById("stage");
  var panel = document.getElementById("visit");
  var lock = null;
  var loop = null;
  var visit = null;
  var choices;

  function start() {
    if (visit) return visit.leave();
    if (loop) loop.stop();
    choices = kiosk.choices();
    loop = new kiosk.Loop(stage, choices, kiosk.chosen(choices));
    loop.start();
  }

  function open() {
    loop.stop();
    stage.hidden = true;
    var products = kiosk.chosen(choices);
    visit = new kiosk.Visit(panel, products, kiosk.shelves(choices, products), choices.langs[0], function () {
      visit = null;
      stage.hidden = false;
      start();
    });
  }

  /* The browser lets go of the lock whenever the page is hidden. */
  function stayAwake() {
    if (!navigator.wakeLock || document.hidden || lock) return;
    navigator.wakeLock.request("screen").then(function (held) {
      lock = held;
      held.addEventListener("release", function () { lock = null; });
    }).catch(function () {});
  }

  function fullScreen() {
    if (!document.fullscreenElement && document.documentElement.requestFullscreen) {
      document.documentElement.requestFullscreen().catch(function () {});
    }
  }

  stage.addEventListener("click", function () {
    fullScreen();
    if (choices.touch) open();
  });
  document.addEventListener("keydown", function (event) {
    fullScreen();
    if (visit) {
      if (event.key === "Escape") visit.leave();
    } else if (event.key === "ArrowRight") loop.step(1);
    else if (event.key === "ArrowLeft") loop.step(-1);
    else if (choices.touch && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("visibilitychange", function () {
    stayAwake();
    if (!document.hidden && !visit) loop.step(1);
  });
  window.addEventListener("hashchange", start);
  stayAwake();
  start();
})();
