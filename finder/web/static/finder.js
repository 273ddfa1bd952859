// While the reader types a cancer, show how we read it and suggest the types it may mean.
// Without this script, the page says the same after the form is sent.
"use strict";

// Shows times in the reader's time zone. The text is in the page, with %(time)s in it.
const ownClock = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", hour: "numeric", minute: "2-digit" });
for (const each of document.querySelectorAll("[data-mine]")) {
  each.textContent = each.dataset.mine.replace("%(time)s", ownClock.format(new Date(each.dataset.time)));
}

for (const input of document.querySelectorAll("[data-suggest]")) {
  const told = document.createElement("div");
  told.className = "suggest";
  told.setAttribute("role", "status");
  input.parentNode.append(told);
  let waiting, asked = "";

  const choose = (name) => {
    input.value = asked = name;
    told.replaceChildren();
    input.focus();
  };

  const show = ({ matches, sure, note }) => {
    const line = document.createElement("p");
    line.textContent = sure && !note ? "" : note;
    const buttons = (sure && !note ? [] : matches.slice(0, 6)).map(({ name }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", () => choose(name));
      return button;
    });
    told.replaceChildren(...(line.textContent ? [line] : []), ...buttons);
  };

  const ask = async () => {
    const words = input.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 3) return told.replaceChildren();
    try {
      const answer = await fetch(input.dataset.suggest + encodeURIComponent(words), { credentials: "omit" });
      if (answer.ok && words === input.value.trim()) show(await answer.json());
    } catch {
      told.replaceChildren(); // no network; the form still works
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
}

// The filters are one stop of the Tab key; arrow keys lead from one to the next.
for (const row of document.querySelectorAll(".chips[aria-label]")) {
  const stops = [...row.querySelectorAll(".chip")].filter((each) => each.getClientRects().length);
  const stopAt = (at) => stops.forEach((each, index) => { each.tabIndex = index === at ? 0 : -1; });
  row.setAttribute("role", "toolbar");
  for (const item of row.children) item.setAttribute("role", "none");
  stopAt(0);
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], from = stops.indexOf(event.target);
    if (!step || from < 0) return;
    const to = (from + step + stops.length) % stops.length;
    stopAt(to);
    stops[to].focus();
    event.preventDefault();
  });
}

// A menu of a filter may open below the screen.
document.addEventListener("toggle", ({ target }) => {
  if (target.open && target.matches(".chip-menu")) target.lastElementChild.scrollIntoView({ block: "nearest" });
}, true);
