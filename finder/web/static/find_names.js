// Finds centers, hospitals and clinics by name in the exported folder, as the site does (finder/words/care_names.py
// and center.py): the name of one, typed for a place, offers its town. Rows and words are in names.js.
"use strict";

// Returns { instead, orTown }. `likeness` compares two texts, of 100; `isTown` says whether a town can be typed.
const nameFinder = (data, said, likeness, isTown) => {
  const WHOLE = 0, BEGINS = 1, LIKE = 2, { limits } = data;
  const [fillers, generic, common] = [data.fillers, data.generic, data.common].map((list) => new Set(list));
  const wordsOf = (name) => {
    const runs = [];
    for (const word of plain(name).split(" ").filter(Boolean)) {
      const last = runs.at(-1);
      if (word.length === 1 && last?.letters) last.word += word;
      else runs.push({ word, letters: word.length === 1 });
    }
    return runs.flatMap(({ word }) => (data.same[word] ?? word).split(" ")).filter((word) => word.length > 1 && !fillers.has(word));
  };
  const initialsOf = (name) => {
    const words = plain(name).split(" ").filter((word) => word && !/^[0-9]+$/.test(word));
    const both = [words, words.filter((word) => !fillers.has(word))].map((list) => list.map((word) => word[0]).join(""));
    return both.filter((each) => each.length >= 3 && each.length <= 8);
  };

  // The words of names, their initials behind =, and the words of towns behind @.
  const rows = data.rows.map(([name, city, state, kind, ...others]) => ({ name, city, state, kind, others, town: `${city}, ${state}`, words: wordsOf(name) }));
  const index = new Map(), none = new Set();
  const put = (word, at) => (index.has(word) ? index.get(word).add(at) : index.set(word, new Set([at])));
  rows.forEach(({ name, city, state, others }, at) => {
    for (const each of [name, ...others]) {
      wordsOf(each).forEach((word) => put(word, at));
      initialsOf(each).forEach((word) => put(`=${word}`, at));
    }
    for (const word of [...wordsOf(city), state.toLowerCase(), ...data.states[state].split(" ")]) put(`@${word}`, at);
  });
  const forms = [...index.keys()].sort(), every = forms.filter((word) => word >= "a");
  const having = (word) => index.get(word) ?? none;
  const isCommon = (words) => words.every((word) => common.has(word));
  const telling = (text) => wordsOf(text).filter((word) => !generic.has(word));

  const inNames = (word) => {
    const fits = new Map();
    if (word.length >= limits.begun) {
      for (const each of forms) if (each.startsWith(word) || each.startsWith(`=${word}`)) having(each).forEach((at) => fits.set(at, BEGINS));
    }
    for (const each of [word, `=${word}`]) having(each).forEach((at) => fits.set(at, WHOLE));
    for (let cut = 2; !fits.size && cut < word.length - 1; cut++) {
      const second = having(word.slice(cut));
      having(word.slice(0, cut)).forEach((at) => second.has(at) && fits.set(at, WHOLE));
    }
    return fits;
  };
  const likeIt = (word, fits) => {
    if (word.length < limits.letters) return fits;
    const scored = every.map((each) => [likeness(word, each), each]).filter(([score]) => score >= limits.likeness);
    const like = scored.sort(([one], [other]) => other - one).slice(0, limits.meant), found = new Map();
    for (const [, each] of like) having(each).forEach((at) => found.set(at, LIKE));
    return new Map([...found, ...fits]);
  };
  const find = (text) => {
    const words = [...new Set(wordsOf(text))].slice(0, limits.words), large = words.filter((word) => !generic.has(word));
    const needed = large.length ? large : words, lookup = new Map(words.map((word) => [word, inNames(word)]));
    const fitOf = (at) => {
      if (!needed.every((word) => lookup.get(word).has(at) || having(`@${word}`).has(at))) return null;
      const its = needed.filter((word) => lookup.get(word).has(at));
      return !its.length || (isCommon(its) && !isCommon(needed)) ? null : Math.max(...its.map((word) => lookup.get(word).get(at)));
    };
    const all = () => rows.map((row, at) => ({ ...row, at, fit: fitOf(at) })).filter(({ fit }) => fit !== null);
    if (!needed.length || isCommon(words)) return [];
    let found = all();
    if (!found.length) {
      for (const word of needed) lookup.set(word, likeIt(word, lookup.get(word)));
      found = all();
    }
    const ranks = found.map((each) => {
      const missing = words.filter((word) => !lookup.get(word).has(each.at) && !having(`@${word}`).has(each.at)).length;
      return { ...each, rank: [each.fit, missing, each.kind, own(each, text)] };
    });
    const order = (one, other) => one.rank.map((each, at) => each - other.rank[at]).find(Boolean) ?? ((one.name > other.name) - (one.name < other.name) || one.at - other.at);
    const unsure = Math.min(...ranks.map(({ fit }) => fit)) === BEGINS && Math.min(...telling(text).map((word) => word.length)) < limits.begunAlone;
    return unsure ? [] : ranks.sort(order);
  };
  const own = (each, text) => {
    const typed = new Set(wordsOf(text));
    return new Set(each.words.filter((word) => !common.has(word) && !typed.has(word))).size;
  };

  const isNearlyTown = (text, { city, state }) => {
    const its = new Set([state.toLowerCase(), ...data.states[state].split(" ")]);
    const words = plain(text).split(" ").filter((word) => !its.has(word)), town = plain(city).split(" ");
    if (words.length > town.length && new Set(words).size > new Set(town).size && town.every((word) => words.includes(word))) return false;
    return likeness(words.join(" "), plain(city)) >= limits.townLikeness;
  };
  const unique = (choices) => choices.filter(([value], at) => choices.findIndex((each) => each[0] === value) === at);
  const inTown = ({ name, town }) => [town, `${town} (${name})`];
  const orCenter = (text, fault) => {
    const words = telling(text);
    if (isCommon(words) || !words.every((word) => index.has(word))) return null;
    const called = rows.filter((each) => each.kind === 0 && words.every((word) => each.words.includes(word)) && !own(each, text));
    if (!called.length || isNearlyTown(text, called[0])) return null;
    const mine = inTown(called[0]), choices = wordsOf(text).length > 1 ? [mine, ...fault.choices] : [...fault.choices, mine];
    return { ...fault, choices: unique(choices) };
  };
  // What to say in place of the fault of a place that was not found, or has several meanings.
  const instead = (text, fault) => {
    if (fault.isChoice) return orCenter(text, fault) ?? fault;
    const found = find(text), names = found.filter((each) => !isNearlyTown(text, each) && isTown(each.city, each.state));
    if (!names.length) return fault;
    const its = [names[0].state.toLowerCase(), ...wordsOf(data.states[names[0].state])], typed = wordsOf(text).filter((word) => !its.includes(word));
    const mine = new Set(typed.filter((word) => !generic.has(word))), isOfCare = typed.some((word) => word !== "center" && generic.has(word));
    if (Math.min(...found.map(({ fit }) => fit)) !== WHOLE && fault.choices.length && mine.size === 1 && !isOfCare) return fault;
    const first = names.filter(({ kind }) => kind === 0), meant = first.length ? first : names, fewest = Math.min(...meant.map((each) => own(each, text)));
    const closest = meant.filter((each) => own(each, text) === fewest);
    const towns = unique([...closest, ...names.filter((each) => !closest.includes(each))].map(inTown)).slice(0, limits.towns);
    const choices = unique([...towns, ...fault.choices.slice(0, limits.similar)]);
    const isOne = closest.every(({ town }) => town === closest[0].town);
    return isOne
      ? { reason: fill(said.careTown, closest[0]), hint: said.careTownHint, choices }
      : { reason: fill(said.careTowns, { name: text.trim() }), hint: said.careTownsHint, choices };
  };
  return { instead, orTown: (text, town) => orCenter(text, { reason: fill(said.townOrCenter, { name: text.trim() }), hint: said.which, choices: [[town, town]] }) };
};
