"""The answer to a text with a code in it: the types, which code was read, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from finder.domain.answers import Match, Matches
from finder.language import _, translate
from finder.store.connect import Snapshot
from finder.words.cancer.codes.forms import CodeForm, code_form
from finder.words.cancer.codes.icd10cm import (
    CodeMeaning,
    dotted,
    is_neoplasm_code,
    meaning_of,
    of_title,
    read_code,
)
from finder.words.cancer.codes.other_systems import (
    OtherReading,
    read_labeled_code,
    read_ncit_code,
    read_other_code,
)
from finder.words.cancer.name_index import NameIndex, name_index

#: The page about cancer that has spread.
SPREAD = "/spread"

#: Codes of four digits without a dot are as often those of cancers in NCI's thesaurus (NCIt), in capitals.
_NCIT_TOO = re.compile(r"C[0-9]{4}")


@dataclass(frozen=True, slots=True)
class CodesRead:
    """The answer, if a code gives one; otherwise the words that are left to read."""

    answer: Matches | None
    words: str


def read_codes(snapshot: Snapshot, text: str) -> CodesRead:
    """Read a text that is a code, has one in it, or is the official title of one."""
    names = name_index(snapshot)
    if labeled := read_labeled_code(snapshot, text):
        return CodesRead(_of_other_code(labeled, names), labeled.words)
    form = code_form(text)
    if found := read_code(snapshot, text):
        answer = _of_code(found, names)
        if _NCIT_TOO.fullmatch(text.strip()):
            answer = _or_of_ncit(found, read_ncit_code(snapshot, text.strip()), answer, names)
        return CodesRead(answer, form.words)
    if not names.is_name(text) and (title := of_title(snapshot, text)):
        return CodesRead(_of_title(text, title, names), text)
    if other := read_other_code(snapshot, text):
        return CodesRead(_of_other_code(other, names), other.words)
    if form.codes and not form.words:
        return CodesRead(_of_no_code(snapshot, text, form, names), text)
    return CodesRead(None, form.words if form.codes else text)


def _or_of_ncit(found: CodeMeaning, ncit: CodeMeaning | None, answer: Matches, names: NameIndex) -> Matches:
    """Return the answer to a code of ICD-10-CM that is written as one of NCI's thesaurus: both readings."""
    if ncit and ncit.cancers != found.cancers:
        both = matches_of(dict.fromkeys((*found.cancers, *ncit.cancers)), 90.0, names)
        note = _("“%(code)s” can be a code of ICD-10-CM or of NCIt.") % {"code": found.code.replace(".", "")}
        return Matches(both, False, " ".join((note, _("Which one is it?"))))
    if not answer.sure or ncit:
        return answer
    note = _("Is %(code)s a code of ICD-10-CM? Then it means %(cancer)s.")
    note %= {"code": found.code, "cancer": answer.matches[0].name}
    return replace(answer, sure=False, note=note)


def _of_no_code(snapshot: Snapshot, text: str, form: CodeForm, names: NameIndex) -> Matches | None:
    """Return the answer to a text with the form of a code that does not exist; None if it may be a word."""
    code = form.codes[0]
    if not is_neoplasm_code(code):
        other_chapter = _("The code %(code)s is not the code of a cancer.") % {"code": dotted(code)}
        return Matches((), False, other_chapter) if form.labeled or "." in text else None
    unknown = _("We couldn't find %(code)s in ICD-10-CM.") % {"code": dotted(code)}
    near = meaning_of(snapshot, code[:3]) if len(code) > 3 else None
    if near and near.cancers:
        which = _("Did you mean one of these?")
        return Matches(matches_of(near.cancers, 60.0, names), False, f"{unknown} {which}")
    return Matches((), False, unknown)


def _of_code(meaning: CodeMeaning, names: NameIndex) -> Matches:
    """Return the types that an ICD-10-CM code may mean, and what else the code says."""
    matches = matches_of(meaning.cancers, 100.0 if meaning.sure else 90.0, names)
    if meaning.sure:
        read = _("The code %(code)s means %(cancer)s.")
        parts = [read % {"code": meaning.code, "cancer": matches[0].name}, translate(meaning.note)]
    elif matches:
        several = _("The code %(code)s can mean several cancers.") % {"code": meaning.code}
        parts = [translate(meaning.note) or several, _("Which one is it?")]
        if meaning.kind == "secondary":
            parts = [translate(meaning.note), _("Type that cancer, if you know it.")]
    else:
        parts = [
            _("The code %(code)s is not the code of a cancer.") % {"code": meaning.code},
            translate(meaning.note),
        ]
    about = SPREAD if meaning.kind == "secondary" else ""
    return Matches(matches, meaning.sure, " ".join(filter(None, parts)), about)


def _of_title(text: str, meaning: CodeMeaning, names: NameIndex) -> Matches:
    """Return the answer to an official title: that of its code, but the note quotes the words."""
    found = _of_code(meaning, names)
    if not found.sure or meaning.kind == "benign":
        return replace(found, sure=False)
    read = _("We read “%(text)s” as %(cancer)s.") % {"text": text, "cancer": found.matches[0].name}
    return replace(found, note=" ".join(filter(None, (read, translate(meaning.note)))))


def _of_other_code(other: OtherReading, names: NameIndex) -> Matches | None:
    """Return the answer to a code of another system; None if it is not known and a name is beside it."""
    named = {"code": other.code.upper(), "system": other.system}
    if other.meaning is None:
        if other.words:
            return None
        unknown = _("“%(code)s” looks like a code of %(system)s, which we can't look up.") % named
        instead = _("Type the name of the cancer, or its ICD-10-CM code.")
        return Matches((), False, f"{unknown} {instead}")
    found = _of_code(other.meaning, names)
    if found.sure and other.labeled:
        read = _("The %(system)s code %(code)s means %(cancer)s.")
        note = read % {**named, "cancer": found.matches[0].name}
        return replace(found, note=" ".join(filter(None, (note, translate(other.meaning.note)))))
    if found.sure:
        note = _("Is %(code)s a code of %(system)s? Then it means %(cancer)s.")
        return replace(found, sure=False, note=note % {**named, "cancer": found.matches[0].name})
    if len(found.matches) > 1:
        several = _("The %(system)s code %(code)s can mean several cancers.") % named
        note = " ".join(filter(None, (several, translate(other.meaning.note), _("Which one is it?"))))
        return replace(found, note=note)
    return found


def matches_of(slugs: Iterable[str], score: float, names: NameIndex) -> tuple[Match, ...]:
    """Return the types with these slugs as matches, in their order."""
    return tuple(
        Match(slug, translate(names.display_names[slug]), score)
        for slug in slugs
        if slug in names.display_names
    )
