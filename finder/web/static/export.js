// The search of the exported folder: the nearest sites for a ZIP code or city, and the page of a cancer.
// All text is in the page.
"use strict";

const box = document.querySelector("[data-folder-search]");
const said = box.dataset, form = box.querySelector("form"), out = box.querySelector("[data-results]");
// The flags of sites that treat adults or children, then of those of which this is not known.
const TREATING = { adult: [4, 4096], pediatric: [8, 8192] };
const SHORT = { saint: "st", sainte: "ste", fort: "ft", mount: "mt" };
const SHOWN = 20;

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
const key = (town) => plain(town).split(" ").map((word) => SHORT[word] ?? word).join("");
const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const add = (parent, tag, text, attributes = {}) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
};

// Distances on the WGS 84 ellipsoid, in miles, computed as on the site, so that the order is the same.
const vector = ([latitude, longitude]) => {
  const north = (latitude * Math.PI) / 180, east = (longitude * Math.PI) / 180, flattened = 0.00669437999014;
  const normal = 3963.190592 / Math.sqrt(1 - flattened * Math.sin(north) ** 2);
  return [normal * Math.cos(north) * Math.cos(east), normal * Math.cos(north) * Math.sin(east), normal * (1 - flattened) * Math.sin(north)];
};
const milesBetween = (one, other) => {
  const across = 2 * 3958.7614;
  return across * Math.asin(Math.min(1, Math.hypot(...one.map((each, at) => each - other[at])) / across));
};

// The ZIP code, or the three with the closest numbers if it is unknown.
const zipsLike = (digits) => {
  const { zips, north, east } = finderPlaces, all = [];
  let zip = 0, y = 0, x = 0;
  zips.forEach((step, at) => all.push({ zip: (zip += step), at: [(y += north[at]) / 1000, (x += east[at]) / 1000] }));
  const exact = all.filter((each) => each.zip === digits);
  const near = all.sort((one, other) => Math.abs(one.zip - digits) - Math.abs(other.zip - digits)).slice(0, 3);
  return (exact.length ? exact : near).map((each) => ({ name: String(each.zip).padStart(5, "0"), at: each.at }));
};

const pointOf = (text) => {
  const [, north, east] = /^(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  return north && Math.abs(north) <= 90 && Math.abs(east) <= 180 ? [{ name: text, at: [Number(north), Number(east)] }] : null;
};

// "Billings, MT", "billings montana", "Springfield": every city that the text may mean.
const townsLike = (text) => {
  const words = plain(text).split(" ");
  const readings = [[key(text), null]];
  for (let last = 1; last < Math.min(4, words.length); last++) {
    const end = words.slice(-last).join(" ");
    const state = end.length === 2 ? end.toUpperCase() : finderPlaces.states[end];
    if (state in finderPlaces.towns) readings.unshift([key(words.slice(0, -last).join(" ")), state]);
  }
  for (const [wanted, state] of readings) {
    const found = [];
    for (const code of state ? [state] : Object.keys(finderPlaces.towns)) {
      const towns = finderPlaces.towns[code];
      for (let at = 0; at < towns.length; at += 3) {
        const name = towns[at].includes("(") ? towns[at].replace(" (", `, ${code} (`) : `${towns[at]}, ${code}`;
        const town = { name, at: [towns[at + 1] / 1000, towns[at + 2] / 1000] };
        if (name === text.trim()) return [town];
        if (key(towns[at].replace(/ \(.*\)$/, "")) === wanted) found.push(town);
      }
    }
    if (found.length) return found;
  }
  return [];
};

const cancersLike = (text) => {
  const wanted = plain(text);
  const named = (fits) => finderCancers.filter(([, name, , names]) => [name, ...names].some((each) => fits(plain(each))));
  const exact = named((each) => each === wanted);
  if (exact.length) return exact;
  const all = wanted.split(" ");
  return finderCancers.filter(([, name, , names]) => {
    const its = new Set(plain([name, ...names].join(" ")).split(" "));
    return all.every((word) => its.has(word));
  }).slice(0, 12);
};

const ask = (near, cancer) => "#" + new URLSearchParams({ near, ...(cancer && { cancer }) });
const choose = (title, links) => {
  add(out, "h2", title);
  const list = add(out, "ul", "", { class: "plain" });
  for (const [label, href] of links) add(add(list, "li"), "a", label, { href });
};

const show = (away, [path, name, town, , , , why, caution, label, phone], list) => {
  const card = add(list, "li", "", { class: "card" });
  add(card, "span", why, { class: "kind" });
  add(add(card, "h3"), "a", name, { href: `${path}.html` });
  add(card, "p", fill(said.miles, { number: Math.max(1, Math.round(away)).toLocaleString(document.documentElement.lang) }), { class: "miles" });
  if (caution) add(card, "p", caution, { class: "caution" });
  add(card, "address", town);
  const calls = add(card, "div", "", { class: "calls" });
  if (!phone) return add(calls, "p", said.noNumber, { class: "call-note" });
  const call = add(calls, "a", "", { class: "call", href: `tel:+1${phone.replace(/\D/g, "")}` });
  add(call, "span", label);
  call.append(" ");
  add(call, "b", phone);
};

// The red panel: what to do about the danger signs in either box, before anything else.
const warn = (near, text) => {
  const found = [...new Set([...signsIn(text), ...signsIn(near, true)])].map((at) => finderSigns[at]);
  const [first, ...others] = found.sort((one, other) => one.rank - other.rank).slice(0, 4);
  if (!first) return;
  const panel = add(out, "section", "", { class: "alarm" });
  add(panel, "h2", first.sign);
  add(panel, "p", first.do, { class: "alarm-do" });
  add(panel, "p", first.why);
  add(add(panel, "p"), "a", first.call, { class: "alarm-call", href: `tel:${first.number}` });
  const list = others.length ? add(panel, "ul") : null;
  for (const each of others) add(list, "li", `${each.sign}. ${each.do}`);
  const trust = add(panel, "p", `${said.notACall} `, { class: "soft" });
  add(trust, "a", said.allSigns, { href: "emergencies.html" });
  add(add(out, "p", "", { class: "alarm-end" }), "b", said.noEmergency);
};

const search = () => {
  const asked = new URLSearchParams(location.hash.slice(1) || location.search);
  const near = (asked.get("near") ?? "").trim(), text = (asked.get("cancer") ?? "").trim();
  form.near.value = near;
  form.cancer.value = text;
  out.replaceChildren();
  warn(near, text);
  if (!near) return;
  const digits = /^(\d{5})(-\d{4})?$/.exec(near)?.[1];
  const found = digits ? zipsLike(Number(digits)) : pointOf(near) ?? townsLike(near);
  if (!found.length || (digits && found[0].name !== digits)) add(out, "p", fill(said.unknownPlace, { name: near }), { class: "caution" });
  if (!found.length) return;
  if (found.length > 1) return choose(said.whichPlace, found.map(({ name }) => [name, ask(name, text)]));
  const types = text ? cancersLike(text) : [];
  if (text && !types.length) {
    add(out, "p", fill(said.unknownCancer, { text }), { class: "caution" });
    return add(add(out, "p"), "a", said.allCancers, { href: "cancers.html" });
  }
  if (types.length > 1) return choose(said.whichCancer, types.map(([, name]) => [name, ask(near, name)]));
  const [type] = types, here = vector(found[0].at);
  add(out, "h2", fill(said.heading, { place: found[0].name }));
  if (type) add(add(out, "p"), "a", fill(said.about, { cancer: type[1] }), { href: `cancers/${type[0]}.html` });
  let room = SHOWN;
  for (const [after, flag] of (TREATING[type?.[2]] ?? [0]).entries()) {
    const ranked = finderSites
      .filter((site) => (site[5] & flag) === flag)
      .map((site) => [milesBetween(here, vector([site[3], site[4]])), site])
      .sort(([one], [other]) => one - other)
      .slice(0, after ? SHOWN : room);
    if (!ranked.length) continue;
    if (after) add(out, "h2", type[2] === "adult" ? said.unknownAdults : said.unknownChildren);
    const list = add(out, "ol", "", { class: "cards" });
    for (const [away, site] of ranked) show(away, site, list);
  }
};

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const hash = ask(form.near.value, form.cancer.value);
  if (hash === location.hash) search();
  location.hash = hash;
});
addEventListener("hashchange", search);
search();
