"""Find cancer types by what people type: one for sure, several to choose from, or none."""

from __future__ import annotations

from dataclasses import replace

from finder.domain.answers import Match, Matches
from finder.domain.cancers.body import OtherLanguage
from finder.domain.cancers.types import CancerType
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.language import _, marked, translate
from finder.plain_text import normalize
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.codes.answers import SPREAD, matches_of, read_codes
from finder.words.cancer.codes.forms import without_tags
from finder.words.cancer.gate import Gate, has_everyday_word, read_gate, without_everyday_words
from finder.words.cancer.grid import grid_of, read_grid_alike
from finder.words.cancer.interpret import Interpretation, for_patient, interpret, interpret_name, spread_only
from finder.words.cancer.misspellings import nearest
from finder.words.cancer.name_index import NameIndex, name_index
from finder.words.cancer.notes.advice import advice_for, with_advice
from finder.words.cancer.notes.groups import with_group
from finder.words.cancer.notes.languages import other_language
from finder.words.cancer.notes.symptoms import not_a_diagnosis, says_cancer
from finder.words.cancer.phrases import ALL_KINDS, remove_terms
from finder.words.cancer.second_opinion import second_opinion
from finder.words.cancer.spread import primary_words
from finder.words.cancer.suggestions import suggest
from finder.words.cancer.tree_names import read_tree_name
from finder.words.cancer.word_forms import distinctive_words, word_forms

#: The most types to choose from; a longer list does not help.
MAX_CHOICES = 16
#: OncoTree codes up to this length count only in capitals: "ms" and "os" are also other words.
_SHORT_CODE = 3
#: Words around a name that say nothing of its type; a marker may.
_SAYS_NOTHING = ALL_KINDS - {"marker"}
#: The page about help in other languages.
LANGUAGES = "/help/languages"
_SPREAD_NOTE = marked(
    "This means that a cancer has spread, but not where it started. A cancer keeps the name of the place "
    "where it started. If you know that place, type it."
)

_ILLNESS_NOTE = marked(
    "This may be an illness that is not cancer. If a doctor told you that it is cancer, choose the type."
)
_BENIGN_NOTE = marked(
    "This is usually a benign growth, which means that it is not cancer. If the report of your tissue "
    "test (pathology) says cancer, type the words it uses."
)


def prepare(snapshot: Snapshot) -> None:
    """Make the indexes that reading needs, so that the first question does not wait for them."""
    for text in ("cancer", "malignant tumor of an organ"):
        find_cancers(snapshot, text)


def find_cancers(snapshot: Snapshot, text: str) -> Matches:
    """Return the cancer types that `text` may mean: a name, a sentence, an ICD-10-CM or OncoTree code.

    The note says how the text was understood. Exact words come before corrected ones. If several types fit,
    or the best one is only a guess, the result is not `sure` and the reader has to choose.
    """
    text = without_tags(text)
    codes = read_codes(snapshot, text)
    if codes.answer:
        return _narrowed(snapshot, codes.answer, codes.words if codes.words != text else "")
    return _of_words(snapshot, codes.words)


def _narrowed(snapshot: Snapshot, of_code: Matches, words: str) -> Matches:
    """Return the answer to a code, or to the name beside it that says which of the code's types it is."""
    if of_code.sure or not of_code.matches or not words:
        return of_code
    named = _of_words(snapshot, words)
    of_both = {each.slug for each in of_code.matches} & {each.slug for each in named.matches}
    return named if named.sure and of_both else of_code


def _of_words(snapshot: Snapshot, text: str) -> Matches:
    names, gate = name_index(snapshot), read_gate(text)
    words = word_forms(without_everyday_words(text))
    key = " ".join(words)
    if key in names.not_cancers and key not in names.by_name:
        return Matches((), False, translate(names.not_cancers[key]))
    if matches := _of_oncotree_code(text, names):
        return matches
    every_word = word_forms(text)
    # "Childhood ALL" is a name in small letters too; "mm" alone is not.
    named = interpret_name(every_word, names) if len(every_word) > 1 else None
    whole = named or interpret_name(words, names)
    if gate.unknown and not whole:
        return _which()
    foreign = None if whole else other_language(snapshot, text)
    meaning = whole or _read(snapshot, words, gate, names)
    if not whole:
        meaning = read_tree_name(snapshot, words, meaning, names) or meaning
    if foreign:
        return _of_other_language(foreign, meaning, names)
    if meaning is None:
        return _of_no_name(snapshot, text, words, names)
    closed = gate.closed and not whole
    if closed or (not named and has_everyday_word(without_everyday_words(text))):
        meaning = replace(meaning, sure=False)
    found = _of_meaning(text, meaning, names)
    if closed and gate.note and not found.about:
        found = replace(found, note=_(gate.note))
    elif gate.illness and found.matches and not (found.sure or found.about or says_cancer(normalize(text))):
        found = replace(found, note=_(_ILLNESS_NOTE))
    grouped = found if foreign or found.about else with_group(snapshot, primary_words(words)[0], found, names)
    return with_advice(snapshot, words, not_a_diagnosis(snapshot, text, grouped), names)


def _of_no_name(snapshot: Snapshot, text: str, words: list[str], names: NameIndex) -> Matches:
    """Return the answer to words without the name of a cancer: advice for them, or similar names."""
    if advice_for(snapshot, words):
        return with_advice(snapshot, words, Matches((), False, ""), names)
    suggested = with_group(snapshot, words, _suggested(text, words, names), names)
    return not_a_diagnosis(snapshot, text, suggested)


def _of_other_language(language: OtherLanguage, meaning: Interpretation | None, names: NameIndex) -> Matches:
    """Return the answer to words in a language that we do not read: never sure, with the line that helps."""
    named = {"language": translate(language.language), "word": language.cancer}
    says = (
        _("“%(word)s” is the word for cancer in %(language)s. You can search here in English or Spanish.")
        % named
    )
    instead = _("Call a help line and say “%(language)s”, or type the name in English or Spanish.") % named
    slugs = sorted(meaning.slugs)[:MAX_CHOICES] if meaning and not meaning.spread_only else []
    return Matches(matches_of(slugs, 60.0, names), False, f"{says} {instead}", LANGUAGES)


def _read(snapshot: Snapshot, words: list[str], gate: Gate, names: NameIndex) -> Interpretation | None:
    """Return what words mean by names and by rules, read from the part that says where the cancer started."""
    parts = primary_words(words)
    for part in parts:
        ruled = read_grid_alike(nearest(part, names), part, grid_of(snapshot), names) if part else None
        meaning = second_opinion(interpret(part, names), ruled, gate, names) if part else None
        if meaning and (meaning.slugs or meaning.benign) and not meaning.spread_only:
            return meaning
    return spread_only(words, names, is_said=parts != [words])


def _suggested(text: str, words: list[str], names: NameIndex) -> Matches:
    """Return types with similar names, or a note that says there are none."""
    if not distinctive_words(remove_terms(words, names, _SAYS_NOTHING)[0]):
        return _which()
    if suggested := suggest(words, names):
        note = _("We couldn't find “%(text)s”. Did you mean one of these?") % {"text": text}
        best = tuple(
            Match(slug, translate(names.display_names[slug]), score)
            for slug, score in suggested[:MAX_CHOICES]
        )
        return Matches(best, False, note)
    return Matches((), False, _("We couldn't find a cancer called “%(text)s”.") % {"text": text})


def _which() -> Matches:
    """Return the answer to words that name no cancer: the question which one it is."""
    return Matches((), False, _("Which cancer is it?"))


def find_cancer(snapshot: Snapshot, text: str) -> tuple[CancerType, str]:
    """Return the one cancer type, or group of types, that `text` means, and a note on how it was understood.

    Raises Unsure if the reader has to choose, and BadQuery if there is nothing to choose from.
    """
    catalog = catalog_of(snapshot)
    if cancer := catalog.type_or_group(text):
        return cancer, ""
    matches = find_cancers(snapshot, text)
    meant = matches.matches[0] if matches.sure else matches.group
    if meant and (cancer := catalog.type_or_group(meant.slug)):
        return cancer, matches.note if matches.sure else ""
    raise _error(matches)


def _error(matches: Matches) -> BadQuery:
    choices = tuple(Choice(each.slug, each.name) for each in matches.matches)
    if choices:
        if matches.about == SPREAD:
            question = _("Where did the cancer start?")
            return Unsure(Fault("cancer", question, matches.note, choices, matches.about))
        return Unsure(Fault("cancer", matches.note, "", choices, matches.about))
    hint = _(
        "Check the spelling, choose from the list of cancer types, or leave it blank to see every place."
    )
    return BadQuery(Fault("cancer", matches.note, hint, (), matches.about))


def _of_oncotree_code(text: str, names: NameIndex) -> Matches | None:
    """Return the types of an OncoTree code; None if it is none, or is also the name of a type.

    A code in capitals that is also an abbreviation of another type offers both: "MCD" is mastocytosis too.
    """
    code = text.strip()
    if len(code) > _SHORT_CODE:
        code = code.upper()
    slugs = names.by_oncotree_code.get(code)
    if slugs is None:
        return None
    if normalize(code) in names.normalized_names:
        others = names.by_name.get(" ".join(word_forms(code)), frozenset())
        if text.strip() != code or not slugs or slugs & others:
            return None
        return _of_meaning(text, Interpretation(slugs | others, sure=False), names)
    if not slugs:
        nothing = _("%(code)s is an OncoTree code, but none of our cancer types covers it.")
        return Matches((), False, nothing % {"code": code})
    return _of_meaning(text, for_patient(slugs, word_forms(text), names), names)


def _of_meaning(text: str, meaning: Interpretation, names: NameIndex) -> Matches:
    """Return the types that words mean, with a sentence that says how they were understood."""
    slugs = sorted(meaning.slugs, key=lambda slug: names.display_names[slug].casefold())[:MAX_CHOICES]
    if meaning.spread_only:
        return Matches(matches_of(slugs, 50.0, names), False, _(_SPREAD_NOTE), SPREAD)
    if meaning.sure:
        (match,) = matches_of(slugs, 100.0, names)
        is_its_name = normalize(text) == normalize(match.name)
        read = _("We read “%(text)s” as %(cancer)s.") % {"text": text, "cancer": match.name}
        return Matches((match,), True, "" if is_its_name else read)
    if meaning.benign:
        return Matches((), False, _(_BENIGN_NOTE))
    if len(slugs) > 1:
        note = _("“%(text)s” can mean several cancers. Which one is it?") % {"text": text}
    else:
        note = _("Did you mean %(value)s?") % {"value": translate(names.display_names[slugs[0]])}
    return Matches(matches_of(slugs, 100.0 if meaning.exact else 80.0, names), False, note)
