/* The list to take home: codes of products that somebody keeps in this browser. Hearts on cards and pages put them in and out, the
   link in the head of the page counts them. Where nothing can be kept (private windows), the list lasts as long as the page. */
(function () {
  "use strict";
  var KEY = "bg-favourites";
  var CODE = /^[A-Z0-9-]{2,20}$/;
  var unkept = "[]";

  function read() {
    var written = unkept;
    try {
      written = localStorage.getItem(KEY) || unkept;
    } catch (blocked) { /* the page's own list serves */ }
    try {
      return JSON.parse(written).filter(function (code) { return CODE.test(code); });
    } catch (spoiled) {
      return [];
    }
  }

  function write(codes) {
    unkept = JSON.stringify(codes);
    try {
      localStorage.setItem(KEY, unkept);
    } catch (blocked) { /* kept for this page alone */ }
    show();
    document.dispatchEvent(new Event("bg-favourites"));
  }

  function isElement(node) {
    return node.nodeType === Node.ELEMENT_NODE;
  }

  function show() {
    var codes = read();
    document.querySelectorAll("[data-favourite]").forEach(function (heart) {
      heart.setAttribute("aria-pressed", codes.indexOf(heart.dataset.favourite) >= 0);
    });
    document.querySelectorAll("[data-favourites-link]").forEach(function (link) {
      link.hidden = !codes.length;
      link.querySelector("[data-count]").textContent = codes.length;
    });
  }

  document.addEventListener("click", function (event) {
    var heart = event.target.closest("[data-favourite]");
    if (!heart) return;
    var code = heart.dataset.favourite;
    var others = read().filter(function (other) { return other !== code; });
    write(heart.getAttribute("aria-pressed") === "true" ? others : others.concat(code));
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  /* Long lists bring their cards later; a count that changes is an element's text, and no element. */
  new MutationObserver(function (changes) {
    if (changes.some(function (change) { return Array.prototype.some.call(change.addedNodes, isElement); })) show();
  }).observe(document.querySelector("main"), { childList: true, subtree: true });
  window.bgFavourites = { read: read, write: write };
})();
