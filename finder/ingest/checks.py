"""Rules that cross one curated fact with another. Each rule yields every fault it finds, with its line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from finder.domain.cancers import CancerName, CancerType, GroupRule, Specialty, Treater
from finder.domain.care import GROUPS, CareSite, ClaimKind, DesignationKind
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES, Guideline, Helpline, Serves
from finder.domain.places import Gazetteer
from finder.domain.sources import Origin, Source
from finder.errors import DataFault
from finder.geo.circle import miles_between
from finder.geo.states import STATES
from finder.ingest.center_files import CenterFile
from finder.ingest.tables import Line

Record = TypeVar("Record")
Rows = list[tuple[Line, Record]]

#: A point further than this from the middle of its ZIP code is taken for a typing error.
MILES_FROM_ZIP = 60

#: Which documents a serves row of each group means.
SERIES = {
    "nci": ("PDQ", "cancer.gov"),
    "nccn": ("NCCN Guidelines",),
    "nccn-patients": ("NCCN Guidelines for Patients",),
}

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_PHONE = re.compile(r"\+1-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}|[2-9]11")


@dataclass(frozen=True, slots=True)
class Read:
    """data/ as read, each record with its line."""

    sources: Rows[Source]
    centers: list[tuple[CenterFile, CareSite]]
    programs: Rows[CareSite]
    program_claims: list[tuple[Line, str, str, str]]
    claim_kinds: Rows[ClaimKind]
    designation_kinds: Rows[DesignationKind]
    specialties: Rows[Specialty]
    cancers: Rows[CancerType]
    cancer_names: Rows[CancerName]
    treaters: Rows[Treater]
    group_rules: Rows[GroupRule]
    guidelines: Rows[Guideline]
    serves: Rows[Serves]
    helplines: Rows[Helpline]

    def care_sites(self) -> Iterator[tuple[Callable[..., Line], CareSite]]:
        """Yield every place of care with a way to find the line of one of its facts."""
        for file, center in self.centers:
            yield file.line, center
        for line, program in self.programs:
            yield (lambda *_, line=line: line), program

    def flat(self) -> Iterator[tuple[Line, object]]:
        """Yield every record that is one row of one file."""
        for rows in (
            self.specialties, self.cancers, self.cancer_names, self.treaters, self.group_rules,
            self.guidelines, self.helplines, self.designation_kinds,
        ):  # fmt: skip
            yield from rows


def faults(read: Read, gazetteer: Gazetteer) -> Iterator[DataFault]:
    """Yield every fault that crosses facts, in no order."""
    yield from _uniqueness(read)
    yield from _sources(read)
    yield from _dates(read)
    yield from _places(read, gazetteer)
    yield from _phones_and_links(read)
    yield from _care(read)
    yield from _claims(read)
    yield from _who_treats(read)
    yield from _documents(read)


def _uniqueness(read: Read) -> Iterator[DataFault]:
    yield from _twice("slug", [(line(), site.id) for line, site in read.care_sites()])
    yield from _twice("slug", [(line, each.slug) for line, each in read.cancers])
    yield from _twice("slug", [(line, each.slug) for line, each in read.specialties])
    yield from _twice("id", [(line, each.id) for line, each in read.guidelines])
    yield from _twice("url", [(line, each.url) for line, each in read.guidelines])
    yield from _twice("claim", [(line, each.claim) for line, each in read.claim_kinds])
    yield from _twice("name", [(line, f"{e.name} → {e.cancer}") for line, e in read.cancer_names])


def _twice(field: str, values: list[tuple[Line, str]]) -> Iterator[DataFault]:
    first: dict[str, Line] = {}
    for line, value in values:
        if value in first:
            yield line.fault(
                f"{field}: `{value}` stands already at {first[value].path}:{first[value].number}"
            )
        first.setdefault(value, line)


def _sources(read: Read) -> Iterator[DataFault]:
    known = {source.key for _, source in read.sources}
    used: set[str] = set()
    for line, keys in _cited(read):
        used.update(keys)
        for key in keys:
            if key not in known:
                yield line.fault(f"source: `{key}` is not in data/sources.toml")
    for line, source in read.sources:
        if source.key not in used:
            yield line.fault(f"source `{source.key}` is cited nowhere: remove it")


def _cited(read: Read) -> Iterator[tuple[Line, tuple[str, ...]]]:
    for find, site in read.care_sites():
        for path, origin in _origins(site):
            yield find(*path), (origin.source,)
        for index, conflict in enumerate(site.conflicts):
            yield find("conflict", index, "source"), (conflict.source,)
    for line, record in read.flat():
        source = getattr(record, "source", "")
        yield line, source if isinstance(source, tuple) else (source,)


def _origins(site: CareSite) -> Iterator[tuple[tuple[str | int, ...], Origin]]:
    """Yield the origin of every fact of a place, with the path of the fact in a center's file."""
    yield ("source",), site.origin
    yield ("site", 0, "source"), site.address.origin
    if site.treats_origin:
        yield ("care", "source"), site.treats_origin
    if site.groups_origin:
        yield ("specialties", "source"), site.groups_origin
    if site.position:
        yield ("site", 0, "position"), site.position.origin
    if site.ccn:
        yield ("site", 0, "ccn"), site.ccn.origin
    for designation in site.designations:
        yield ("designation", designation.scheme, "source"), designation.origin
    for index, phone in enumerate(site.phones):
        yield ("site", 0, "phone", index, "source"), phone.origin
    for index, link in enumerate(site.links):
        yield ("link", index, "source"), link.origin
    for index, note in enumerate(site.notes):
        yield ("note", index, "source"), note.origin
    for index, claim in enumerate(site.claims):
        yield ("claim", index, "source"), claim.origin


def _dates(read: Read) -> Iterator[DataFault]:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    for line, name, value in _dated(read):
        if not _DATE.fullmatch(value) or not _exists(value):
            yield line.fault(f"{name}: `{value}` is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        elif value > today[: len(value)]:
            yield line.fault(f"{name}: {value} is in the future")


def _exists(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value + "-01-01"[: 10 - len(value)] if len(value) == 4 else
                                    value + "-01" if len(value) == 7 else value)  # fmt: skip
    except ValueError:
        return False
    return True


def _dated(read: Read) -> Iterator[tuple[Line, str, str]]:
    for find, site in read.care_sites():
        for path, origin in _origins(site):
            if origin.checked:
                yield find(*path[:-1], "checked"), "checked", origin.checked
        for claim in site.claims:
            if claim.as_of:
                yield find(), "as_of", claim.as_of
    for line, source in read.sources:
        if source.as_of:
            yield line, "as_of", source.as_of
    for line, record in read.flat():
        for name in ("checked", "last_seen", "version_year"):
            if value := getattr(record, name, None):
                yield line, name, value


def _places(read: Read, gazetteer: Gazetteer) -> Iterator[DataFault]:
    zips = {place.zip: place for place in gazetteer.zips}
    for find, site in read.care_sites():
        address = site.address
        if address.state not in STATES:
            yield find("site", 0, "state").fault(f"state: `{address.state}` is no state or territory code")
        if address.zip is None:
            if site.treats_patients:
                yield find("site", 0).fault("zip: a place that treats patients needs one")
            continue
        place = zips.get(address.zip)
        if place is None:
            yield find("site", 0, "zip").fault(f"zip: {address.zip} is no ZIP code we know")
            continue
        if place.state != address.state:
            yield find("site", 0, "zip").fault(
                f"zip: {address.zip} lies in {place.state}, the address says {address.state}"
            )
        if site.position and place.point:
            apart = miles_between(site.position.point, place.point)
            if apart > MILES_FROM_ZIP:
                yield find("site", 0, "position").fault(
                    f"position: {apart:.0f} miles from the middle of ZIP {address.zip}; "
                    f"at most {MILES_FROM_ZIP} can be right"
                )
        if site.treats_patients and not site.position and not place.point:
            yield find("site", 0).fault("position: neither the place nor its ZIP has one")


def _phones_and_links(read: Read) -> Iterator[DataFault]:
    for find, site in read.care_sites():
        for index, phone in enumerate(site.phones):
            yield from _phone(find("site", 0, "phone", index, "number"), phone.number)
    for line, helpline in read.helplines:
        if helpline.phone:
            yield from _phone(line, helpline.phone)
    secure = {url for _, url in _urls(read) if url.startswith("https:")}
    for line, url in _urls(read):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or " " in url:
            yield line.fault(f"url: `{url}` is no web address")
        elif parts.scheme == "http" and url.replace("http:", "https:", 1) in secure:
            yield line.fault(f"url: `{url}` is linked with https elsewhere: use https here too")


def _phone(line: Line, number: str) -> Iterator[DataFault]:
    if not _PHONE.fullmatch(number):
        yield line.fault(f"number: `{number}` cannot be dialed; write +1-617-555-0100")


def _urls(read: Read) -> Iterator[tuple[Line, str]]:
    for find, site in read.care_sites():
        for index, link in enumerate(site.links):
            yield find("link", index, "url"), link.url
    for line, record in [*read.flat(), *read.sources, *read.claim_kinds]:
        for name in ("url", "source_url", "nci_page_en", "nci_page_es", "link"):
            if url := getattr(record, name, None):
                yield line, url


def _care(read: Read) -> Iterator[DataFault]:
    ids = {site.id: site for _, site in read.care_sites()}
    kinds = {(each.scheme, each.level) for _, each in read.designation_kinds}
    for find, site in read.care_sites():
        if site.treats_patients and not site.treats:
            yield find("care", "treats").fault("treats: say whom: adults, children, study-participants")
        if not site.treats_patients and not site.care_note:
            yield find("care").fault("note: a center that treats nobody must say so, and why it is known")
        if not site.treats_patients and site.groups:
            yield find("specialties").fault("specialties: a center that treats nobody offers none")
        for group in set(site.groups) - set(GROUPS):
            yield find("specialties", "groups").fault(f"groups: `{group}` is not one of {', '.join(GROUPS)}")
        for partner in site.partners:
            if partner not in ids or not ids[partner].treats_patients:
                yield find("care", "partners").fault(
                    f"partners: `{partner}` is no center that treats patients"
                )
        for designation in site.designations:
            if (designation.scheme, designation.level) not in kinds:
                yield find("designation", designation.scheme).fault(
                    f"level: data/designations.csv has no {designation.scheme} of level {designation.level}"
                )


def _claims(read: Read) -> Iterator[DataFault]:
    kinds = {kind.claim for _, kind in read.claim_kinds}
    programs = {site.id for _, site in read.programs}
    for line, kind in read.claim_kinds:
        if "{year}" not in kind.dated or "{year}" in kind.undated:
            yield line.fault("dated must hold {year} and undated must not")
    for line, program, claim, _ in read.program_claims:
        if program not in programs:
            yield line.fault(f"program: `{program}` is not in data/programs.csv")
        if claim not in kinds:
            yield line.fault(f"claim: `{claim}` is not in data/claims.csv")
    for line, site in read.programs:
        if not site.claims:
            yield line.fault(f"`{site.id}` has no row in data/program_claims.csv: why is it listed?")


def _who_treats(read: Read) -> Iterator[DataFault]:
    cancers = {cancer.slug for _, cancer in read.cancers}
    specialties = {specialty.slug for _, specialty in read.specialties}
    for group in set(GROUPS) - specialties:
        yield DataFault("data/specialties.csv", 1, f"the group `{group}` is missing")
    for line, specialty in read.specialties:
        for group in set(specialty.groups) - set(GROUPS):
            yield line.fault(f"groups: `{group}` is not one of {', '.join(GROUPS)}")
    ruled: dict[str, set[str]] = {}
    rows: list[tuple[Line, Treater | GroupRule | CancerName]] = []
    rows += read.treaters + read.group_rules + read.cancer_names  # type: ignore[operator]
    for line, record in rows:
        if record.cancer not in cancers:
            yield line.fault(f"cancer: `{record.cancer}` is not in data/cancers.csv")
        if isinstance(record, Treater) and record.specialty and record.specialty not in specialties:
            yield line.fault(f"specialty: `{record.specialty}` is not in data/specialties.csv")
        if isinstance(record, GroupRule):
            ruled.setdefault(record.cancer, set()).add(record.group)
    treated = {treater.cancer for _, treater in read.treaters}
    for line, cancer in read.cancers:
        if missing := set(GROUPS) - ruled.get(cancer.slug, set()):
            yield line.fault(f"data/treatment_groups.csv does not say of {cancer.slug}: {sorted(missing)}")
        if cancer.slug not in treated:
            yield line.fault(f"data/treats.csv names nobody for {cancer.slug}")


def _documents(read: Read) -> Iterator[DataFault]:
    cancers = {cancer.slug for _, cancer in read.cancers}
    topics = {
        (group, document.topic)
        for _, document in read.guidelines
        for group, series in SERIES.items()
        if document.series in series
    }
    reached = {(each.series_group, each.topic) for _, each in read.serves}
    served = {each.cancer for _, each in read.serves}
    for line, each in read.serves:
        if (each.series_group, each.topic) not in topics:
            yield line.fault(f"topic: no {each.series_group} document is called `{each.topic}`")
        if each.cancer not in cancers | {"*", "children"}:
            yield line.fault(f"cancer: `{each.cancer}` is not in data/cancers.csv")
    for line, document in read.guidelines:
        group = next(key for key, series in SERIES.items() if document.series in series)
        if document.status == "current" and (group, document.topic) not in reached:
            yield line.fault(f"`{document.topic}` is reached from no cancer type: add it to data/serves.csv")
    for line, document in read.guidelines:
        if document.language not in LANGUAGES:
            yield line.fault(f"language: `{document.language}` is none of {', '.join(LANGUAGES)}")
        if document.kind not in DOCUMENT_KINDS:
            yield line.fault(f"kind: `{document.kind}` is none of {', '.join(DOCUMENT_KINDS)}")
    for line, cancer in read.cancers:
        for_children = "children" in served and cancer.population != "adult"
        if cancer.slug not in served and not for_children:
            yield line.fault(f"`{cancer.slug}` has no document in data/serves.csv")
