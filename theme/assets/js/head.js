/* Runs in the head, before anything is painted: marks on <html> that scripts run, that the page is loading, that the address asks
   for something, and the colour scheme and text size that the reader chose on an earlier page. */
(function () {
  "use strict";
  var root = document.documentElement;

  function chosen(key) {
    try {
      return localStorage.getItem(key);
    } catch (blocked) {
      return null;
    }
  }

  /* Neither led into the page by its address nor back to where it was read: both need to know where everything lies. */
  function startsAtTop() {
    var visit = performance.getEntriesByType("navigation")[0];
    return !location.hash && !!visit && visit.type === "navigate";
  }

  root.classList.remove("no-js");
  root.classList.add("js");
  if (startsAtTop()) root.classList.add("is-loading");
  if (location.search) root.dataset.hasQuery = "";
  if (/^(light|dark)$/.test(chosen("bg-scheme"))) root.dataset.colorScheme = chosen("bg-scheme");
  if (/^[12]$/.test(chosen("bg-size"))) root.dataset.textSize = chosen("bg-size");
  /* In a task of its own: what waited for it is then laid out apart from all else that comes with the end of loading. */
  addEventListener("load", function () {
    setTimeout(function () {
      root.classList.remove("is-loading");
    });
  });
})();
