// Saves pages on the device if the reader asks for it, and leaves the site. All text is in the page.
"use strict";
{
  const KEPT = "finder-kept", LAST = "finder-last", MOST_MS = 500;

  const wipe = async () => {
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch { /* storage is off, so nothing was saved there */ }
    if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    await Promise.all(workers.map((worker) => worker.unregister()));
  };

  // Replace this page in the history, so that Back does not return to it. Nobody waits for a slow device.
  const leave = (to) => {
    document.body.hidden = true;
    Promise.race([wipe(), new Promise((done) => setTimeout(done, MOST_MS))]).finally(() => location.replace(to));
  };
  for (const link of document.querySelectorAll("a.leave, a.leave-link")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave(link.href);
    });
  }
  // Pressing Escape three times leaves the site.
  let escapes = [];
  addEventListener("keydown", ({ key, timeStamp }) => {
    escapes = key === "Escape" ? [...escapes.filter((each) => timeStamp - each < 1500), timeStamp] : [];
    const link = document.querySelector("a.leave");
    if (escapes.length > 2 && link) leave(link.href);
  });

  // Lists what is kept, answers first, each with its name and day.
  const list = document.querySelector("[data-kept-list]");
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
  const named = async (cache, request) => {
    const response = await cache.match(request);
    if (!response || !(response.headers.get("Content-Type") ?? "").startsWith("text/html")) return null;
    const { title } = new DOMParser().parseFromString(await response.text(), "text/html");
    return { href: request.url, title: title.replace(/ – [^–]*$/, ""), when: Date.parse(response.headers.get("Date")?.match(/^[^,]*,[^,]*/)?.[0]) };
  };
  const showKept = async () => {
    const rows = [];
    for (const name of [LAST, KEPT]) {
      if (!("caches" in window) || !(await caches.has(name))) continue;
      const cache = await caches.open(name), keys = await cache.keys();
      for (const key of name === LAST ? keys.reverse() : keys) {
        const found = /\/(offline|device)$/.test(new URL(key.url).pathname) ? null : await named(cache, key);
        if (found) rows.push(found);
      }
    }
    list.replaceChildren(...rows.map(({ href, title, when }) => {
      const row = document.createElement("li"), link = document.createElement("a"), note = document.createElement("span");
      Object.assign(link, { href, textContent: title });
      Object.assign(note, { className: "meta", textContent: when ? list.dataset.savedOn.replace("%(day)s", day.format(when)) : "" });
      row.append(link, " ", note);
      return row;
    }));
    list.closest("section").hidden = !rows.length;
  };
  if (list) showKept();
  for (const button of document.querySelectorAll("[data-again]")) {
    button.addEventListener("click", () => location.reload());
    // Back online, as far as the device knows: the site may still be out of reach, or the reader on the way elsewhere.
    addEventListener("online", () => fetch(location.href, { method: "HEAD" }).then(() => location.reload(), () => {}));
  }

  const keep = document.querySelector("[data-keep]"), cannot = document.querySelector("[data-cannot-keep]");
  if (keep && !("serviceWorker" in navigator && "caches" in window)) {
    keep.remove();
    delete cannot.dataset.cannotKeep;
  } else if (keep) {
    cannot.remove();
    const state = keep.querySelector("[data-keep-state]");
    keep.hidden = false;
    caches.has(KEPT).then((has) => has && (state.textContent = keep.dataset.keptWords));
    keep.querySelector("[data-keep-now]").addEventListener("click", async () => {
      try {
        const cache = await caches.open(KEPT);
        await cache.addAll(JSON.parse(keep.dataset.keep));
        await navigator.serviceWorker.register("/worker.js");
        state.textContent = keep.dataset.keptWords;
        if (list) await showKept();
      } catch {
        await caches.delete(KEPT);
        state.textContent = keep.dataset.failedWords;
      }
    });
  }
  const wiping = document.querySelector("[data-wipe]");
  if (wiping) {
    wiping.hidden = false;
    wiping.querySelector("[data-wipe-now]").addEventListener("click", async () => {
      await wipe();
      wiping.querySelector("[data-wipe-state]").textContent = wiping.dataset.wipedWords;
      if (keep) keep.querySelector("[data-keep-state]").textContent = "";
      if (list) await showKept();
    });
  }
}
