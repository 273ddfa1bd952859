// Saves the shortlist on this device if the reader asks for it. Until then, and without this script,
// the list is only in the address. All text is in the page.
"use strict";
{
  const KEY = "finder.shortlist", MOST = 30;
  const header = document.querySelector("[data-picks]");
  const box = document.querySelector("[data-device]");
  const picksOf = (search) => [...new Set(new URLSearchParams(search).getAll("pick"))];
  const same = (one, other) => one.join() === other.join();
  const here = picksOf(location.search);

  const read = () => {
    try {
      const list = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(list) ? list.filter((each) => typeof each === "string").slice(0, MOST) : null;
    } catch {
      return null; // storage is off, or holds something else
    }
  };
  const write = (list) => {
    try {
      list ? localStorage.setItem(KEY, JSON.stringify(list)) : localStorage.removeItem(KEY);
    } catch { /* storage is off */ }
  };
  const withPicks = (href, list) => {
    const url = new URL(href, location.href);
    url.searchParams.delete("pick");
    for (const each of list) url.searchParams.append("pick", each);
    return url.pathname + url.search.replaceAll("%2F", "/") + url.hash;
  };

  const show = () => {
    const kept = read();
    const list = here.length ? here : kept ?? [];
    if (!here.length) {
      header.href = withPicks(header.href, list);
      header.querySelector("b").textContent = list.length || "";
      header.classList.toggle("is-empty", !list.length);
      for (const link of document.querySelectorAll(".pick-link")) {
        const path = link.dataset.pick, on = list.includes(path);
        const changed = on ? list.filter((each) => each !== path) : [...list, path];
        link.href = withPicks(location.pathname + location.search + new URL(link.href).hash, changed.slice(0, MOST));
        link.classList.toggle("is-on", on);
        link.firstElementChild.textContent = on ? header.dataset.on : header.dataset.off;
      }
    }
    if (!box) return;
    const state = kept?.length ? (here.length ? (same(kept, here) ? "same" : "other") : "away") : "none";
    box.hidden = state === "none" && !here.length;
    for (const part of box.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
    for (const link of box.querySelectorAll("[data-open]")) link.href = withPicks(link.href, kept ?? []);
  };

  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[data-pick]"), button = target.closest("[data-do]");
    const kept = read();
    if (button) {
      write(button.dataset.do === "keep" ? here : null);
      show();
    }
    // Update the saved list only if the page shows it, not a list that somebody shared.
    if (link && kept && (!here.length || same(here, kept))) write(picksOf(link.search));
  });
  addEventListener("pageshow", show);

  for (const each of document.querySelectorAll("[data-print]")) {
    each.hidden = false;
    each.nextElementSibling.hidden = true;
    each.addEventListener("click", () => print());
  }
  for (const box of document.querySelectorAll("[data-share]")) {
    const { title, text, link } = box.dataset, menu = box.closest("details");
    const copy = box.querySelector("[data-copy]"), now = box.querySelector("[data-share-now]");
    if (navigator.share && (menu || now)) {
      const opener = menu?.querySelector("summary") ?? now;
      opener.hidden = false;
      opener.addEventListener("click", (event) => {
        event.preventDefault();
        navigator.share({ title, text, url: link }).catch(({ name }) => {
          if (menu && name !== "AbortError") menu.open = true; // not allowed here: the other ways are
        });
      });
    }
    if (!navigator.clipboard) continue; // only pages loaded over HTTPS have a clipboard
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("textarea").value);
      copy.textContent = copy.dataset.done;
    });
  }
}
