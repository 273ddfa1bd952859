// Saves pages on the device if the reader asks for it, and leaves the site. All text is in the page.
"use strict";
{
  const KEPT = "finder-kept";

  const wipe = async () => {
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch { /* storage is off, so nothing was saved there */ }
    if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    await Promise.all(workers.map((worker) => worker.unregister()));
  };

  // Replace this page in the history, so that Back does not return to it.
  const leave = (to) => {
    document.body.hidden = true;
    wipe().finally(() => location.replace(to));
  };
  for (const link of document.querySelectorAll("a.leave")) {
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
    });
  }
}
