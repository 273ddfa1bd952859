// Danger signs in what people type, read in the exported folder as finder/words/danger.py reads them.
"use strict";

const FEVER = /^\W*(?:(?:10[0-6](?:[.,]\d)?|3[89](?:[.,]\d)?|4[01][.,]\d)\s*(?:°|º|degrees?|grados?|f\b|c\b|fahrenheit|celsius)+\W*|(?:10[0-6]|3[89]|4[01])[.,]\d\W*)$/iu;
const ofDanger = (text) => text.normalize("NFD").replace(/[\u0300-\u036f'’ʻ]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
const singular = (word) => (word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word);

// The number of letters to change, add, leave out or swap; `most` + 1 if there are more.
const lettersApart = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [], last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let y = 1; y <= one.length; y++) {
    const row = [y];
    for (let x = 1; x <= other.length; x++) {
      const same = one[y - 1] === other[x - 1];
      row[x] = Math.min(row[x - 1] + 1, last[x] + 1, last[x - 1] + (same ? 0 : 1));
      if (y > 1 && x > 1 && one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1]) row[x] = Math.min(row[x], before[x - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[other.length], most + 1);
};

const namesOfCancers = new Set(finderCancers.flatMap(([, name, , names]) => [name, ...names].flatMap((each) => ofDanger(each).split(" "))));
const rightSpelling = (word) => {
  if (word.length < 5 || namesOfCancers.has(word) || namesOfCancers.has(singular(word))) return "";
  const most = word.length >= 8 ? 2 : 1;
  let best = "", closest = most + 1;
  for (const each of finderDanger.corrections[word[0]] ?? []) {
    const apart = lettersApart(word, each, most);
    if (apart < closest) [best, closest] = [each, apart];
  }
  return best;
};

// The words that matter: their common form, whether it is denied, and whether its spelling was corrected.
const wordsOfDanger = (text) => {
  if (FEVER.test(text)) return [{ form: "fever" }];
  const { means, longest, fillers, notNow } = finderDanger;
  const words = ofDanger(text).split(" ").slice(0, 60), read = [];
  for (let at = 0, denied = false; at < words.length; ) {
    let size = Math.min(longest[words[at]] ?? 0, words.length - at), forms, corrected = false;
    while (size && !(forms = means[words.slice(at, at + size).join(" ")])) size--;
    if (!size) {
      size = 1;
      const word = words[at];
      const right = fillers.includes(word) || !word ? "" : rightSpelling(word);
      if (fillers.includes(word) || !word) forms = [];
      else [forms, corrected] = right ? [means[right] ?? [right], true] : [[singular(word)], false];
    }
    const named = notNow.includes(words[at + size]);
    for (const form of forms) read.push({ form, denied: denied || named, corrected, named });
    if (forms.length) denied = ["no", "history"].includes(forms[0]);
    at += size;
  }
  return read;
};

// The keys of the signs in a text, the most urgent first, then the most specific.
const signsIn = (text, isName = false) => {
  const { illness } = finderDanger, name = ofDanger(text);
  const isIllness = new RegExp(illness.names).test(name) && !new RegExp(illness.people).test(name);
  const words = wordsOfDanger(text), places = new Map(), found = new Map();
  words.forEach(({ form }, at) => places.set(form, [...(places.get(form) ?? []), at]));
  for (const [forms, sign, whole] of finderDanger.patterns) {
    const wanted = forms.split(" ");
    if (!wanted.every((form) => places.has(form)) || (whole && (isName || wanted.length < places.size))) continue;
    if (isIllness && wanted.every((form) => illness.signs.includes(form))) continue;
    const fits = places.get(wanted[0]).some((start) => {
      const at = wanted.map((form) => places.get(form).reduce((one, other) => (Math.abs(other - start) < Math.abs(one - start) ? other : one))).sort((one, other) => one - other);
      const first = words[at[0]], last = words[at.at(-1)];
      return at.at(-1) - at[0] <= at.length + 3 && !(isName && at.length === 1 && first.corrected) && (wanted.includes("no") || !(first.denied || last.named));
    });
    if (fits) found.set(sign, Math.max(found.get(sign) ?? 0, wanted.length));
  }
  const rank = (sign) => finderSigns[sign].rank;
  return [...found].sort(([one, a], [other, b]) => rank(one) - rank(other) || b - a || one - other).map(([sign]) => sign);
};
