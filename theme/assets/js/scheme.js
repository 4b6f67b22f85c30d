/* Runs before anything is painted: scripts are there, the address asks for something, and what the reader chose on an earlier page
   holds on this one. */
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

  root.classList.remove("no-js");
  root.classList.add("js");
  if (location.search) root.dataset.asked = "";
  if (/^(light|dark)$/.test(chosen("bg-scheme"))) root.dataset.scheme = chosen("bg-scheme");
  if (/^[12]$/.test(chosen("bg-size"))) root.dataset.size = chosen("bg-size");
})();
