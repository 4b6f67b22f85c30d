/* The display, part 2: one slide of a product, as an element. The twin on pictures and films is `_slide_words` in
   site_builder/prints/slides.py with theme/print/slide.typ. */
(function () {
  "use strict";
  var kiosk = window.bgKiosk;
  var make = kiosk.make;
  var SMALLEST = 0.3;
  var STEP = 0.05;
  var LEAST = 40;

  function photo(product, lang) {
    var words = kiosk.data.words[lang];
    var figure = make("figure", "bg-kiosk__photo");
    var notice = kiosk.notice(lang);
    if (notice) figure.appendChild(notice);
    if (!product.photo) return figure.appendChild(kiosk.icon("petals-line", "bg-kiosk__flower")), figure;
    figure.style.backgroundColor = product.photo.colour;
    var picture = figure.appendChild(make("img"));
    picture.alt = "";
    picture.style.objectPosition = product.photo.position;
    picture.sizes = "75vw";
    picture.srcset = product.photo.sizes.map(function (size) { return kiosk.base + size[0] + " " + size[1] + "w"; }).join(", ");
    picture.src = kiosk.base + product.photo.address;
    if (product.photo.illustration) figure.appendChild(make("figcaption", "bg-kiosk__label", words.illustration));
    return figure;
  }

  function grade(product, lang) {
    var words = kiosk.data.words[lang];
    var state = kiosk.status(product);
    var valid = window.bgStatus.rule(state).stars && !product.by_source;
    var line = make("div", "bg-kiosk__rating");
    if (valid) {
      line.appendChild(kiosk.icon("stars-" + product.stars, "bg-kiosk__stars"));
      line.appendChild(make("b", "", words.stars[product.stars]));
    } else {
      line.appendChild(make("b", "bg-kiosk__status bg-kiosk__status--" + state, words.status[state]));
    }
    var told = valid ? [product.until && words.until.replace("{day}", product.until[lang])] : [
      state === "expired" && product.at_the_latest && words.latest.replace("{day}", product.until[lang]),
      product.by_source && words.source,
    ];
    var dates = told.filter(Boolean).join(" · ").replace(/^./u, function (first) { return first.toUpperCase(); });
    if (dates) line.appendChild(make("span", "bg-kiosk__until", dates));
    return line;
  }

  function scan(product, lang, others) {
    if (!product.code) return null;
    var said = make("p", "", "", [make("b", "", kiosk.data.words[lang].scan)].concat(others.map(function (other) {
      return kiosk.say(make("span"), { [other]: kiosk.data.words[other].scan }, other);
    }), [
      kiosk.data.draft ? make("span", "bg-kiosk__draft", kiosk.data.words[lang].draft) : null,
      make("span", "bg-kiosk__address", product.code.typed),
    ]));
    return make("div", "bg-kiosk__scan", "", [kiosk.code(product.code), said]);
  }

  /* The names in the other languages, each once. */
  function otherNames(product, lang, others) {
    var seen = [product.name[lang]];
    return others.filter(function (other) {
      var name = product.name[other];
      return name && !seen.includes(name) && seen.push(name);
    }).map(function (other) { return kiosk.say(make("p", "bg-kiosk__other"), product.name, other); });
  }

  /* `lang` is the language of the slide, `others` are those that stand below where several are shown. */
  kiosk.slide = function (product, lang, others) {
    others = others || [];
    var place = product.place && make("p", "bg-kiosk__place", "", [
      kiosk.icon("pin"), kiosk.say(make("span"), product.place, lang),
    ]);
    var head = [place, kiosk.say(make("h1"), product.name, lang)].concat(otherNames(product, lang, others));
    var text = make("section", "bg-kiosk__text", "", head.concat([
      grade(product, lang),
      product.line ? kiosk.say(make("p", "bg-kiosk__sentence"), product.line, lang) : null,
      scan(product, lang, others),
    ]));
    return make("article", "bg-kiosk__slide", "", [
      photo(product, lang), make("div", "bg-kiosk__weave"), text, make("div", "bg-kiosk__progress", "", [make("i")]),
    ]);
  };

  /* Shrinks the letters until everything fits, but none below what is read from 4 m: then the sentence gives way. Where
     even that is not enough, what is left is small rather than cut. The element must be in the page. */
  kiosk.fit = function (slide) {
    var text = slide.querySelector(".bg-kiosk__text");
    var line = text.querySelector(".bg-kiosk__sentence");
    if (shrunk(text)) return;
    if (line) line.remove();
    if (shrunk(text)) return;
    for (var least = LEAST; least > 0 && over(text); least -= 2) text.style.setProperty("--least", least);
  };

  /* Whether everything fits with letters that are smaller as much as it takes. */
  function shrunk(text) {
    for (var size = 1; size >= SMALLEST; size -= STEP) {
      text.style.setProperty("--fit", size.toFixed(2));
      if (!over(text)) return true;
    }
    return false;
  }

  /* Whether the last thing reaches below the edge that is kept free, or a word over the side. */
  function over(text) {
    var room = text.clientHeight - parseFloat(getComputedStyle(text).paddingBottom);
    var last = text.lastElementChild;
    return last.offsetTop + last.offsetHeight > room + 1 || text.scrollWidth > text.clientWidth + 1;
  }

  /* Settles when the picture can be shown without a pause, or is known to be missing: then the flower stands in. */
  kiosk.ready = function (slide) {
    var picture = slide.querySelector("img");
    if (!picture) return Promise.resolve();
    return picture.decode().catch(function () {
      picture.replaceWith(kiosk.icon("petals-line", "bg-kiosk__flower"));
    });
  };
})();
