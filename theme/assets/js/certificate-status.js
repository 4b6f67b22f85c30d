/* What a certificate is worth on a day: the rule of site_builder/ocop.py (same cases in tests/vectors/standing.json), from
   what the page was built with. A state only ever goes on, so a clock that is behind makes nothing valid again. */
(function () {
  "use strict";
  var DAY = 86400000;
  var VIETNAM = 7 * 3600000;

  window.bgStatus = {
    /* The day it is in Việt Nam, where the certificate holds: '2026-11-24'. */
    today: function () {
      return new Date(Date.now() + VIETNAM).toISOString().slice(0, 10);
    },
    daysLeft: function (expires, today) {
      return (Date.parse(expires) - Date.parse(today)) / DAY;
    },
    /* Whole months that are left. */
    monthsLeft: function (expires, today) {
      var end = expires.split("-").map(Number);
      var now = today.split("-").map(Number);
      return (end[0] - now[0]) * 12 + end[1] - now[1] - (end[2] < now[2] ? 1 : 0);
    },
    /* `state` is the one of the build, `soon` how many days before its end a certificate is expiring. */
    judge: function (state, expires, today, soon) {
      var left = expires ? this.daysLeft(expires, today) : Infinity;
      if (left < 0) return "expired";
      return state === "in_force" && left <= soon ? "expiring" : state;
    },
  };
})();
