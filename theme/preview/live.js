/* Part of the preview alone: reloads the page when the server has something newer than what is shown. */
(function () {
  'use strict';
  var shown = document.currentScript.getAttribute('data-version');
  new EventSource('/.preview/events').onmessage = function (event) {
    if (event.data !== shown) location.reload();
  };
})();
