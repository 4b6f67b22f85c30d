/* Which month a day lies in, by the sun or by the moon. */
(function () {
  "use strict";

  var format;

  /* 0 where the browser knows no lunar calendar: then nothing is marked. */
  function lunar(day) {
    try {
      format = format || new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", timeZone: "Asia/Ho_Chi_Minh" });
      return format.resolvedOptions().calendar === "chinese" ? parseInt(format.format(day), 10) || 0 : 0;
    } catch (unknown) {
      return 0;
    }
  }

  window.bgMonth = {
    of: function (calendar, day) {
      return calendar === "lunar" ? lunar(day) : day.getMonth() + 1;
    },
    /* The lunar months of which some days lie in the solar `month` that is running on `day`, or comes next. */
    lunarIn: function (month, day) {
      var year = day.getFullYear() + (month < day.getMonth() + 1 ? 1 : 0);
      return [1, 15, new Date(year, month, 0).getDate()].map(function (date) {
        return lunar(new Date(year, month - 1, date, 12));
      });
    },
  };
})();
