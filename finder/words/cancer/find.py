"""Find cancer types by what people type: one for sure, several to choose from, or none."""

from __future__ import annotations

from finder.domain.answers import Match, Matches
from finder.domain.cancers import CancerType
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.language import _, marked, translate
from finder.plain_text import normalize
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.code_answers import SPREAD, matches_of, read_codes
from finder.words.cancer.code_forms import without_tags
from finder.words.cancer.interpret import Interpretation, for_patient, interpret
from finder.words.cancer.name_index import NameIndex, name_index
from finder.words.cancer.suggestions import suggest
from finder.words.cancer.symptoms import not_a_diagnosis
from finder.words.cancer.word_forms import distinctive_words, word_forms

#: The most types to choose from; a longer list does not help.
MAX_CHOICES = 16
#: OncoTree codes up to this length count only in capitals: "ms" and "os" are also other words.
_SHORT_CODE = 3
_SPREAD_NOTE = marked(
    "These words say that a cancer has spread, but not where it started."
    " A cancer keeps the name of the place where it started. Type that, if you know it."
)


def find_cancers(snapshot: Snapshot, text: str) -> Matches:
    """Return the cancer types that `text` may mean: a name, a sentence, an ICD-10-CM or OncoTree code.

    The note says how the text was understood. Exact words come before corrected ones. If several types fit,
    or the best one is only a guess, the result is not `sure` and the reader has to choose.
    """
    text = without_tags(text)
    codes = read_codes(snapshot, text)
    if codes.answer:
        return codes.answer
    text = codes.words
    names, words = name_index(snapshot), word_forms(text)
    key = " ".join(words)
    if key in names.not_cancers and key not in names.by_name:
        return Matches((), False, translate(names.not_cancers[key]))
    if matches := _of_oncotree_code(text, names):
        return matches
    meaning = interpret(words, names)
    matches = _of_meaning(text, meaning, names) if meaning else _suggested(snapshot, text, words, names)
    return not_a_diagnosis(snapshot, text, matches)


def _suggested(snapshot: Snapshot, text: str, words: list[str], names: NameIndex) -> Matches:
    """Return types with similar names, or a note that says there are none."""
    groups = _("The groups are: %(groups)s.") % {"groups": _groups(snapshot)}
    if not distinctive_words(words):
        which = _("Which cancer is it?")
        return Matches((), False, f"{which} {groups}")
    if suggested := suggest(words, names):
        note = _("We couldn't find “%(text)s”. Did you mean one of these?") % {"text": text}
        best = tuple(
            Match(slug, translate(names.display_names[slug]), score)
            for slug, score in suggested[:MAX_CHOICES]
        )
        return Matches(best, False, note)
    unknown = _("We couldn't find a cancer called “%(text)s”.") % {"text": text}
    return Matches((), False, f"{unknown} {groups}")


def find_cancer(snapshot: Snapshot, text: str) -> tuple[CancerType, str]:
    """Return the one cancer type that `text` means, and a note on how it was understood.

    Raises Unsure if the reader has to choose, and BadQuery if there is nothing to choose from.
    """
    known = catalog_of(snapshot).cancers
    if cancer := known.get(text):
        return cancer, ""
    matches = find_cancers(snapshot, text)
    if matches.sure:
        return known[matches.matches[0].slug], matches.note
    raise _error(matches)


def _error(matches: Matches) -> BadQuery:
    choices = tuple(Choice(each.slug, each.name) for each in matches.matches)
    if choices:
        if matches.about:
            question = _("Where did the cancer start?")
            return Unsure(Fault("cancer", question, matches.note, choices, matches.about))
        return Unsure(Fault("cancer", matches.note, "", choices))
    hint = _(
        "Check the spelling, choose from the list of cancer types, or leave it blank to see every place."
    )
    return BadQuery(Fault("cancer", matches.note, hint))


def _groups(snapshot: Snapshot) -> str:
    return ", ".join(
        sorted({translate(cancer.body_system) for cancer in catalog_of(snapshot).cancers.values()})
    )


def _of_oncotree_code(text: str, names: NameIndex) -> Matches | None:
    """Return the types of an OncoTree code; None if it is none, or is also the name of a type."""
    code = text.strip()
    if len(code) > _SHORT_CODE:
        code = code.upper()
    slugs = names.by_oncotree_code.get(code)
    if slugs is None or normalize(code) in names.normalized_names:
        return None
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
    if len(slugs) > 1:
        note = _("“%(text)s” can mean several cancers. Which one is it?") % {"text": text}
    else:
        note = _("Did you mean %(value)s?") % {"value": translate(names.display_names[slugs[0]])}
    return Matches(matches_of(slugs, 100.0 if meaning.exact else 80.0, names), False, note)
