/* The offline page, which the service worker shows in place of one that is not cached: the way back to that one, whose address
   stands behind the #, and a list of the pages that are cached. */
(function () {
  "use strict";
  var base = document.currentScript.src.replace(/assets\/[^/]*$/, "");
  var retry = document.querySelector("[data-retry]");
  var section = document.querySelector("[data-cached-pages]");
  var wanted = new URL(location.hash.slice(1) || retry.href, location);

  function part(html, pattern) {
    var found = pattern.exec(html);
    return found ? new DOMParser().parseFromString(found[1], "text/html").body.textContent : "";
  }

  /* A link under the page's title, without the name of the site behind it. */
  function link(address, html) {
    var item = document.createElement("li");
    var to = document.createElement("a");
    to.href = address;
    to.textContent = part(html, /<title>([^<]*)/).replace(/ – [^–]*$/, "");
    item.append(to);
    return item;
  }

  function show(cache, list) {
    return cache.keys().then(function (requests) {
      return Promise.all(requests.reverse().map(function (request) {
        return cache.match(request).then(function (page) {
          return page.text();
        }).then(function (html) {
          var same = part(html, /<html[^>]* lang="([a-z-]+)/) === document.documentElement.lang;
          /* What only leads on from a former address is no page to read. */
          if (same && !/http-equiv="refresh"/.test(html)) return link(request.url, html);
        });
      }));
    }).then(function (links) {
      list.append.apply(list, links.filter(Boolean));
      section.hidden = !list.firstChild;
    });
  }

  if (wanted.origin === location.origin) retry.href = wanted.href;
  if (!window.caches) return;
  caches.keys().then(function (names) {
    var name = names.filter(function (each) {
      return each.indexOf(base + " pages ") === 0;
    }).pop();
    return name && caches.open(name).then(function (cache) {
      return show(cache, section.querySelector("ul"));
    });
  }).catch(function refused() {});
})();
