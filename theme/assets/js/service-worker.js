/* The service worker, at the root of the site: pages that were visited open without a network. The build (`service_worker` in
   site_builder/web/host_files.py) puts `PRECACHE` before it: the version, which changes with any page, the files to cache at
   once, and the offline page for each beginning of addresses. A cached page carries the moment it was fetched (`data-cached-at`)
   and shows it (offline.js); certificates are judged by the day of reading in the page itself. What lies behind printed codes
   and the exhibition display are never cached. */
(function () {
  "use strict";
  const SCOPE = registration.scope;
  const PAGES = `${SCOPE} pages ${PRECACHE.version}`;
  const FILES = `${SCOPE} files ${PRECACHE.version}`;
  const PICTURES = `${SCOPE} pictures ${PRECACHE.version}`;
  const MAX_ENTRIES = { [PAGES]: 60, [FILES]: Infinity, [PICTURES]: 80 };
  const MAX_CARRIED_OVER = 12; /* pages that a new version fetches anew */
  const NETWORK_TIMEOUT = 3000; /* ms that a page may take where there is a cached one */

  /* Within the site, without what a page reads for itself: 'san-pham/index.html'; null elsewhere. A host that strips `.html` sends
     on to 'san-pham/que': that is the same page. */
  function addressOf(url) {
    const path = url.split(/[?#]/)[0];
    if (!path.startsWith(SCOPE)) return null;
    const address = path.slice(SCOPE.length).replace(/(^|\/)$/, "$1index.html");
    return /\.[^/]*$/.test(address) ? address : `${address}.html`;
  }

  function isPage(address) {
    return address.endsWith(".html");
  }

  function isOffline(address) {
    return Object.values(PRECACHE.offline).includes(address);
  }

  function isCacheable(address) {
    return isPage(address) && !isOffline(address) && !/^(Q|01)\//.test(address);
  }

  function isOfDisplay(url) {
    return /kiosk\.html$/.test(addressOf(url) || "");
  }

  function cacheNameOf(address) {
    if (address.startsWith("assets/")) return FILES;
    return address.startsWith("photos/") ? PICTURES : null;
  }

  async function cached(name, address) {
    return (await caches.open(name)).match(SCOPE + address, { ignoreVary: true });
  }

  /* The oldest entries go; a phone that has no room caches nothing more. */
  async function put(name, address, response) {
    const cache = await caches.open(name);
    try {
      await cache.put(SCOPE + address, response);
      const all = await cache.keys();
      await Promise.all(all.slice(0, Math.max(0, all.length - MAX_ENTRIES[name])).map((each) => cache.delete(each)));
    } catch (full) {
      return;
    }
  }

  /* A page that is gone from the site is gone from the phone. Gives the page's text, if it was cached. */
  async function cachePage(address, response) {
    if (response.status === 404 || response.status === 410) await (await caches.open(PAGES)).delete(SCOPE + address);
    if (response.status !== 200 || addressOf(response.url) !== address || !/html/.test(response.headers.get("Content-Type"))) return "";
    const html = (await response.text()).replace("<html ", `<html data-cached-at="${new Date().toISOString()}" `);
    await put(PAGES, address, new Response(html, { headers: response.headers }));
    return html;
  }

  async function cacheUrl(url) {
    const address = addressOf(url);
    const name = address && (isCacheable(address) ? PAGES : cacheNameOf(address));
    if (!name || isOfDisplay(url) || (await cached(name, address))) return;
    const response = await fetch(SCOPE + address);
    if (name === PAGES) await cachePage(address, response);
    else if (response.status === 200) await put(name, address, response);
  }

  function redirectToOfflinePage(url) {
    const address = addressOf(url);
    const beginning = Object.keys(PRECACHE.offline).filter((each) => address.startsWith(each)).pop();
    return Response.redirect(`${SCOPE + PRECACHE.offline[beginning]}#${url.slice(location.origin.length)}`);
  }

  function after(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
  }

  /* Network first: the cached page where the network is slow or absent. */
  async function page(event, address) {
    if (isOffline(address)) return (await cached(FILES, address)) || fetch(event.request);
    const old = isCacheable(address) && (await cached(PAGES, address));
    const request = fetch(event.request).then((response) => ({ response, copy: response.clone() }));
    const reply = request.catch(() => null);
    if (isCacheable(address)) event.waitUntil(reply.then((answer) => answer && cachePage(address, answer.copy)).catch(() => null));
    const answer = await (old ? Promise.race([reply, after(NETWORK_TIMEOUT)]) : reply);
    if (answer && (answer.response.status < 500 || !old)) return answer.response;
    return old || redirectToOfflinePage(event.request.url);
  }

  /* Cache first: the name carries a hash of the content, so what is cached is right. */
  async function file(event, name, address) {
    const old = await cached(name, address);
    if (old) return old;
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(put(name, address, response.clone()));
    return response;
  }

  function answer(event) {
    const { method, mode, url, referrer } = event.request;
    const address = addressOf(url);
    if (method !== "GET" || address === null || isOfDisplay(url) || isOfDisplay(referrer)) return;
    if (mode === "navigate" && isPage(address)) event.respondWith(page(event, address));
    else if (cacheNameOf(address)) event.respondWith(file(event, cacheNameOf(address), address));
  }

  async function staleCaches() {
    const ours = (await caches.keys()).filter((name) => name.startsWith(`${SCOPE} `));
    return ours.filter((name) => !(name in MAX_ENTRIES));
  }

  async function newest(sort, most) {
    const found = [];
    for (const name of (await staleCaches()).filter((each) => each.startsWith(`${SCOPE} ${sort} `))) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) found.push({ cache, address: addressOf(request.url) });
    }
    return found.slice(-most);
  }

  /* The pages that were read last are fetched anew; of the pictures those that they still show come along. */
  async function carryOver() {
    let shown = "";
    for (const { address } of await newest("pages", MAX_CARRIED_OVER)) {
      const response = await fetch(SCOPE + address, { cache: "no-cache" }).catch(() => null);
      if (response) shown += await cachePage(address, response);
    }
    for (const { cache, address } of await newest("pictures", MAX_ENTRIES[PICTURES])) {
      if (shown.includes(address)) await put(PICTURES, address, await cache.match(SCOPE + address));
    }
  }

  /* A navigation may not be answered with a response that was redirected, so its text is put into one that was not. */
  async function precache(address) {
    const response = await fetch(SCOPE + address, { cache: "no-cache" });
    if (!response.ok) throw new TypeError(`${response.status} ${address}`);
    const files = await caches.open(FILES);
    await files.put(SCOPE + address, new Response(await response.blob(), { headers: response.headers }));
  }

  async function install() {
    await Promise.all(PRECACHE.files.map(precache));
    await carryOver();
    await skipWaiting();
  }

  async function activate() {
    await Promise.all((await staleCaches()).map((name) => caches.delete(name)));
    await clients.claim();
  }

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("fetch", answer);
  addEventListener("message", (event) => event.waitUntil(Promise.all(event.data.map(cacheUrl)).catch(() => null)));
})();
