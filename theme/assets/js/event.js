/* Whether an event is to come, goes on or is over, by the day on which the page is read. Needs certificate-status.js. */
(function () {
  "use strict";
  function tell() {
    var today = window.bgStatus.today();
    document.querySelectorAll("[data-event][data-first]").forEach(function (element) {
      var when = today < element.dataset.first ? "before" : today > element.dataset.last ? "after" : "during";
      element.querySelectorAll("[data-when]").forEach(function (each) {
        each.hidden = each.dataset.when !== when;
      });
    });
  }
  tell();
  document.addEventListener("visibilitychange", tell);
})();
