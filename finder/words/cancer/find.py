"""From words to a cancer type: surely one, a choice of some, or a plain no."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.answers import Match, Matches
from finder.domain.cancers import CancerType
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.language import _, marked, translate
from finder.plain_text import normalize
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog
from finder.words.cancer.icd10cm import CodeReading, is_tumor_code, read_code
from finder.words.cancer.interpret import Reading, offer, read_words, reading
from finder.words.cancer.name_index import Names, names_of
from finder.words.cancer.normalize import bare_of, words_of

#: Types offered at most; more are no help.
MOST = 16
#: OncoTree codes that are words in small letters.
_SHORT = 3
#: The page on what it means that a cancer has spread.
SPREAD = "/spread"
_WENT = marked(
    "These words say that a cancer has spread, and not where it started. It keeps the name of that place: "
    "type it, if it is known."
)


def find_cancers(snapshot: Snapshot, text: str) -> Matches:
    """Return the cancer types that `text` may mean: a name, a sentence, an ICD-10-CM or OncoTree code.

    What is understood is said in the note. Exact words come before corrected ones, and what fits several
    types, or is only guessed, is offered and never taken.
    """
    names, words = names_of(snapshot), words_of(text)
    if code := read_code(snapshot, text):
        return _of_code(names, code)
    key = " ".join(words)
    if key in names.not_cancers and key not in names.whole:
        return Matches((), False, translate(names.not_cancers[key]))
    if coded := _oncotree(names, text):
        return coded
    if found := read_words(names, words):
        return _understood(names, text, found)
    return _offered(snapshot, names, text, words)


def _offered(snapshot: Snapshot, names: Names, text: str, words: list[str]) -> Matches:
    """Return types with names like the words, or say plainly that there are none."""
    groups = _("The groups are: %(groups)s.") % {"groups": _groups(snapshot)}
    if is_tumor_code(text):
        unknown = _("%(code)s is no code of ICD-10-CM that we know.") % {"code": text.strip().upper()}
        return Matches((), False, unknown)
    if not bare_of(words):
        which = _("Which cancer is it?")
        return Matches((), False, f"{which} {groups}")
    if offered := offer(names, words):
        note = _("We know no cancer called exactly “%(text)s”. Did you mean one of these?") % {"text": text}
        ranked = tuple(Match(slug, translate(names.display[slug]), score) for slug, score in offered[:MOST])
        return Matches(ranked, False, note)
    unknown = _("We know no cancer called “%(text)s”.") % {"text": text}
    return Matches((), False, f"{unknown} {groups}")


def find_cancer(snapshot: Snapshot, text: str) -> tuple[CancerType, str]:
    """Return the one cancer type meant and how the words were read. Raises BadQuery or Unsure."""
    known = catalog(snapshot).cancers
    if cancer := known.get(text):
        return cancer, ""
    matches = find_cancers(snapshot, text)
    if matches.sure:
        return known[matches.matches[0].slug], matches.note
    raise _undecided(matches)


def _undecided(matches: Matches) -> BadQuery:
    choices = tuple(Choice(each.slug, each.name) for each in matches.matches)
    if choices:
        if matches.about:
            asked = _("Where did the cancer start?")
            return Unsure(Fault("cancer", asked, matches.note, choices, matches.about))
        return Unsure(Fault("cancer", matches.note, "", choices))
    hint = _(
        "Check the spelling, choose from the list of cancer types, or leave it empty to see every place."
    )
    return BadQuery(Fault("cancer", matches.note, hint))


def _groups(snapshot: Snapshot) -> str:
    return ", ".join(sorted({translate(cancer.body_system) for cancer in catalog(snapshot).cancers.values()}))


def _of_code(names: Names, reading: CodeReading) -> Matches:
    """Return the types a code may mean, in the order of the table, and what the code says."""
    matches = _matches(names, reading.cancers, 100.0 if reading.sure else 90.0)
    if reading.sure:
        read = _("We read the code %(code)s as %(cancer)s.")
        parts = [read % {"code": reading.code, "cancer": matches[0].name}, translate(reading.note)]
    elif matches:
        several = _("The code %(code)s can mean several cancers.") % {"code": reading.code}
        parts = [translate(reading.note) or several, _("Which one is it?")]
        if reading.kind == "secondary":
            parts = [translate(reading.note), _("Type that cancer, if it is known.")]
    else:
        parts = [_("The code %(code)s names no cancer.") % {"code": reading.code}, translate(reading.note)]
    about = SPREAD if reading.kind == "secondary" else ""
    return Matches(matches, reading.sure, " ".join(filter(None, parts)), about)


def _oncotree(names: Names, text: str) -> Matches | None:
    """Return the types of an OncoTree code, unless it is a name too. Short ones count in capitals alone.

    In small letters "ms" and "os" are words of other things.
    """
    words, code = words_of(text), text.strip()
    if len(code) > _SHORT:
        code = code.upper()
    slugs = names.oncotree.get(code)
    if slugs is None or normalize(code) in names.spelled:
        return None
    if not slugs:
        nothing = _("%(code)s is an OncoTree code of a growth that no cancer type here is about.")
        return Matches((), False, nothing % {"code": code})
    return _understood(names, text, reading(names, slugs, words))


def _understood(names: Names, text: str, found: Reading) -> Matches:
    """Return what was read, with one sentence that says so; one type alone may be sure."""
    slugs = sorted(found.slugs, key=lambda slug: names.display[slug].casefold())[:MOST]
    if found.spread_alone:
        return Matches(_matches(names, slugs, 50.0), False, _(_WENT), SPREAD)
    if found.sure:
        (match,) = _matches(names, slugs, 100.0)
        same = normalize(text) == normalize(match.name)
        read = _("We read “%(text)s” as %(cancer)s.") % {"text": text, "cancer": match.name}
        return Matches((match,), True, "" if same else read)
    if len(slugs) > 1:
        note = _("“%(text)s” can mean several cancers. Which one is it?") % {"text": text}
    else:
        note = _("Did you mean %(value)s?") % {"value": translate(names.display[slugs[0]])}
    return Matches(_matches(names, slugs, 100.0 if found.exact else 80.0), False, note)


def _matches(names: Names, slugs: Iterable[str], score: float) -> tuple[Match, ...]:
    return tuple(
        Match(slug, translate(names.display[slug]), score) for slug in slugs if slug in names.display
    )
