/* In a row that scrolls sideways, what gets the focus comes wholly into sight: a browser leaves it half cut off. */
(function () {
  "use strict";
  document.addEventListener("focusin", function (event) {
    if (event.target.closest(".bg-quick-filters, .bg-month-picker")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
