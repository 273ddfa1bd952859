// Reads a place in the exported folder as the site does: a ZIP code, a city, coordinates. Words, forms and towns
// are in places.js, made from those of the site (finder/words/place); a test compares the answers of the two.
"use strict";

const plain = (text) => (/[^\0-\x7f]/.test(text) ? text.normalize("NFKD") : text).toLowerCase().replace(/[\u0300-\u036f'’ʻ]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// Returns { name, at, note }. Throws { reason, hint, choices } where that is several places or none. `names` are the
// places of care in names.js, whose towns are offered.
const placeReader = (data, said, names) => {
  const { states, afterComma, words, limits } = data;
  const pattern = (form) => new RegExp(form, "i");
  const forms = Object.fromEntries(Object.entries(data.forms).map(([name, form]) => [name, pattern(form)]));
  const unique = (list) => [...new Set(list)];
  const stop = (reason, hint = said.examples, choices = [], more = {}) => {
    throw { ...more, reason, hint, choices: unique(choices.map((each) => (typeof each === "string" ? each : each.join("\n")))).map((each) => each.split("\n")) };
  };
  const miles = ([north, east], [y, x]) => {
    const half = Math.PI / 360, turn = Math.sin((y - north) * half) ** 2 + Math.cos(north * 2 * half) * Math.cos(y * 2 * half) * Math.sin((x - east) * half) ** 2;
    return 2 * 3958.761 * Math.asin(Math.sqrt(turn));
  };

  // The towns by key, the largest first.
  const keyOf = (list) => {
    let names = list.length > 1 && list[0] === "the" ? list.slice(1) : list;
    if (names.length > 2 && names[0] === "township" && names[1] === "of") names = [...names.slice(2), "township"];
    if (names.length > 1) names = [words.directions[names[0]] ?? names[0], ...names.slice(1)];
    return names.map((word) => (word.endsWith("borough") && word !== "borough" ? word.slice(0, -3) : words.abbreviations[word] ?? word)).join("");
  };
  const byKey = new Map(), byState = new Map(), all = [];
  const keep = (place) => {
    place.key = keyOf(plain(place.name).split(" "));
    for (const [map, key] of [[byKey, place.key], [byState, place.state]]) map.has(key) ? map.get(key).push(place) : map.set(key, [place]);
    all.push(place);
  };
  const townsOf = {};
  for (const [state, [south, west, towns]] of Object.entries(data.towns)) {
    townsOf[state] = towns.split("|").map((row) => {
      const end = row.lastIndexOf(";"), office = row[end - 1] !== "*", text = row.slice(0, office ? end : end - 1), name = text.replace(/ \(.*\)$/, "");
      const label = text === name ? `${name}, ${state}` : text.replace(" (", `, ${state} (`);
      const number = (from, to) => parseInt(row.slice(end + from, to && end + to), 36);
      const people = row[end + 8] === "." ? number(9) / 1000 : number(8);
      return { name, state, label, at: [(south + number(1, 4)) / 1000, (west + number(4, 8)) / 1000], people, kind: "city", office, near: "" };
    });
    townsOf[state].forEach(keep);
  }
  for (const [name, state, kind, north, east, people, near, label] of data.names) {
    keep({ name, state, label, at: [north / 1000, east / 1000], people, kind, near });
  }
  const order = (one, other) => other.people - one.people || (one.state === other.state ? (one.label < other.label ? -1 : 1) : one.state < other.state ? -1 : 1);
  for (const list of byKey.values()) list.sort(order);
  const named = (list, state) => (byKey.get(keyOf(list)) ?? []).filter((each) => !state || each.state === state);
  const isCity = (each) => each.kind === "city";
  const isPart = (each) => each.kind === "neighborhood" || each.kind === "borough";

  // ZIP codes and coordinates.
  const zips = () => {
    let zip = 0, y = 0, x = 0;
    return data.zips.map((step, at) => ({ zip: (zip += step), at: [(y += data.north[at]) / 1000, (x += data.east[at]) / 1000] }));
  };
  const digitsOf = (zip) => String(zip).padStart(5, "0");
  const zipAlone = (typed) => {
    const text = typed.replace(/^[()[\]"'` ]+|[()[\]"'` ]+$/g, "").replace(forms["zip label"], "");
    const exact = forms.zip.exec(text), spaced = forms["zip spaced"].test(text) || forms["zip comma"].test(text);
    if (exact) return exact[1];
    if (spaced) return text.replace(/[^0-9]/g, "");
    return forms["zip letters"].test(text) ? [...text].map((letter) => words.letters[letter.toLowerCase()] ?? letter).join("") : null;
  };
  const degrees = ([whole, minutes, seconds], side) => (/[swo]/i.test(side) ? -1 : 1) * (Number(whole) + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600);
  const coordinates = (typed) => {
    let match = forms["point text"].exec(typed);
    if (match) return [Number(match[2]), Number(match[1])];
    let text = data.around.reduce((left, form) => left.replace(pattern(form), ""), typed);
    text = text.replace(new RegExp(data.forms["point label"], "gi"), "").trim();
    if ((match = forms.point.exec(text))) return [Number(match[1]), Number(match[2])];
    if ((match = forms["point commas"].exec(text))) return [Number(`${match[1]}.${match[2]}`), Number(`${match[3]}.${match[4]}`)];
    if ((match = forms["point sides"].exec(text))) return [degrees(match.slice(1, 4), match[4]), degrees(match.slice(5, 8), match[8])];
    if ((match = forms["point sides first"].exec(text))) return [degrees(match.slice(2, 5), match[1]), degrees(match.slice(6, 9), match[5])];
    return null;
  };

  // How alike two texts are, of 100: twice their longest common subsequence by their lengths.
  const ratio = (one, other) => {
    let before = new Uint8Array(other.length + 1);
    for (const letter of one) {
      const row = new Uint8Array(other.length + 1);
      for (let at = 0; at < other.length; at++) row[at + 1] = letter === other[at] ? before[at] + 1 : Math.max(before[at + 1], row[at]);
      before = row;
    }
    return (200 * before[other.length]) / (one.length + other.length);
  };
  const mostLike = (key, places, likeness) => {
    const share = likeness / (200 - likeness), scores = new Map();
    for (const { key: name } of places) {
      if (!scores.has(name) && name.length >= key.length * share && name.length <= key.length / share) scores.set(name, ratio(key, name));
    }
    const alike = new Set([...scores].filter(([, score]) => score >= likeness).sort((one, other) => other[1] - one[1]).slice(0, 60).map(([name]) => name));
    const rank = (each) => scores.get(each.key) + limits.weight * Math.log10(each.people + 10);
    return unique(places.filter((each) => alike.has(each.key)).sort((one, other) => rank(other) - rank(one) || (one.label < other.label ? -1 : 1)).map(({ label }) => label));
  };
  const similar = (key, state) => {
    const places = state ? byState.get(state) ?? [] : all.filter(({ people }) => people >= limits.offeredPeople);
    const begins = (state ? places : all.filter(({ people }) => people >= limits.large)).filter((each) => isCity(each) && each.key.startsWith(key));
    const begun = key.length >= limits.begun ? begins.sort(order).slice(0, 2).map(({ label }) => label) : [];
    return unique([...begun, ...mostLike(key, places, limits.likeness)]).slice(0, limits.offered);
  };
  const nearly = (key) => mostLike(key, all.filter((each) => each.people >= limits.large && each.key !== key), limits.nearly);
  const similarState = (text) => {
    const name = plain(text);
    if (name.length < limits.stateLetters) return null;
    let best = null, most = 0;
    for (const [each, code] of Object.entries(states)) {
      const score = each.length >= limits.stateLetters ? ratio(name, each) : 0;
      if (score >= limits.stateLikeness && score > most) [best, most] = [code, score];
    }
    return best;
  };

  // The parts of an address.
  const separator = new RegExp(data.separators), empty = /^[-.–'\s]*$/;
  const partsOf = (text) => text.split(separator).filter((part) => !empty.test(part));
  const stateOf = (parts) => {
    const last = parts.at(-1), exact = parts.length > 1 && afterComma[plain(last)];
    if (exact) return [exact === "DC" && /^wash/i.test(last) ? [...parts.slice(0, -1), "Washington"] : parts.slice(0, -1), exact, false];
    const list = last.replaceAll("-", " - ").split(/\s+/).filter(Boolean);
    for (let count = Math.min(4, list.length - 1); count > 0; count--) {
      const state = states[plain(list.slice(-count).join(" "))];
      if (!state) continue;
      const left = list.slice(0, -count).join(" ").replaceAll(" - ", "-").replace(/^[- ]+|[- ]+$/g, "");
      const rest = left ? [...parts.slice(0, -1), left] : parts.slice(0, -1);
      return [rest.length ? rest : [last], left ? state : null, false];
    }
    const likely = parts.length > 1 && similarState(last);
    return likely ? [parts.slice(0, -1), likely, true] : [parts, null, false];
  };
  const withoutCountry = (parts) => {
    const text = plain(parts.join(" "));
    if (words.here.some((each) => text === each || (each.includes(" ") && text.endsWith(` ${each}`)))) stop(said.here, said.hereHint);
    if (words.country.includes(text)) stop(said.wholeCountry);
    let left = parts;
    if (parts.length > 1 && words.country.includes(plain(parts.at(-1)))) left = parts.slice(0, -1);
    else {
      const list = (parts.at(-1) ?? "").split(/\s+/);
      for (let count = Math.min(5, list.length - 1); count > 0; count--) {
        if (!words.country.includes(plain(list.slice(-count).join(" "))) || list.at(-1) === "us") continue;
        left = [...parts.slice(0, -1), list.slice(0, -count).join(" ").replace(/[ ,-]+$/, "")];
        break;
      }
    }
    const last = left.length ? plain(left.at(-1)) : "", bare = last.replace(/\b(?:new|nuevo) mexico$/, "");
    if ((left.length > 1 && words.abroad.includes(last)) || words.abroadBehind.some((each) => bare.endsWith(` ${each}`)) || (plain(left.join(" ")).includes(" ") && words.abroadCodes.includes(plain(left.join(" ")).split(" ").at(-1)))) stop(said.abroad, said.abroadHint);
    return left;
  };
  const zipWithWords = (typed) => {
    const stateAtEnd = (text) => {
      const parts = partsOf(text);
      return (parts.length === 1 && states[plain(parts[0])]) || (parts.length ? stateOf(parts)[1] : null);
    };
    let match = forms["zip at end"].exec(typed);
    if (match) {
      const before = typed.slice(0, match.index + match[0].indexOf(match[1]));
      if (!forms["not before zip"].test(before)) return { zip: match[1], state: stateAtEnd(before) };
    }
    if ((match = forms["zip before state"].exec(typed)) && states[plain(match[2])]) return { zip: match[1], state: states[plain(match[2])] };
    if (!(match = forms["zip at start"].exec(typed))) return null;
    const rest = typed.slice(match[0].length), street = plain(rest).split(" ").some((word) => words.street.includes(word));
    return match[2].includes(",") || !(street || rest.split(",").length > 2) ? { zip: match[1], state: stateAtEnd(`x ${rest}`) } : null;
  };
  const parse = (text) => {
    const joined = text.normalize("NFC").split(/\s+/).filter(Boolean).join(" ");
    if (!joined) stop(said.enter);
    if ([...joined].length > limits.longest) stop(fill(said.long, { count: [...joined].length, most: limits.longest }));
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(joined)) stop(said.unreadable);
    const typed = [...joined].map((each) => (words.dashes.includes(each) ? "-" : each >= "\uff10" && each <= "\uff19" ? String(each.charCodeAt(0) - 0xff10) : each)).join("").replace(/[,;.\- ]+$/, "");
    const digits = zipAlone(typed);
    if (digits) return { zip: digits, note: (typed.match(/[0-9]/g) ?? []).length < 5 ? fill(said.readAs, { zip: digits }) : "" };
    if (forms.zips.test(typed)) stop(said.severalZips, said.which, typed.match(/[0-9]{5}/g));
    const point = coordinates(typed);
    if (point) return { point };
    if (!/\p{L}/u.test(typed)) {
      const count = (typed.match(/[0-9]/g) ?? []).length, zeros = /^[1-9][0-9]{2,3}$/.test(typed) ? digitsOf(typed) : "";
      stop(count ? fill(said.digits, { count }) : said.nothing, zeros ? fill(said.zeros, { zip: zeros }) : said.examples, zeros ? [zeros] : []);
    }
    const bare = typed.replace(new RegExp(data.remark, "gi"), ""), inBrackets = /\s*\(([^()]+)\)$/.exec(bare), county = inBrackets && !states[plain(inBrackets[1])] ? inBrackets[1] : null;
    const parts = withoutCountry(partsOf(county ? bare.slice(0, inBrackets.index) : bare));
    return zipWithWords(parts.join(", ")) ?? cityOf(parts, county);
  };
  const cityOf = (parts, county) => {
    const text = plain(parts.join(" ")), list = text.split(" "), inRegion = list.length > 1 && words.militaryRegions.includes(list.at(-1));
    if (list.some((word) => words.military.includes(word)) || (inRegion && words.militaryUnits.includes(list[0]))) stop(said.military, said.abroadHint);
    if (states[text.replace(/^the /, "")] === "DC") return { parts: ["Washington"], state: "DC" };
    const whole = text.length > 1 && text in afterComma;
    const [left, state, likely] = whole || !parts.length ? [parts, null, false] : stateOf(parts);
    if (!left.length || !keyOf(plain(left.at(-1)).split(" "))) stop(said.noCity);
    return { parts: left, state, likely, county, whole: state && parts.length === 1 ? plain(parts[0]).split(" ") : null };
  };

  // Towns.
  const bareFirst = (list) => {
    const text = list.join(" "), front = words.leading.find((each) => text.startsWith(`${each} `));
    return front ? bareFirst(text.slice(front.length + 1).split(" ")) : list;
  };
  const bare = (list, trailing) => {
    const front = bareFirst(list), found = front === list ? [list] : [list, front];
    for (const start of [...found]) {
      const text = start.join(" "), end = trailing.find((each) => text.endsWith(` ${each}`));
      if (end) found.push(text.slice(0, -end.length - 1).split(" "));
    }
    return found;
  };
  const runs = (list) => Array.from({ length: list.length - 1 }, (_, at) => [list.slice(at + 1), list.slice(0, list.length - 1 - at)]).flat();
  const isAddress = (list) => list.some((word) => words.street.includes(word) || /[0-9]/.test(word));
  const toldApart = (one, other) => one.label !== other.label && one.label.endsWith(")") && other.label.endsWith(")");
  const apart = (found) => {
    const kept = [];
    const small = (each) => !isCity(each) && each.people < limits.small;
    for (const each of [...found.filter((place) => !small(place)), ...found.filter(small)]) {
      if (!kept.some((other) => other.state === each.state && !toldApart(each, other) && miles(other.at, each.at) <= limits.sameMiles)) kept.push(each);
    }
    return kept;
  };
  const inOneState = (found) => {
    const cities = found.filter(isCity);
    if (cities.some(({ people }) => people >= limits.small)) return cities;
    const both = [...found.filter(isPart), ...cities];
    return both.length ? both : found;
  };
  const ofCounty = (found, county) => {
    const labeled = found.filter(({ label }) => label.endsWith(`(${county})`));
    const own = found.filter((each) => data.countyOf[each.label] === county);
    return labeled.length ? labeled : own.length ? own : found;
  };
  const labelAmong = (place, among) => {
    const county = data.countyOf[place.label], alone = among.every((each) => each === place || isCity(each) || each.state !== place.state);
    return alone || !isCity(place) || place.label.endsWith(")") || !county ? place.label : `${place.label} (${county})`;
  };
  const answer = ({ label, at, kind, near }, note = "") => {
    const notes = note ? [fill(note, { place: label })] : [];
    if (words.wide.includes(kind) && near !== label) notes.push(fill(said.area, { town: near }));
    return { name: label, at, note: notes.join(" ") };
  };
  const whole = (list, state) => {
    for (const each of bare(list, state ? words.trailingBeforeState : words.trailing)) {
      const found = named(each, state);
      if (found.length) return state ? inOneState(found) : found;
    }
    return [];
  };
  const which = (name, choices, count, reason = fill(said.several, { count, name })) => stop(reason, said.which, choices, { isChoice: true });
  const settled = (all, typed, note = "") => {
    const found = typed.county ? ofCounty(apart(all), typed.county) : apart(all);
    return found.length === 1 ? answer(found[0], note) : which(found[0].name, found.map((each) => labelAmong(each, found)), found.length);
  };
  const within = (part, around) => {
    if (!part.length || isAddress(part)) return [];
    const near = [];
    for (const each of named(part)) {
      for (const town of around) {
        const away = miles(each.at, town.at);
        if (each.state === town.state && away <= limits.withinMiles) near.push([each.near !== town.label, away, each]);
      }
    }
    near.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return near.slice(0, 1).map(([, , each]) => each);
  };
  const withParts = (found, before, typed) => {
    if (!before.length) return settled(found, typed);
    const inside = within(before.at(-1), found);
    return inside.length ? settled(inside, typed) : settled(found, typed, before.some(isAddress) ? said.address : said.rest);
  };
  const countyOf = (list) => {
    const text = list.join(" "), front = words.countyFront.find((each) => text.startsWith(`${each} `)), end = words.countyKinds.find((each) => text.endsWith(` ${each}`));
    const key = keyOf((front ? text.slice(front.length + 1) : end ? text.slice(0, -end.length - 1) : text).split(" "));
    return [words.countyNicknames[key] ?? key, front ?? end ?? ""];
  };
  const counties = (list, state) => {
    const [key, kind] = countyOf(list);
    const all = data.counties.filter(([of, code]) => of === key && (!state || code === state)).map(([, code, name, people, towns]) => ({ state: code, name, people, towns: towns.split(" ").map((at) => townsOf[code][parseInt(at, 36)].label) }));
    const called = all.filter(({ name }) => plain(name).endsWith(` ${words.countyStrict[kind] ?? kind}`)), found = called.length || kind in words.countyStrict ? called : all;
    return [found.sort((one, other) => other.people - one.people), kind];
  };
  const inCounties = (found) => {
    const one = found.length === 1, [{ name, state }] = found;
    const choices = found.flatMap((county) => county.towns.slice(0, one ? undefined : limits.townsEach).map((town) => (one || town.includes("(") ? [town] : [town, `${town} (${county.name})`])));
    which(name, choices, found.length, one ? fill(said.county, { county: `${name}, ${state}` }) : fill(said.counties, { county: name, count: found.length }));
  };
  const unknown = (name, state, offered) => {
    const reason = state ? fill(said.unknownInState, { name, state: said.states[state] }) : fill(said.unknown, { name });
    stop(reason, offered.length ? said.didYouMean : said.examples, offered, { isUnknown: true });
  };
  const unknownState = (name, offered) => stop(fill(said.unknownState, { name }), said.stateExamples, offered, { isUnknown: true });

  const inState = (typed, state) => {
    const parts = typed.parts.map((part) => plain(part).split(" ")), last = parts.at(-1);
    let found = whole(last, state);
    if (found.length) return withParts(found, parts.slice(0, -1), typed);
    const [of, saysSo] = counties(last, state);
    if (saysSo && parts.length > 1 && (found = whole(parts.at(-2), state)).length) return withParts(ofCounty(found, of[0]?.name), parts.slice(0, -2), typed);
    if (saysSo && of.length) inCounties(of);
    for (let start = 1; start < last.length; start++) {
      if (!(found = named(last.slice(start), state)).length) continue;
      if (isAddress(last.slice(0, start))) return settled(found, typed, said.address);
      const inside = within(last.slice(0, start), found);
      if (inside.length) return settled(inside, typed);
      break;
    }
    for (let at = parts.length - 2; at >= 0 && !typed.likely; at--) {
      if ((found = whole(parts[at], state)).length) return settled(found, typed, said.rest);
    }
    if (of.length) inCounties(of);
    const offered = [...runs(last).flatMap((run) => named(run, state)).slice(0, 3).map(({ label }) => label), ...similar(keyOf(last), state)];
    offered.push(...named(last).filter(({ people }) => people >= limits.elsewhere).slice(0, 3).map(({ label }) => label));
    return typed.likely && !offered.length ? unknownState(typed.parts.at(-1), []) : unknown(typed.parts.at(-1), state, offered);
  };

  const likely = (all) => {
    const found = apart(all), known = found.filter((each) => !isCity(each) && each.kind !== "neighborhood");
    const others = found.filter((each) => isCity(each) || each.kind === "neighborhood");
    return known.length === 1 && others.every(({ people }) => people < limits.small) ? known : found;
  };
  const stateAlone = (list, state) => {
    const found = named(list), own = found.find((each) => each.state === state && isCity(each));
    if (own && own.people >= limits.namesake) return answer(own);
    const largest = (byState.get(state) ?? []).filter((each) => each.office && isCity(each)).sort(order).slice(0, 8);
    const offered = [...(state === "WA" ? named(list, "DC") : []), ...found.filter((each) => !isCity(each)), ...largest, ...found.filter(isCity)];
    return stop(fill(said.wholeState, { state: said.states[state] }), said.wholeStateHint, offered.map(({ label }) => label));
  };
  const chosen = (all, of, key) => {
    const found = likely(all), alike = isCity(found[0]) ? nearly(key) : [], towns = isCity(found[0]) ? of.map((each) => each.towns[0]) : [];
    const labels = unique([...found.map((each) => labelAmong(each, found)), ...alike, ...towns]);
    if ((found.length === 1 && !alike.length && !towns.length) || labels.length === 1) return answer(found[0]);
    const count = { count: labels.length, name: found[0].name };
    return which(found[0].name, labels, found.length, labels.length > found.length ? fill(said.like, count) : undefined);
  };
  const onePart = (list, typed) => {
    const [of, saysSo] = counties(list);
    let found = saysSo === "region" ? named(list) : whole(list);
    if (saysSo && of.length && !found.some(isCity)) inCounties(of);
    if (words.abroadCities.includes(list.join(" ")) && found.every(({ people }) => people < limits.small)) stop(said.abroad, said.abroadHint, apart(found).map(({ label }) => label));
    if (found.length) return chosen(found, of.filter(({ people }) => people >= limits.largePeople), keyOf(list));
    for (let cut = 1; cut < list.length; cut++) {
      const cities = named(list.slice(cut)).filter((each) => each.people >= limits.largePeople || each.kind === "borough");
      const inside = cities.length ? within(bareFirst(list.slice(0, cut)), cities) : [];
      if (inside.length) return settled(inside, typed);
      if (cities.length && isAddress(list.slice(0, cut))) return settled(cities, typed, said.address);
    }
    for (let count = Math.min(4, list.length - 1); count > 0; count--) {
      const state = states[list.slice(0, count).join(" ")];
      if (state && (found = named(list.slice(count), state)).length) return settled(found, typed);
    }
    for (let start = 1; start < list.length; start++) {
      if (isAddress(list.slice(0, start)) && (found = named(list.slice(start))).length) return settled(likely(found), typed, said.address);
    }
    if (of.length && list.at(-1) === "city") return settled(named(list.slice(0, -1), of[0].state), typed);
    if (of.length) inCounties(of);
    const offered = runs(list).flatMap((run) => named(run)).filter(({ people }) => people > limits.largePeople).slice(0, 3).map(({ label }) => label);
    return unknown(typed.parts.at(-1), null, [...offered, ...similar(keyOf(list))]);
  };
  const anywhere = (typed) => {
    const parts = typed.parts.map((part) => plain(part).split(" ")), last = parts.at(-1), text = last.join(" ");
    if (parts.length === 1) return afterComma[text] ? stateAlone(last, afterComma[text]) : onePart(last, typed);
    const first = states[parts[0].join(" ")];
    if (first) return inState({ ...typed, parts: typed.parts.slice(1) }, first);
    const around = whole(last), near = within(parts.at(-2), around);
    if (near.length) return settled(near, typed);
    const [of, saysSo] = counties(last), found = saysSo ? whole(parts.at(-2)).filter((each) => of.some(({ state }) => state === each.state)) : [];
    if (found.length) return settled(found, typed);
    if (around.length) return withParts(likely(around), parts.slice(0, -1), typed);
    return unknownState(typed.parts.at(-1), named(parts[0]).slice(0, 8).map(({ label }) => label));
  };

  const stateOfZip = (at) => {
    let left = at;
    return data.zipStates.find(([count]) => (left -= count) < 0)[1];
  };
  const atZip = ({ zip, state, note = "" }) => {
    const wanted = Number(zip), list = zips(), index = list.findIndex((each) => each.zip === wanted);
    if (index >= 0) {
      const its = stateOfZip(index), retired = data.retired.includes(wanted) ? said.retired : "";
      if (!state || state === its) return { name: zip, at: list[index].at, note: `${note} ${retired}`.trim() };
      stop(fill(said.zipElsewhere, { zip, state: said.states[its], other: said.states[state] }), said.zipAlone, [zip]);
    }
    if (data.military[zip.slice(0, 3)]) stop(fill(said.militaryZips[data.military[zip.slice(0, 3)]], { zip }), said.abroadHint);
    const near = list.sort((one, other) => Math.abs(one.zip - wanted) - Math.abs(other.zip - wanted)).slice(0, 3);
    return stop(fill(said.unknownZip, { zip }), said.cityToo, near.map((each) => digitsOf(each.zip)).sort());
  };
  const atPoint = ([north, east]) => {
    if (Math.abs(north) > 90 || Math.abs(east) > 180) stop(fill(said.notOnEarth, { point: `(${north}, ${east})` }), said.latitudeFirst);
    return { name: `${north}, ${east}`, at: [north, east], note: "" };
  };
  const inTown = (typed) => {
    if (!typed.state) return anywhere(typed);
    const curated = typed.whole ? named(typed.whole).filter((each) => !isCity(each)) : [];
    return curated.length && new Set(curated.map(({ state }) => state)).size === 1 ? answer(curated[0]) : inState(typed, typed.state);
  };
  const careNames = nameFinder(names, said, ratio, (city, state) => named(plain(city).split(" "), state).length);
  return (text) => {
    const typed = parse(text);
    if (typed.zip) return atZip(typed);
    if (typed.point) return atPoint(typed.point);
    let found;
    try {
      found = inTown(typed);
    } catch (fault) {
      throw fault.isChoice || fault.isUnknown ? careNames.instead(text, fault) : fault;
    }
    const question = !typed.state && typed.parts.length === 1 && careNames.orTown(text, found.name);
    if (question) throw question;
    return found;
  };
};
