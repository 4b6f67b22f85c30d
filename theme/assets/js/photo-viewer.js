/* The viewer: photos over the whole screen, from their largest files. A link with `data-view` opens it, every link with `data-photo` is in
   it. It has an entry in the history, so that Back closes it; fingers, mouse, wheel and keys turn the leaves and enlarge. */
(function () {
  "use strict";
  var SWIPE = 40;
  var PAN = 80;
  var STEP = 1.5;
  var CLOSER = 2.5;
  var MOST = 8;
  var dialog = document.getElementById("photo-viewer");
  var photos = Array.from(document.querySelectorAll("[data-photo]"));
  if (!dialog || !dialog.showModal || !photos.length) return;
  var stage = dialog.querySelector("[data-stage]");
  var fingers = new Map();
  var opener = document.querySelector("[data-view]");
  var at = 0;
  var zoom = 1;
  var x = 0;
  var y = 0;

  function say(where, words) {
    dialog.querySelector(where).textContent = words;
  }

  function draw() {
    stage.querySelector("img").style.transform = "translate(" + x + "px," + y + "px) scale(" + zoom + ")";
  }

  /* How far the picture may lie off the middle of a side: an enlarged one covers the stage, a smaller one stays where it is. */
  function within(offset, room, length) {
    var most = Math.max(0, (length * zoom - room) / 2);
    return Math.min(most, Math.max(-most, offset));
  }

  function settle() {
    var photo = photos[at].querySelector("img");
    var wide = stage.clientWidth;
    var high = stage.clientHeight;
    var shape = photo.getAttribute("width") / photo.getAttribute("height");
    x = within(x, wide, Math.min(wide, high * shape));
    y = within(y, high, Math.min(high, wide / shape));
    draw();
  }

  /* Enlarge around a point, which is told from the middle of the stage. */
  function magnify(by, left, top) {
    var next = Math.min(MOST, Math.max(1, zoom * by));
    x = left - (left - x) * next / zoom;
    y = top - (top - y) * next / zoom;
    zoom = next;
    settle();
  }

  function fromMiddle(point) {
    var box = stage.getBoundingClientRect();
    return [point.clientX - box.left - box.width / 2, point.clientY - box.top - box.height / 2];
  }

  function magnifyAt(by, point) {
    magnify.apply(null, [by].concat(fromMiddle(point)));
  }

  /* The largest file over the small one that is there; the JPEG stands by as on every page (picture-fallback.js). */
  function picture(link) {
    var made = document.createElement("picture");
    var source = document.createElement("source");
    var image = document.createElement("img");
    var small = link.querySelector("img");
    source.srcset = link.href;
    image.alt = link.dataset.alt;
    image.draggable = false;
    if (small.currentSrc) image.style.background = 'url("' + small.currentSrc + '") center/contain no-repeat';
    made.append(source, image);
    image.src = small.src;
    return made;
  }

  function show(number) {
    var link = photos[number];
    var photo = link.dataset;
    var caption = ("illustration" in photo ? [dialog.dataset.drawn] : []).concat(photo.caption || []).join(" · ");
    stage.style.setProperty("--from", Math.sign(number - at));
    at = number;
    zoom = 1;
    x = y = 0;
    stage.replaceChildren(picture(link));
    say("[data-viewer-count]", at + 1 + "/" + photos.length);
    say("[data-viewer-caption]", caption);
    say("[data-viewer-says]", [link.getAttribute("aria-label") || photo.alt, caption].filter(Boolean).join(". "));
    dialog.querySelectorAll("[data-step]").forEach(function (button) {
      button.hidden = photos.length < 2;
      button.setAttribute("aria-disabled", !photos[at + +button.dataset.step]);
    });
  }

  function step(by) {
    if (photos[at + by]) show(at + by);
    else settle();
  }

  /* Arrows move an enlarged picture as far as it goes, then turn the leaf. */
  function move(right, down) {
    var before = [x, y].join();
    x -= right * PAN;
    y -= down * PAN;
    settle();
    if (before === [x, y].join()) step(right);
  }

  var KEYS = {
    ArrowLeft: function () { move(-1, 0); },
    ArrowRight: function () { move(1, 0); },
    ArrowUp: function () { move(0, -1); },
    ArrowDown: function () { move(0, 1); },
    Home: function () { show(0); },
    End: function () { show(photos.length - 1); },
    "+": function () { magnify(STEP, 0, 0); },
    "=": function () { magnify(STEP, 0, 0); },
    "-": function () { magnify(1 / STEP, 0, 0); }
  };

  function spread() {
    var both = Array.from(fingers.values());
    return both[1] ? Math.hypot(both[0].clientX - both[1].clientX, both[0].clientY - both[1].clientY) : 1;
  }

  function drag(event) {
    var last = fingers.get(event.pointerId);
    if (!last) return;
    var before = spread();
    fingers.set(event.pointerId, event);
    x += (event.clientX - last.clientX) / fingers.size;
    if (zoom > 1) y += (event.clientY - last.clientY) / fingers.size;
    if (fingers.size === 2) magnifyAt(spread() / before, event);
    else draw();
  }

  function release(event) {
    fingers.delete(event.pointerId);
    if (fingers.size) return;
    stage.removeAttribute("data-held");
    if (zoom === 1 && Math.abs(x) > SWIPE) step(x < 0 ? 1 : -1);
    else settle();
  }

  /* Forward in the history opens it again, so does a page that is loaded anew while it is open. */
  function follow() {
    var state = history.state;
    if (!state || !("photo" in state)) return dialog.open && dialog.close();
    show(Math.min(state.photo, photos.length - 1));
    if (!dialog.open) dialog.showModal();
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-view]");
    var button = event.target.closest("[data-step],[data-magnify]");
    if (button) return button.dataset.step ? step(+button.dataset.step) : magnify(Math.pow(STEP, button.dataset.magnify), 0, 0);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opener = link;
    var number = photos.indexOf(document.querySelector("[data-photo][aria-current]") || link);
    history.pushState({ photo: number }, "");
    follow();
  });
  dialog.addEventListener("close", function () {
    if (dialog.open) return; // opened again, by Forward, before this was told
    fingers.clear();
    if (history.state && "photo" in history.state) history.back();
    if (!photos[at].hasAttribute("data-view")) photos[at].click();
    opener.focus({ preventScroll: true });
  });
  dialog.addEventListener("keydown", function (event) {
    var act = !(event.ctrlKey || event.metaKey || event.altKey) && KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  dialog.addEventListener("wheel", function (event) {
    event.preventDefault();
    magnifyAt(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), event);
  }, { passive: false });
  stage.addEventListener("pointerdown", function (event) {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    stage.setAttribute("data-held", "");
  });
  stage.addEventListener("pointermove", drag);
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  stage.addEventListener("dblclick", function (event) {
    magnifyAt(zoom > 1 ? 0 : CLOSER, event);
  });
  addEventListener("resize", function () {
    if (dialog.open) settle();
  });
  addEventListener("popstate", follow);
  follow();
})();
