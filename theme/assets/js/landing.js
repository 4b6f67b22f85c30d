/* The page behind a printed code holds every language: the phone's own is shown, or the one in the address (#en). It runs in the
   head and hides the others while they arrive, so that nothing is seen twice and nothing moves. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var first = root.lang;
  var chosen = "";

  function each(selector, act) {
    document.querySelectorAll(selector).forEach(act);
  }

  function has(lang) {
    return !!document.querySelector('[data-lang="' + lang + '"]');
  }

  /* The first of the phone's languages that the page speaks; en-GB asks for en. */
  function wanted() {
    var asked = [location.hash.slice(1)].concat(navigator.languages || [navigator.language || ""]);
    var spoken = asked.map(function (tag) {
      return tag.toLowerCase().split("-")[0].replace(/[^a-z]/g, "");
    });
    return spoken.filter(function (lang) {
      return lang && has(lang);
    })[0] || first;
  }

  /* Hides what is of other languages. */
  function hideOthers() {
    if (!document.querySelector("main")) return;
    chosen = chosen || wanted();
    each("[data-language-version]", function (version) {
      version.hidden = version.lang !== chosen;
    });
  }

  function show() {
    hideOthers();
    root.lang = chosen;
    each("[data-lang]", function (link) {
      if (link.lang === chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    document.title = document.querySelector('[data-lang="' + chosen + '"]').dataset.title;
    each("[data-alt-" + chosen + "]", function (picture) {
      picture.alt = picture.getAttribute("data-alt-" + chosen);
      picture.lang = chosen;
    });
  }

  function choose(event) {
    var link = event.target.closest("[data-lang]");
    if (!link) return;
    event.preventDefault();
    chosen = link.lang;
    history.replaceState(null, "", "#" + chosen);
    show();
  }

  function begin() {
    watch.disconnect();
    if (!document.querySelector("[data-lang]")) return;
    show();
    document.addEventListener("click", choose);
    addEventListener("hashchange", function () {
      chosen = wanted();
      show();
    });
  }

  var watch = new MutationObserver(hideOthers);
  watch.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", begin);
})();
