/* Where the modern format of a picture does not come (a host that knows no .avif answers 404), a browser stays with that source: what
   would be shown instead of it is taken away, so that the JPEG is left. A picture that has none and only decorates goes. */
document.addEventListener("error", function (event) {
  "use strict";
  var image = event.target;
  if (image.tagName !== "IMG") return;
  var sources = image.closest("picture") ? image.parentNode.querySelectorAll("source") : [];
  if (!sources.length && !image.srcset) image.hidden = !image.alt;
  image.removeAttribute("srcset");
  sources.forEach(function (source) {
    source.remove();
  });
}, true);
