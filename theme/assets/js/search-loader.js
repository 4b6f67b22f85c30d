/* Loads the search when it is wanted: its script and index come when the field is first entered, or at once where the address
   asks for something (?q=). `/` puts the focus into the field. */
(function () {
  "use strict";
  var asked = {};
  /* Until then a script of the page may not have run that waits for what is found; those added here do not wait for it. */
  var ready = new Promise(function (done) {
    document.addEventListener("DOMContentLoaded", done);
  });

  function say(find, what) {
    var status = find.querySelector("[data-status]");
    status.textContent = status.dataset[what];
    find.toggleAttribute("data-open", what === "failed");
  }

  function load(find) {
    ready.then(function () {
      fetchOnce(find);
    });
  }

  function fetchOnce(find) {
    [find.dataset.script, find.dataset.index].forEach(function (address) {
      if (asked[address]) return;
      var script = document.createElement("script");
      asked[address] = true;
      script.src = address;
      script.async = false;
      script.onerror = function () {
        asked[address] = false;
        say(find, "failed");
      };
      say(find, "loading");
      document.head.append(script);
    });
  }

  document.addEventListener("focusin", function (event) {
    var find = event.target.closest("[data-search-box]");
    if (find) load(find);
  });
  document.addEventListener("keydown", function (event) {
    var sheet = document.getElementById("search");
    var field = document.querySelector("main [data-search-box] input");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !sheet) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    if (field) field.focus();
    else document.querySelector('[data-opens="search"]').click();
  });

  var inPage = document.querySelector("main [data-search-box]");
  var wanted = new URLSearchParams(location.search).get("q");
  if (inPage && wanted) inPage.querySelector("input").value = wanted;
  if (inPage && inPage.querySelector("input").value) load(inPage);
})();
