/* What a certificate is worth on a day: the rules of site_builder/catalogue/programme.py (same cases in tests/vectors/), from
   what the page was built with. A state only ever goes on, so a clock that is behind makes nothing valid again. `bgData` is
   written by the build in front of this script (site_builder/views/shared_data.py). */
(function () {
  "use strict";
  var data = window.bgData;
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
    /* Whether a certificate of any scheme is over; without a last day it is not. */
    ended: function (expires, today) {
      return !!expires && expires < today;
    },
    /* `state` is the one of the build. */
    judge: function (state, expires, today) {
      if (this.ended(expires, today)) return "expired";
      return state === "in_force" && expires && this.daysLeft(expires, today) <= data.expiringDays ? "expiring" : state;
    },
    /* Whether a product may show its stars, what stands on its tag, where it comes in a list: { stars, icon, tone, rank }. */
    rule: function (state) {
      return data.statuses[state];
    },
    /* Sorts a list, the lowest first: by the rank of the state, then by the stars that are shown. */
    order: function (state, stars) {
      var rule = data.statuses[state];
      return 10 * rule.rank - (rule.stars ? Number(stars) || 0 : 0);
    },
  };
})();
