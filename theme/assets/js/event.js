/* Whether an event is to come, goes on or is over, by the day on which the page is read. The twin is `EventPhase` in
   site_builder/views/event.py. Needs certificate-status.js. */
(function () {
  "use strict";
  /* `runs` are days without a gap, the first and the last of each: "2026-12-05/2026-12-06 2026-12-12/2026-12-12". */
  function phase(today, runs) {
    var days = runs.split(" ").map(function (run) { return run.split("/"); });
    if (today < days[0][0]) return "before";
    if (today > days[days.length - 1][1]) return "after";
    return days.some(function (run) { return run[0] <= today && today <= run[1]; }) ? "during" : "between";
  }

  function update() {
    var today = window.bgStatus.today();
    document.querySelectorAll("[data-event][data-runs]").forEach(function (element) {
      var when = phase(today, element.dataset.runs);
      element.querySelectorAll("[data-when]").forEach(function (each) {
        each.hidden = each.dataset.when !== when;
      });
      element.querySelectorAll("[data-until-over]").forEach(function (each) {
        each.hidden = when === "after";
      });
    });
    document.querySelectorAll("[data-running-first]").forEach(function (list) {
      Array.from(list.children).reverse().forEach(function (each) {
        var now = each.querySelector('[data-when="during"]');
        if (now && !now.hidden) list.prepend(each);
      });
    });
  }
  update();
  document.addEventListener("visibilitychange", update);
})();
