/* The page of the list to take home: what is kept here, or what an address brings (#list=BG-001,BG-006), with ways to hand it on. */
(function () {
  "use strict";
  var main = document.querySelector("[data-favourites-page]");
  var QUIET_ZONE = 4;
  var MODULE = 6;
  var base = main.dataset.base;
  var goods = {};
  window.bgGoods.forEach(function (row) { goods[row.code] = row; });

  function part(selector) {
    return main.querySelector(selector);
  }

  /* The codes that the address brings; null where it brings none. */
  function received() {
    var found = /^#list=([A-Za-z0-9,-]+)$/.exec(location.hash.replace(/%2C/gi, ","));
    return found ? Array.from(new Set(found[1].toUpperCase().split(",").filter(Boolean))) : null;
  }

  function link(codes) {
    var here = /^http/.test(location.protocol) ? location.href.replace(/[?#].*/, "") : main.dataset.address;
    return here ? here + "#list=" + codes.join(",") : "";
  }

  function anchor(text, href) {
    var made = document.createElement("a");
    made.textContent = text;
    made.href = href;
    return made;
  }

  function row(item) {
    var made = part("[data-row]").content.cloneNode(true);
    var name = made.querySelector("h2 a");
    var picture = made.querySelector("img");
    var remove = made.querySelector("button");
    var reach = made.querySelector(".bg-favourite__reach");
    name.textContent = item.name;
    name.href = base + item.address;
    if (item.lang) name.lang = item.lang;
    if (item.picture) picture.src = base + item.picture[0];
    else picture.remove();
    made.querySelector("[data-about]").textContent = [item.producer, item.place].filter(Boolean).join(" · ");
    (item.packs || []).forEach(function (pack) {
      var line = document.createElement("li");
      line.textContent = pack;
      made.querySelector("[data-packs]").append(line);
    });
    (item.phones || []).forEach(function (phone) { reach.append(anchor(phone[0], phone[1]), " "); });
    if (item.zalo) reach.append(anchor("Zalo", item.zalo));
    made.querySelector(".bg-favourite__code").textContent = item.code;
    remove.setAttribute("aria-label", remove.dataset.remove.replace("{name}", item.name));
    remove.hidden = !!received();
    remove.addEventListener("click", function () {
      window.bgFavourites.write(window.bgFavourites.read().filter(function (code) { return code !== item.code; }));
      (main.querySelector("[data-rows] button") || main.querySelector("[data-none] a")).focus();
    });
    return made;
  }

  function draw(rows) {
    var canvas = part("[data-code]").querySelector("canvas");
    var size = (rows.length + 2 * QUIET_ZONE) * MODULE;
    var pen = canvas.getContext("2d");
    canvas.width = canvas.height = size;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, size, size);
    pen.fillStyle = "#000";
    rows.forEach(function (line, y) {
      line.forEach(function (dark, x) {
        if (dark) pen.fillRect((x + QUIET_ZONE) * MODULE, (y + QUIET_ZONE) * MODULE, MODULE, MODULE);
      });
    });
  }

  function show() {
    var wanted = received() || window.bgFavourites.read();
    var known = wanted.filter(function (code) { return goods[code]; });
    var gone = wanted.filter(function (code) { return !goods[code]; });
    var address = link(known);
    var drawn = address && window.bgQr(address);
    part("[data-none]").hidden = known.length > 0;
    part("[data-received]").hidden = !received() || !known.length;
    part("[data-rows]").replaceChildren.apply(part("[data-rows]"), known.map(function (code) { return row(goods[code]); }));
    part("[data-says]").textContent = gone.length ? part("[data-says]").dataset.missing.replace("{codes}", gone.join(", ")) : "";
    part("[data-share-list]").hidden = !known.length;
    part("[data-empty]").hidden = !!received();
    part("[data-share-address]").value = address;
    part("[data-share-address]").hidden = !address;
    part("[data-far]").hidden = !!address;
    part("[data-code]").hidden = !drawn;
    part("[data-too-long]").hidden = !address || !!drawn;
    if (drawn) draw(drawn);
  }

  part("[data-keep-all]").addEventListener("click", function () {
    var kept = window.bgFavourites.read();
    var more = received().filter(function (code) { return goods[code] && kept.indexOf(code) < 0; });
    history.replaceState(null, "", location.href.replace(/#.*/, ""));
    window.bgFavourites.write(kept.concat(more));
    main.querySelector("h1").setAttribute("tabindex", "-1");
    main.querySelector("h1").focus();
  });
  part("[data-empty]").addEventListener("click", function () { document.getElementById("empty").showModal(); });
  part("[data-empty-now]").addEventListener("click", function () {
    document.getElementById("empty").close();
    window.bgFavourites.write([]);
    part("[data-none]").querySelector("a").focus();
  });
  document.addEventListener("bg-favourites", show);
  addEventListener("hashchange", show);
  addEventListener("storage", show);
  show();
})();
