// Answers from saved pages if there is no connection. Installed only if the reader asks for it (/device).
"use strict";
const KEPT = "finder-kept", LAST = "finder-last", MOST = 20;
const IS_ANSWER = /\/(search|pack|shortlist|cancers|centers|programs)(\/|$)/;

const keepLast = async (request, answer) => {
  const cache = await caches.open(LAST);
  await cache.delete(request);
  await cache.put(request, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
};

const answer = async (event) => {
  const { request } = event, { pathname } = new URL(request.url);
  try {
    const found = await fetch(request);
    // After the reader deletes everything, an old worker may still run: it must not save anything again.
    if (found.ok && IS_ANSWER.test(pathname) && (await caches.has(KEPT))) event.waitUntil(keepLast(request, found.clone()));
    return found;
  } catch (failed) {
    const kept = (await caches.match(request)) ?? (request.mode === "navigate" && (await caches.match(/^\/es(\/|$)/.test(pathname) ? "/es/device" : "/device")));
    if (kept) return kept;
    throw failed;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(event));
});
