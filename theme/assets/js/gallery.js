/* The gallery: a small picture puts itself into the large frame; arrow keys and a swipe go on to the next. */
(function () {
  "use strict";
  var SWIPE = 40;

  function show(gallery, thumb) {
    var frame = gallery.querySelector("[data-gallery-main]");
    var picture = thumb.dataset;
    var image = frame.querySelector("img");
    frame.querySelectorAll("source").forEach(function (source) {
      source.srcset = source.media ? picture.srcsetNarrow : picture.srcset;
    });
    image.src = picture.src;
    image.width = picture.width;
    image.height = picture.height;
    image.alt = picture.alt;
    image.style.objectPosition = picture.position;
    frame.style.backgroundColor = picture.colour;
    label(gallery, frame, picture);
    thumbs(gallery).forEach(function (other) {
      if (other === thumb) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    });
  }

  function label(gallery, frame, picture) {
    var illustration = frame.querySelector("figcaption");
    var caption = gallery.querySelector("[data-gallery-caption]");
    if (illustration) illustration.hidden = picture.illustration !== "true";
    if (!caption) return;
    caption.textContent = picture.caption || "";
    caption.hidden = !picture.caption;
  }

  function thumbs(gallery) {
    return Array.prototype.slice.call(gallery.querySelectorAll("[data-photo]"));
  }

  function step(gallery, by) {
    var all = thumbs(gallery);
    var current = all.findIndex(function (thumb) {
      return thumb.hasAttribute("aria-current");
    });
    var next = all[current + by];
    if (next) show(gallery, next);
    return next;
  }

  function mount(gallery) {
    var start = 0;
    var frame = gallery.querySelector("[data-gallery-main]");
    gallery.addEventListener("click", function (event) {
      var thumb = event.target.closest("[data-photo]");
      if (!thumb || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(gallery, thumb);
    });
    gallery.addEventListener("keydown", function (event) {
      var by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      var next = by && event.target.closest("[data-photo]") ? step(gallery, by) : null;
      if (next) next.focus();
    });
    frame.addEventListener("touchstart", function (event) {
      start = event.changedTouches[0].clientX;
    }, { passive: true });
    frame.addEventListener("touchend", function (event) {
      var moved = event.changedTouches[0].clientX - start;
      if (Math.abs(moved) > SWIPE) step(gallery, moved < 0 ? 1 : -1);
    });
  }

  document.querySelectorAll("[data-gallery]").forEach(mount);
})();
