// The search of the exported folder: the nearest sites for a ZIP code or city, and the page of a cancer.
// All text is in the page.
"use strict";

const box = document.querySelector("[data-folder-search]");
const said = box.dataset, form = box.querySelector("form"), out = box.querySelector("[data-results]");
// The flags of sites that treat adults or children, then of those of which this is not known.
const TREATING = { adult: [4, 4096], pediatric: [8, 8192] };
// The flags of specialized centers, which come first within each ring of so many miles, as on the site.
const SPECIALIZED = { adult: 16384, pediatric: 32768 };
const RINGS = [25, 50, 100, 250];
const SHOWN = 20;

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

const inOrder = (special) => ([one, site], [other, otherSite]) => {
  const ring = RINGS.findIndex((each) => one <= each), otherRing = RINGS.findIndex((each) => other <= each);
  if (ring < 0 || ring !== otherRing) return one - other;
  return !(site[5] & special) - !(otherSite[5] & special) || one - other;
};

const readPlace = placeReader(finderPlaces, JSON.parse(said.placeWords), finderNames);

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
  let place;
  try {
    place = readPlace(near);
  } catch (fault) {
    const { reason, hint, choices } = fault;
    if (!reason) throw fault;
    add(out, "p", reason, { class: "caution" });
    if (!choices.length) return add(out, "p", hint);
    return choose(hint, choices.map(([value, label = value]) => [label, ask(value, text)]));
  }
  const types = text ? cancersLike(text) : [];
  if (text && !types.length) {
    add(out, "p", fill(said.unknownCancer, { text }), { class: "caution" });
    return add(add(out, "p"), "a", said.allCancers, { href: "cancers.html" });
  }
  if (types.length > 1) return choose(said.whichCancer, types.map(([, name]) => [name, ask(near, name)]));
  const [type] = types, here = vector(place.at);
  add(out, "h2", fill(said.heading, { place: place.name }));
  if (place.note) add(out, "p", place.note);
  if (type) add(add(out, "p"), "a", fill(said.about, { cancer: type[1] }), { href: `cancers/${type[0]}.html` });
  const order = inOrder(SPECIALIZED[type?.[2]] ?? SPECIALIZED.adult);
  let room = SHOWN;
  for (const [after, flag] of (TREATING[type?.[2]] ?? [0]).entries()) {
    const ranked = finderSites
      .filter((site) => (site[5] & flag) === flag)
      .map((site) => [milesBetween(here, vector([site[3], site[4]])), site])
      .sort(order)
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
