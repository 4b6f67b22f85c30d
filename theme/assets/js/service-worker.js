/* The service worker, at the root of the site: pages that were visited open without a network. The build puts `PRECACHE` before it: the
   version, which changes with any page, the files of the pages that say 'no network', and those pages by the beginning of addresses.
   A kept page carries the moment it was fetched (`data-cached-at`) and tells it (offline.js); certificates are judged by the day of
   reading in the page itself. What lies behind printed codes and the exhibition display are never kept. */
(function () {
  "use strict";
  const SCOPE = registration.scope;
  const PAGES = `${SCOPE} pages ${PRECACHE.version}`;
  const FILES = `${SCOPE} files ${PRECACHE.version}`;
  const PICTURES = `${SCOPE} pictures ${PRECACHE.version}`;
  const MOST = { [PAGES]: 60, [FILES]: Infinity, [PICTURES]: 80 };
  const CARRIED = 12; /* pages that a new version fetches anew */
  const PATIENCE = 3000; /* ms that a page may take where there is a kept one */

  /* Within the site, without what a page reads for itself: 'san-pham/index.html'; null elsewhere. */
  function addressOf(url) {
    const path = url.split(/[?#]/)[0];
    if (!path.startsWith(SCOPE)) return null;
    return path.slice(SCOPE.length).replace(/(^|\/)$/, "$1index.html");
  }

  function isPage(address) {
    return address.endsWith(".html");
  }

  function isOffline(address) {
    return Object.values(PRECACHE.offline).includes(address);
  }

  function isKept(address) {
    return isPage(address) && !isOffline(address) && !/^(Q|01)\//.test(address);
  }

  function isOfDisplay(url) {
    return /kiosk\.html$/.test(addressOf(url) || "");
  }

  function placeOf(address) {
    if (address.startsWith("assets/")) return FILES;
    return address.startsWith("photos/") ? PICTURES : null;
  }

  async function kept(place, address) {
    return (await caches.open(place)).match(SCOPE + address, { ignoreVary: true });
  }

  /* The oldest go; a phone that has no room keeps nothing more. */
  async function put(place, address, response) {
    const cache = await caches.open(place);
    try {
      await cache.put(SCOPE + address, response);
      const all = await cache.keys();
      await Promise.all(all.slice(0, Math.max(0, all.length - MOST[place])).map((each) => cache.delete(each)));
    } catch (full) {
      return;
    }
  }

  /* A page that is gone from the site is gone from the phone. Gives the page's text, if it was kept. */
  async function keepPage(address, response) {
    if (response.status === 404 || response.status === 410) await (await caches.open(PAGES)).delete(SCOPE + address);
    if (response.status !== 200 || response.redirected || !/html/.test(response.headers.get("Content-Type"))) return "";
    const html = (await response.text()).replace("<html ", `<html data-cached-at="${new Date().toISOString()}" `);
    await put(PAGES, address, new Response(html, { headers: response.headers }));
    return html;
  }

  async function keep(url) {
    const address = addressOf(url);
    const place = address && (isKept(address) ? PAGES : placeOf(address));
    if (!place || isOfDisplay(url) || (await kept(place, address))) return;
    const response = await fetch(SCOPE + address);
    if (place === PAGES) await keepPage(address, response);
    else if (response.status === 200) await put(place, address, response);
  }

  function noNetwork(url) {
    const address = addressOf(url);
    const beginning = Object.keys(PRECACHE.offline).filter((each) => address.startsWith(each)).pop();
    return Response.redirect(`${SCOPE + PRECACHE.offline[beginning]}#${url.slice(location.origin.length)}`);
  }

  function after(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
  }

  /* The network first. */
  async function page(event, address) {
    if (isOffline(address)) return (await kept(FILES, address)) || fetch(event.request);
    const old = isKept(address) && (await kept(PAGES, address));
    const asked = fetch(event.request).then((response) => ({ response, copy: response.clone() }));
    const heard = asked.catch(() => null);
    if (isKept(address)) event.waitUntil(heard.then((answer) => answer && keepPage(address, answer.copy)).catch(() => null));
    const answer = await (old ? Promise.race([heard, after(PATIENCE)]) : heard);
    if (answer && (answer.response.status < 500 || !old)) return answer.response;
    return old || noNetwork(event.request.url);
  }

  /* Names tell the content: what is kept is right. */
  async function file(event, place, address) {
    const old = await kept(place, address);
    if (old) return old;
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(put(place, address, response.clone()));
    return response;
  }

  function answer(event) {
    const { method, mode, url, referrer } = event.request;
    const address = addressOf(url);
    if (method !== "GET" || address === null || isOfDisplay(url) || isOfDisplay(referrer)) return;
    if (mode === "navigate" && isPage(address)) event.respondWith(page(event, address));
    else if (placeOf(address)) event.respondWith(file(event, placeOf(address), address));
  }

  async function olderThanThis() {
    const ours = (await caches.keys()).filter((name) => name.startsWith(`${SCOPE} `));
    return ours.filter((name) => !(name in MOST));
  }

  async function newest(sort, most) {
    const found = [];
    for (const name of (await olderThanThis()).filter((each) => each.startsWith(`${SCOPE} ${sort} `))) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) found.push({ cache, address: addressOf(request.url) });
    }
    return found.slice(-most);
  }

  /* The pages that were read last are fetched anew; of the pictures those that they still show come along. */
  async function carryOver() {
    let shown = "";
    for (const { address } of await newest("pages", CARRIED)) {
      const response = await fetch(SCOPE + address, { cache: "no-cache" }).catch(() => null);
      if (response) shown += await keepPage(address, response);
    }
    for (const { cache, address } of await newest("pictures", MOST[PICTURES])) {
      if (shown.includes(address)) await put(PICTURES, address, await cache.match(SCOPE + address));
    }
  }

  async function install() {
    const files = await caches.open(FILES);
    await files.addAll(PRECACHE.files.map((address) => new Request(SCOPE + address, { cache: "no-cache" })));
    await carryOver();
    await skipWaiting();
  }

  async function activate() {
    await Promise.all((await olderThanThis()).map((name) => caches.delete(name)));
    await clients.claim();
  }

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("fetch", answer);
  addEventListener("message", (event) => event.waitUntil(Promise.all(event.data.map(keep)).catch(() => null)));
})();
