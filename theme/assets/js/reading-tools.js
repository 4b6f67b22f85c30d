/* The reading tools: three text sizes, night, print. Every copy of a button shows the same state. */
(function () {
  "use strict";
  var root = document.documentElement;
  var night = matchMedia("(prefers-color-scheme: dark)");
  var bars = Array.from(document.querySelectorAll('meta[name="theme-color"]'));
  var LARGEST = 2;

  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch (blocked) {
      return null;
    }
  }

  function keep(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch (blocked) {
      return;
    }
  }

  function each(tool, act) {
    document.querySelectorAll('[data-tool="' + tool + '"]').forEach(act);
  }

  function set(tool, attribute, value) {
    each(tool, function (button) {
      button.setAttribute(attribute, value);
    });
  }

  function size() {
    return Number(root.dataset.textSize) || 0;
  }

  function isNight() {
    return root.dataset.colorScheme === "dark" || (root.dataset.colorScheme !== "light" && night.matches);
  }

  /* The colour of the browser's own bar: one of day, one of night. */
  function isOfNow(meta) {
    return /dark/.test(meta.getAttribute("media")) === isNight();
  }

  function showSize() {
    set("normal", "aria-pressed", String(size() === 0));
    set("smaller", "aria-disabled", String(size() === 0));
    set("larger", "aria-disabled", String(size() === LARGEST));
  }

  /* Pictures drawn twice are chosen by the system in the page; a choice of the reader goes over it. */
  function showScheme() {
    set("night", "aria-pressed", String(isNight()));
    document.querySelectorAll("source[data-dark]").forEach(function (source) {
      source.dataset.media = source.dataset.media || source.media;
      var width = source.dataset.media.replace(/^\(prefers-color-scheme: dark\)( and )?/, "");
      source.media = isNight() ? width || "all" : "not all";
    });
    bars.forEach(function (meta) {
      meta.content = (root.dataset.colorScheme ? bars.find(isOfNow) : meta).dataset.content;
    });
  }

  function resize(to) {
    root.dataset.textSize = String(Math.max(0, Math.min(LARGEST, to)));
    keep("bg-size", root.dataset.textSize);
    showSize();
  }

  var act = {
    smaller: function () {
      resize(size() - 1);
    },
    normal: function () {
      resize(0);
    },
    larger: function () {
      resize(size() + 1);
    },
    night: function () {
      root.dataset.colorScheme = isNight() ? "light" : "dark";
      keep("bg-scheme", root.dataset.colorScheme);
      showScheme();
    },
    print: function () {
      var sheet = document.querySelector("dialog[open]");
      if (sheet) sheet.close();
      print();
    },
  };

  function show() {
    showSize();
    showScheme();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-tool]");
    if (button && act[button.dataset.tool]) act[button.dataset.tool]();
  });
  if (night.addEventListener) night.addEventListener("change", showScheme);
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    root.dataset.colorScheme = recall("bg-scheme") || root.dataset.colorScheme;
    root.dataset.textSize = recall("bg-size") || "0";
    show();
  });
  bars.forEach(function (meta) {
    meta.dataset.content = meta.content;
  });
  show();
})();
