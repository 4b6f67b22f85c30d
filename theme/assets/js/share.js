/* Sharing a page: the device's own sheet where there is one, else a dialog with the address to copy and plain links. */
(function () {
  "use strict";
  var dialog = document.getElementById("share");
  var canonical = document.querySelector('link[rel="canonical"]');

  /* A page opened from a folder is shared by the address it has in the world; a list by the one that it stands in. */
  function address() {
    var own = document.querySelector("[data-share-address]");
    if (own) return own.value;
    if (/^http/.test(location.protocol)) return location.href.replace(/[?#].*/, "");
    return canonical ? canonical.href : "";
  }

  function field() {
    return dialog.querySelector("input");
  }

  function announce(words) {
    dialog.querySelector("[data-share-says]").textContent = words;
  }

  /* What Zalo's own button sends: the address in an object, packed. */
  function packed(url) {
    return encodeURIComponent(btoa(JSON.stringify({ url: url })));
  }

  function offer() {
    field().value = address();
    announce("");
    dialog.querySelectorAll("[data-share-to]").forEach(function (link) {
      var value = link.hasAttribute("data-packed") ? packed(address()) : address();
      link.href = link.dataset.shareTo + encodeURIComponent(value);
    });
    dialog.showModal();
  }

  function copied() {
    announce(dialog.dataset.copied);
  }

  /* Where the clipboard is out of reach: the old way, else the address stands selected. */
  function copyByHand() {
    field().focus();
    field().select();
    if (document.execCommand("copy")) copied();
    else announce(dialog.dataset.byHand);
  }

  function copy() {
    if (navigator.clipboard) navigator.clipboard.writeText(address()).then(copied, copyByHand);
    else copyByHand();
  }

  function share() {
    if (!navigator.share) return offer();
    navigator.share({ title: document.querySelector("h1").textContent, url: address() }).catch(function (refusal) {
      if (refusal.name !== "AbortError") offer();
    });
  }

  document.querySelectorAll("[data-share]").forEach(function (button) {
    button.hidden = !address();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-share]")) share();
    else if (event.target.closest("[data-copy]")) copy();
  });
})();
