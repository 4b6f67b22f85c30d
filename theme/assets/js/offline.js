/* Offline reading: registers the service worker (service-worker.js), asks it to cache what is read, and on a page that comes from
   the cache says of which day it is. Where there is no worker (a folder, the live preview, a browser that refuses) nothing is
   different. */
(function () {
  "use strict";
  var note = document.querySelector("[data-manifest]");
  var root = document.documentElement;
  var base = document.currentScript.src.replace(/assets\/[^/]*$/, "");

  function showCachedDay() {
    var words = note.querySelector("[data-words]");
    var day = new Date(root.dataset.cachedAt);
    words.textContent = words.dataset.words
      .replace("{day}", day.getDate())
      .replace("{month}", day.toLocaleDateString(root.lang, { month: words.dataset.month }))
      .replace("{year}", day.getFullYear());
  }

  function addManifest() {
    var link = document.createElement("link");
    link.rel = "manifest";
    link.href = note.dataset.manifest;
    document.head.append(link);
  }

  /* This page, what it is made of, and the search, unless data is dear. */
  function read() {
    var find = document.querySelector("[data-search-box]");
    var isDear = navigator.connection && navigator.connection.saveData;
    var search = find && !isDear ? [find.dataset.script, find.dataset.index] : [];
    var loaded = performance.getEntriesByType("resource").map(function (entry) {
      return entry.name;
    });
    return [location.href].concat(loaded, search).map(function (address) {
      return new URL(address, location).href;
    });
  }

  function ask() {
    if (navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage(read());
  }

  function begin() {
    navigator.serviceWorker.addEventListener("controllerchange", ask);
    navigator.serviceWorker.register(base + "sw.js").then(ask, function refused() {});
  }

  if (!note) return;
  if (root.dataset.cachedAt) showCachedDay();
  if (!/^https?:$/.test(location.protocol)) return;
  addManifest();
  if (navigator.serviceWorker) addEventListener("load", begin);
})();
