/* Which month a day lies in, by the sun or by the moon. The months of the moon are those of Việt Nam, from a table that the build
   writes: what browsers know is the calendar of China, which differs by a day now and then (Tết of 2030). */
(function () {
  "use strict";
  var DAY = 86400000;
  var VIETNAM = 7 * 3600000;
  var table = window.bgData.lunar;

  /* 0 outside the years of the table: then nothing is marked. */
  function lunar(day) {
    var left = Math.floor((day.getTime() + VIETNAM - Date.parse(table.first)) / DAY);
    if (left < 0) return 0;
    for (var at = 0; at < table.days.length; at++) {
      if (left < table.days[at]) return table.numbers[at];
      left -= table.days[at];
    }
    return 0;
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
