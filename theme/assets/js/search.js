/* The search as people meet it: a field and under it what was found, at every letter. A combobox: the focus stays in the
   field, arrows go through the list, Enter opens. It stands in the sheet of every page, and on the page of all products,
   where the list below is told what was found too ("found") and the words are kept in the address. */
(function () {
  "use strict";
  var OTHERS = 4;
  var index = null;
  /* Milliseconds without a letter after which what was meant is thought about. */
  var PAUSE = 150;
  var shows = [];
  /* "" until it is asked for, then "coming" or "failed". */
  var further = "";

  /* What helps where names find nothing is fetched when that happens first. Where it does not come, the next letter asks again. */
  function fetchFurther(find) {
    further = "coming";
    [find.dataset.more, find.dataset.texts].forEach(function (address) {
      var script = document.createElement("script");
      script.src = address;
      script.async = false;
      script.onerror = function () {
        further = "failed";
        showAll();
      };
      document.head.append(script);
    });
  }

  function showAll() {
    shows.forEach(function (show) {
      show();
    });
  }

  function part(find, name) {
    return find.querySelector("[data-" + name + "]");
  }

  function mount(find) {
    var field = find.querySelector("input");
    var list = part(find, "hits");
    var status = part(find, "status");
    var more = part(find, "more");
    var inPage = !find.closest("dialog");
    var most = Number(list.dataset.hits);
    var made = new Map();
    var active = -1;
    var isScrolled = false;
    var thought = { query: "" };
    var timer = 0;

    function query() {
      return field.value.trim();
    }

    function hits() {
      return list.querySelectorAll("a");
    }

    /* In the sheet what was found always shows. On the page it does while the focus is there; afterwards products are shown by
       the list of products, and the others stay. */
    function open(isOpen) {
      isOpen = isOpen && !!query();
      find.toggleAttribute("data-open", isOpen);
      field.setAttribute("aria-expanded", String(isOpen && !list.hidden));
      hits().forEach(function (hit) {
        hit.tabIndex = isOpen ? -1 : 0;
      });
      if (!isOpen) choose(-1);
    }

    function choose(to) {
      var all = hits();
      if (all[active]) all[active].setAttribute("aria-selected", "false");
      active = to;
      if (!all[active]) {
        field.removeAttribute("aria-activedescendant");
        return;
      }
      all[active].setAttribute("aria-selected", "true");
      all[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", all[active].id);
    }

    /* What was found before and is found again stays where it is: at most letters only the marks move. */
    function draw(found) {
      var items = shown(found.entries).map(function (entry, at) {
        var item = bgSearch.hit(entry, found, index.data, find.dataset.base, made);
        item.firstChild.id = list.id + "-" + at;
        return item;
      });
      Array.from(list.children).forEach(function (item) {
        if (items.indexOf(item) < 0) item.remove();
      });
      items.forEach(function (item, at) {
        if (list.children[at] !== item) list.insertBefore(item, list.children[at] || null);
      });
    }

    /* How many, and where it was not what was typed, what was meant. */
    function count(number, meant) {
      if (!query()) return "";
      if (!number) return status.dataset.none.replace("{query}", query());
      var many = number === 1 ? status.dataset.one : status.dataset.many.replace("{n}", number);
      return meant ? status.dataset.meant.replace("{query}", query()).replace("{meant}", meant) + " " + many : many;
    }

    /* Names first; where they find nothing texts, then what was probably meant: null until these have come or been thought about. */
    function look() {
      var found = bgSearch.find(index, query());
      if (found.entries.length || !query()) return { found: found, text: "" };
      if (!further) fetchFurther(find);
      if (further === "failed") return { found: found, text: "" };
      return index.texts && thought.query === query() ? thought : null;
    }

    /* What was found before stays that long. */
    function wait() {
      if (index.texts) timer = setTimeout(think, PAUSE);
      else status.textContent = status.dataset.loading;
    }

    function think() {
      thought = bgSearch.meant(index, query());
      thought.query = query();
      show();
    }

    function isHere(entry) {
      return inPage && new URL(find.dataset.base + bgSearch.address(entry), location).pathname === location.pathname;
    }

    /* The first, and on the page some more of what its list of products cannot show. */
    function shown(entries) {
      var others = 0;
      return entries.filter(function (entry, at) {
        return !isHere(entry) && (at < most || (inPage && entry.sort !== "product" && others++ < OTHERS));
      });
    }

    function show() {
      var looked = look();
      clearTimeout(timer);
      choose(-1);
      if (!looked) return wait();
      var found = looked.found;
      var number = found.entries.length;
      if (isScrolled) list.scrollTop = 0;
      isScrolled = false;
      draw(found);
      list.hidden = !number;
      find.toggleAttribute("data-has-query", !!query());
      find.toggleAttribute("data-empty", !!query() && !number);
      status.textContent = count(number, looked.text);
      find.toggleAttribute("data-others", !!list.querySelector('li:not([data-sort="product"])'));
      more.hidden = inPage || number <= most;
      more.href = field.form.action + "?q=" + encodeURIComponent(looked.text || query());
      more.firstChild.data = more.dataset.more.replace("{n}", number);
      open(!inPage || find.contains(document.activeElement));
      if (inPage) tell(found.entries);
    }

    /* The list of all products shows those that were found. */
    function tell(entries) {
      var products = entries.filter(function (entry) {
        return entry.sort === "product";
      });
      document.dispatchEvent(new CustomEvent("search-results", { detail: { text: query(), slugs: products.map(bgSearch.name) } }));
    }

    /* A file opened from a folder may not change its address; then it stays as it is. */
    function remember() {
      var address = new URL(location.href);
      if (query()) address.searchParams.set("q", query());
      else address.searchParams.delete("q");
      try {
        history.replaceState(history.state, "", address);
      } catch (refused) {
        return;
      }
    }

    function type() {
      if (further === "failed") further = "";
      if (inPage) remember();
      show();
    }

    /* Of a small screen the keyboard leaves half: the field goes up, so that what is found is in sight. */
    function rise() {
      if (inPage && matchMedia("(max-width:760px)").matches) find.scrollIntoView();
    }

    function clear() {
      field.value = "";
      type();
      field.focus();
    }

    /* To set the place of a list that was not moved costs as much as to lay it out. */
    list.addEventListener("scroll", function () {
      isScrolled = true;
    }, { passive: true });
    field.addEventListener("input", type);
    field.addEventListener("compositionend", type);
    field.addEventListener("focus", function () {
      field.select();
      rise();
      open(true);
    });
    find.addEventListener("focusout", function (event) {
      if (inPage && !find.contains(event.relatedTarget)) open(false);
    });
    field.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      var room = hits().length + 1;
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
      if (step && room > 1) {
        open(true);
        choose(((active + 1 + step + room) % room) - 1);
      } else if (event.key === "Enter" && hits()[active]) hits()[active].click();
      else if (event.key === "Escape" && inPage && find.hasAttribute("data-open")) open(false);
      else if (event.key === "Escape" && inPage && field.value) clear();
      else return;
      event.preventDefault();
    });
    field.form.addEventListener("submit", function (event) {
      if (query() && !inPage) return;
      event.preventDefault();
      if (inPage) open(false);
    });
    if (part(find, "clears-search")) part(find, "clears-search").addEventListener("click", clear);
    shows.push(show);
    if (document.activeElement === field) rise();
    type();
  }

  window.bgIndex = function (data) {
    index = bgSearch.open(data);
    document.querySelectorAll("[data-search-box]").forEach(mount);
  };
  window.bgTexts = function (data) {
    bgSearch.prepare(index, data);
    showAll();
  };
})();
