/* Whether an event is to come, goes on or is over, by the day on which the page is read. The twin is `_event_phase` in
   site_builder/views/event.py. Needs certificate-status.js. */
(function () {
  "use strict";
  function update() {
    var today = window.bgStatus.today();
    document.querySelectorAll("[data-event][data-first]").forEach(function (element) {
      var when = today < element.dataset.first ? "before" : today > element.dataset.last ? "after" : "during";
      element.querySelectorAll("[data-when]").forEach(function (each) {
        each.hidden = each.dataset.when !== when;
      });
    });
  }
  update();
  document.addEventListener("visibilitychange", update);
})();
