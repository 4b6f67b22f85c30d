/* The display, part 5: what a visitor touches. Cards, one product, and codes in place of links that lead away. */
(function () {
  "use strict";
  var kiosk = window.bgKiosk;
  var make = kiosk.make;
  var IDLE = 60 * 1000;

  function button(name, text, act, children) {
    var element = make("button", name, text, children);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  /* `present` are the shelves with products (kiosk.shelves). `over` is called when the visitor has gone: after a minute without a touch, or by the way back. */
  kiosk.Visit = function (panel, products, present, lang, over) {
    var timer = 0;
    var shelf = "";

    function words() { return kiosk.data.words[lang]; }

    function stay() {
      clearTimeout(timer);
      timer = setTimeout(leave, IDLE);
    }

    function leave() {
      clearTimeout(timer);
      panel.removeEventListener("pointerdown", stay);
      document.removeEventListener("keydown", stay);
      panel.hidden = true;
      panel.replaceChildren();
      over();
    }

    function bar(back, act) {
      var switches = Object.keys(kiosk.data.words).map(function (each) {
        var choice = button("", kiosk.data.words[each].language, function () {
          lang = each;
          cards();
        });
        choice.lang = each;
        choice.setAttribute("aria-pressed", String(each === lang));
        return choice;
      });
      return make("header", "bg-kiosk__bar", "", [
        button("bg-kiosk__back", "", act, [kiosk.icon("arrow"), make("span", "", back)]),
        make("div", "bg-kiosk__switches", "", switches),
      ]);
    }

    function show(children) {
      panel.lang = lang;
      panel.replaceChildren.apply(panel, children.filter(Boolean));
      panel.hidden = false;
      panel.scrollTop = 0;
      panel.querySelector("button").focus({ preventScroll: true });
      stay();
    }

    function shelves() {
      var all = [{ key: "", name: { [lang]: words().all } }].concat(present);
      return make("div", "bg-kiosk__categories", "", all.map(function (each) {
        var choice = button("", "", function () { shelf = each.key; cards(); });
        choice.setAttribute("aria-pressed", String(each.key === shelf));
        return kiosk.say(choice, each.name, lang);
      }));
    }

    function cards() {
      var chosen = present.filter(function (each) { return each.key === shelf; })[0];
      var shown = products.filter(function (p) { return !chosen || chosen.products.includes(p.slug); });
      show([
        bar(words().close, leave),
        make("h1", "", words().choose),
        shelves(),
        make("div", "bg-kiosk__cards", "", shown.map(function (product) {
          var figure = make("span", "bg-kiosk__thumb");
          if (product.photo) {
            var picture = figure.appendChild(make("img"));
            picture.srcset = kiosk.base + product.photo.small;
            picture.src = kiosk.base + product.photo.address;
            picture.alt = "";
            picture.loading = "lazy";
            picture.style.objectPosition = product.photo.position;
          }
          return button("bg-kiosk__card", "", function () { one(product); }, [
            figure, kiosk.say(make("b"), product.name, lang), make("span", "", words().status_short[kiosk.status(product)]),
          ]);
        })),
        kiosk.notice(lang),
      ]);
    }

    function one(product) {
      var slide = kiosk.slide(product, lang);
      var text = slide.querySelector(".bg-kiosk__text");
      slide.classList.add("bg-kiosk__slide--read", "is-on");
      var story = product.story[lang] || Object.values(product.story)[0] || [];
      var read = kiosk.blocks(story);
      if (product.use) {
        read = read.concat(make("h2", "", words().use), kiosk.blocks(product.use[lang] || Object.values(product.use)[0]));
      }
      text.insertBefore(make("div", "bg-kiosk__story", "", read), text.querySelector(".bg-kiosk__scan"));
      text.appendChild(make("div", "bg-kiosk__links", "", product.links.map(function (link) {
        return button("bg-kiosk__link", link.name[lang], function () { away(product, link); }, []);
      })));
      show([bar(words().back, cards), slide]);
      slide.querySelector(".bg-kiosk__progress").remove();
    }

    /* A link that leaves the catalogue: on the visitor's own telephone, not here. */
    function away(product, link) {
      show([
        bar(words().back, function () { one(product); }),
        make("div", "bg-kiosk__external", "", [
          make("h1", "", link.name[lang]), make("p", "", words().away), kiosk.code(link.code), make("p", "bg-kiosk__address", link.code.typed),
        ]),
        kiosk.notice(lang),
      ]);
    }

    panel.addEventListener("pointerdown", stay);
    document.addEventListener("keydown", stay);
    cards();
    this.leave = leave;
  };
})();
