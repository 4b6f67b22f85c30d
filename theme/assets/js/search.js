/* The search as people meet it: a field and under it what was found, at every letter. A combobox: the focus stays in the
   field, arrows go through the list, Enter opens. It stands in the sheet of every page, and on the page of all products,
   where what was found takes the place of the list and is kept in the address. */
(function () {
  "use strict";
  var index = null;
  var mounted = [];

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
    var pictures = new Map();
    var active = -1;

    function query() {
      return field.value.trim();
    }

    function hits() {
      return list.querySelectorAll("a");
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

    function item(found, entry, at) {
      var hit = bgSearch.hit(entry, query(), found.reason(entry), index.data, find.dataset.base, pictures.get(entry));
      var place = document.createElement("li");
      pictures.set(entry, hit.firstChild);
      hit.id = list.id + "-" + at;
      place.setAttribute("role", "none");
      place.append(hit);
      return place;
    }

    function count(number) {
      if (!query()) return "";
      if (!number) return status.dataset.none.replace("{query}", query());
      return number === 1 ? status.dataset.one : status.dataset.many.replace("{n}", number);
    }

    function show() {
      var found = bgSearch.find(index, query());
      var number = found.entries.length;
      choose(-1);
      list.replaceChildren.apply(list, found.entries.slice(0, most).map(item.bind(null, found)));
      list.scrollTop = 0;
      list.hidden = !number;
      field.setAttribute("aria-expanded", String(!!number));
      find.toggleAttribute("data-asked", !!query());
      find.toggleAttribute("data-empty", !!query() && !number);
      status.textContent = count(number);
      more.hidden = number <= most;
      more.href = field.form.action + "?q=" + encodeURIComponent(query());
      more.firstChild.data = more.dataset.more.replace("{n}", number);
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

    function look() {
      show();
      if (inPage) remember();
    }

    function clear() {
      field.value = "";
      look();
      field.focus();
    }

    field.addEventListener("input", look);
    field.addEventListener("compositionend", look);
    field.addEventListener("focus", function () {
      field.select();
    });
    field.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      var room = hits().length + 1;
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
      if (step && room > 1) choose(((active + 1 + step + room) % room) - 1);
      else if (event.key === "Enter" && hits()[active]) hits()[active].click();
      else if (event.key === "Escape" && inPage && field.value) clear();
      else return;
      event.preventDefault();
    });
    field.form.addEventListener("submit", function (event) {
      if (query() && !inPage) return;
      event.preventDefault();
      field.blur();
    });
    if (part(find, "empties")) part(find, "empties").addEventListener("click", clear);
    show();
  }

  window.bgIndex = function (data) {
    index = bgSearch.open(data);
    document.querySelectorAll("[data-find]").forEach(mount);
  };
})();
