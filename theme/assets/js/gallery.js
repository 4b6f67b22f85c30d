/* The gallery: a small picture puts itself into the large frame; arrow keys and a swipe go on to the next. Both hold
   the same files, so that what could not be loaded of the one (picture-fallback.js) is not asked for again. */
(function () {
  "use strict";
  var SWIPE = 40;

  function show(gallery, thumb) {
    var frame = gallery.querySelector("[data-gallery-main]");
    var picture = thumb.dataset;
    var image = frame.querySelector("img");
    var small = thumb.querySelector("img");
    var sources = thumb.querySelectorAll("source");
    frame.querySelectorAll("source").forEach(function (source, number) {
      if (sources[number]) source.srcset = sources[number].srcset;
      else source.remove();
    });
    image.src = small.src;
    image.setAttribute("width", small.getAttribute("width"));
    image.setAttribute("height", small.getAttribute("height"));
    image.alt = picture.alt;
    frame.querySelector("a").href = thumb.href;
    frame.style.backgroundColor = picture.colour;
    label(gallery, frame, picture);
    thumbs(gallery).forEach(function (other) {
      if (other === thumb) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    });
    /* Sideways only: the page stays where it is. */
    var row = thumb.parentNode;
    row.scrollLeft = thumb.offsetLeft - row.offsetLeft - (row.clientWidth - thumb.offsetWidth) / 2;
  }

  function label(gallery, frame, picture) {
    var illustration = frame.querySelector("figcaption");
    var caption = gallery.querySelector("[data-gallery-caption]");
    if (illustration) illustration.hidden = !("illustration" in picture);
    if (!caption) return;
    caption.textContent = picture.caption || "";
    caption.hidden = !picture.caption;
  }

  function thumbs(gallery) {
    return Array.prototype.slice.call(gallery.querySelectorAll(".bg-thumbs [data-photo]"));
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
      var thumb = event.target.closest(".bg-thumbs [data-photo]");
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
