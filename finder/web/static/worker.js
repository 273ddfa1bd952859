// Answers from kept pages if there is no connection. Installed only if the reader asks for it (/device).
"use strict";
const KEPT = "finder-kept", LAST = "finder-last", MOST = 20, DAY = 24 * 60 * 60 * 1000;
const IS_ANSWER = /\/(search|pack|shortlist|cancers|centers|programs|sites|hospitals|clinicians|trials)(\/|$)/;
// What a page says of the moment, such as that a line is open, is between these marks: a kept page leaves it out.
const NOW = /<!--now-->[^]*?<!--\/now-->/g;

const isFile = (url) => url.pathname.startsWith("/static/");
const isPage = (response) => (response.headers.get("Content-Type") ?? "").startsWith("text/html");
// A proxy may repeat the header: the first date counts.
const dayOf = (response) => Date.parse(response.headers.get("Date")?.match(/^[^,]*,[^,]*/)?.[0]);
const inLanguage = ({ pathname }, path) => (/^\/es(\/|$)/.test(pathname) ? `/es${path}` : path);

const keepLast = async (request, response) => {
  const cache = await caches.open(LAST);
  await cache.delete(request);
  await cache.put(request, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
};

// Keep a response that came from the site: a new version of a kept page or file, or an answer.
const keep = async (request, response) => {
  // After the reader deletes everything, an old worker may still run: it must not save anything again.
  if (!(await caches.has(KEPT))) return;
  const cache = await caches.open(KEPT), url = new URL(request.url), known = await cache.match(request);
  if (isFile(url)) {
    if (known) return;
    await cache.delete(request, { ignoreSearch: true }); // an earlier version
    await cache.put(request, response);
  } else if (known) await cache.put(request, response);
  else if (request.mode === "navigate" && isPage(response) && IS_ANSWER.test(url.pathname)) await keepLast(request, response);
};

// Once a day, fetch the kept pages that were not opened since. Answers are renewed only when they are opened.
let renewing = false;
const renew = async () => {
  if (renewing || !(await caches.has(KEPT))) return;
  renewing = true;
  try {
    const cache = await caches.open(KEPT);
    for (const request of await cache.keys()) {
      if (Date.now() - dayOf(await cache.match(request)) < DAY) continue;
      const found = await fetch(request.url, { cache: "no-cache" });
      if (found.ok && (await caches.has(KEPT))) await cache.put(request, found);
    }
  } catch { /* the connection is gone again */ }
  renewing = false;
};

// A kept page says when it was kept, and nothing about now. The words are those of the offline page.
const asKept = async (response, offline) => {
  if (!isPage(response)) return response;
  const [, words = ""] = (await offline.clone().text()).match(/data-saved-words="([^"]*)"/) ?? [];
  const html = await response.text(), [, lang = "en"] = html.match(/<html lang="([^"]*)"/) ?? [];
  const time = dayOf(response), day = time ? new Intl.DateTimeFormat(lang, { dateStyle: "long" }).format(time) : "?";
  const note = `<p class="caution kept-note" role="status">${words.replace("%(day)s", day)}</p>`;
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(html.replace(NOW, "").replace(/<main[^>]*>/, (main) => main + note), { headers });
};

const withoutConnection = async (request, failed) => {
  const url = new URL(request.url);
  const kept = request.method === "GET" && (await caches.match(request, { ignoreSearch: isFile(url) }));
  if (request.mode !== "navigate") {
    if (kept) return kept;
    throw failed;
  }
  const offline = await caches.match(inLanguage(url, "/offline"));
  if (kept && offline) return asKept(kept, offline);
  if (kept || offline) return kept || offline;
  throw failed;
};

const answer = async (event) => {
  const { request } = event;
  try {
    // The browser's own cache would answer without a connection too, and not say how old the page is.
    const isOpened = request.mode === "navigate" && request.method === "GET";
    const found = await (isOpened ? fetch(request, { cache: "no-cache" }) : fetch(request));
    if (found.ok && request.method === "GET") event.waitUntil(keep(request, found.clone()));
    if (request.mode === "navigate") event.waitUntil(renew());
    return found;
  } catch (failed) {
    return withoutConnection(request, failed);
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const asks = request.method === "GET" || request.mode === "navigate", url = new URL(request.url);
  // To leave, the browser itself asks: only then does it say that the reader pressed the link.
  if (asks && url.origin === location.origin && !url.pathname.endsWith("/leave")) event.respondWith(answer(event));
});
