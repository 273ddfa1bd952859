"""JSON of any record, in short or whole, and of lists of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, NamedTuple

import msgspec

from finder.domain import care, clinicians
from finder.domain.answers import Detail, Workplace
from finder.formats.json import brief, people
from finder.formats.json import care_sites as whole
from finder.formats.json.brief import BriefCareSite, BriefClinician, BriefHospital
from finder.formats.json.encode import Answer, Listing, encode, one_of
from finder.formats.json.sources import ListedSource, listed_source
from finder.store.read_catalog import Catalog

#: The forms that a record has in a list.
FORMS: tuple[type[Answer], ...] = (
    BriefCareSite,
    BriefClinician,
    BriefHospital,
    whole.CareSite,
    people.Clinician,
    people.Hospital,
)
Record = care.CareSite | clinicians.Clinician | clinicians.Hospital
SourceText = Annotated[msgspec.Raw, one_of(ListedSource)]


class Records(Listing, frozen=True, kw_only=True):
    """A list of records, and the sources of their facts, each once."""

    results: tuple[Annotated[msgspec.Raw, one_of(*FORMS)], ...]
    sources: tuple[SourceText, ...]


class Text(NamedTuple):
    """A record as text, and the keys of its sources."""

    text: bytes
    sources: tuple[str, ...]


def records(
    listed: Sequence[Record],
    catalog: Catalog,
    detail: Detail,
    workplaces: Mapping[str, Workplace] | None = None,
) -> Records:
    """Return a list of records. `workplaces` are the hospitals of clinicians by CCN."""
    texts = [record_text(each, catalog, detail, workplaces=workplaces or {}) for each in listed]
    keys = dict.fromkeys(key for each in texts for key in each.sources)
    return Records(
        results=tuple(msgspec.Raw(each.text) for each in texts),
        total=len(texts),
        sources=source_texts(keys, catalog),
    )


def record_text(
    record: Record,
    catalog: Catalog,
    detail: Detail,
    practice: clinicians.Practice | None = None,
    workplaces: Mapping[str, Workplace] | None = None,
) -> Text:
    """Return a record as text. Of a clinician, `practice` is shown, or the first one."""
    match record:
        case care.CareSite():
            return _care_site(record, catalog, detail)
        case clinicians.Hospital():
            made: Answer = brief.hospital(record) if detail == "brief" else people.hospital(record, catalog)
            return Text(encode(made), people.HOSPITAL_SOURCES)
        case _:
            shown = practice or next(iter(record.practices), None)
            keys = people.source_keys(record)
            if detail == "brief":
                return Text(encode(brief.clinician(record, shown)), keys)
            return Text(encode(people.clinician(record, catalog, workplaces or {}, shown)), keys)


def _care_site(site: care.CareSite, catalog: Catalog, detail: Detail) -> Text:
    """Return a place of care as text, which is made once: it is the same as long as the directory is."""
    key = (detail, site.kind, site.id)
    known = catalog.records.get(key)
    if known is None:
        if detail == "brief":
            short = brief.care_site(site, catalog)
            known = encode(short), short.source_keys
        else:
            known = encode(whole.care_site(site, catalog)), site.source_keys()
        catalog.records[key] = known
    return Text(*known)


def source_texts(keys: Iterable[str], catalog: Catalog) -> tuple[msgspec.Raw, ...]:
    """Return sources as text. Each is written once."""
    found: list[msgspec.Raw] = []
    for key in keys:
        if ("source", key) not in catalog.texts:
            catalog.texts["source", key] = encode(listed_source(catalog.sources[key]))
        found.append(msgspec.Raw(catalog.texts["source", key]))
    return tuple(found)
