// Saves check marks on this device, by hashes of their texts.
"use strict";
{
  const KEY = "finder.ticks", note = document.querySelector("[data-ticks]");
  const [away, kept, state] = note.children;

  const read = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(KEY)));
    } catch {
      return new Set(); // not our list
    }
  };
  const show = () => {
    const ticks = read();
    for (const box of document.querySelectorAll("[data-tick]")) box.checked = ticks.has(box.dataset.tick);
  };
  try {
    localStorage.getItem(KEY); // throws if storage is off
    away.hidden = !(kept.hidden = false);
    show();
    addEventListener("pageshow", show);
    addEventListener("storage", show);
    addEventListener("change", ({ target: { dataset: { tick }, checked } }) => {
      if (!tick) return;
      const ticks = read();
      ticks[checked ? "add" : "delete"](tick);
      localStorage.setItem(KEY, JSON.stringify([...ticks]));
      state.textContent = "";
    });
    kept.querySelector("button").addEventListener("click", () => {
      localStorage.removeItem(KEY);
      show();
      state.textContent = note.dataset.cleared;
    });
  } catch {}
}
