/* Scrolls what gets the focus in a row that scrolls sideways wholly into view: a browser leaves it half cut off. */
(function () {
  "use strict";
  document.addEventListener("focusin", function (event) {
    if (event.target.closest(".bg-quick-filters, .bg-month-picker")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
