"""data/ → Curated records. Every fault is found and told with file and line; nothing half-read gets out."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from finder.domain.cancers import (
    CancerCode,
    CancerName,
    CancerType,
    CmsSpecialty,
    GroupRule,
    NotCancer,
    OncoTreeCode,
    Specialty,
    Term,
    Treater,
)
from finder.domain.care import (
    Address,
    CareSite,
    Ccn,
    Claim,
    ClaimKind,
    DesignationKind,
    Link,
    Note,
    Phone,
    Position,
)
from finder.domain.curated import Curated
from finder.domain.documents import Guideline, Helpline, Serves
from finder.domain.kinds import Kind
from finder.domain.outward_links import Explained, OutwardLink
from finder.domain.places import ZipTable
from finder.domain.sources import Origin, Source
from finder.errors import BadData, DataFault
from finder.geo.points import Point
from finder.language import _
from finder.sources.curated import checks
from finder.sources.curated.center_files import read_center
from finder.sources.curated.chapter_files import read_chapter
from finder.sources.curated.rows import ClaimRow, Read
from finder.sources.curated.tables import Line, read_table, readable
from finder.sources.curated.toml_lines import line_of, read_toml

Record = TypeVar("Record")

#: The folder of the guide to a second opinion.
CHAPTERS = "second_opinion"


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A row of programs.csv."""

    slug: str
    name: str
    city: str
    state: str
    zip: str
    address_source: str
    treats: Literal["adults", "children", "unknown"]
    veterans_only: bool
    hospital: str | None = None
    ccn: str | None = None
    street: str | None = None
    address_checked: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    position_source: str | None = None
    position_checked: str | None = None
    phone: str | None = None
    phone_source: str | None = None
    phone_checked: str | None = None
    website: str | None = None
    website_source: str | None = None
    website_checked: str | None = None
    note: str | None = None


def read_curated(folder: Path, zips: ZipTable) -> Curated:
    """Return data/, checked against itself and the ZIP table. Raises BadData with every fault."""
    faults: list[DataFault] = []
    read = _read(folder, faults)
    unreadable = bool(faults)
    if not unreadable:
        faults.extend(checks.faults(read, zips))
    if faults:
        raise BadData(tuple(sorted(faults)), more_checks=unreadable)
    return _curated(read)


def fingerprint(folder: Path) -> str:
    """Return a digest of every data file, by which a directory knows whether it is still up to date."""
    digest = hashlib.sha256()
    for file in _files(folder):
        digest.update(f"{_label(folder, file)}\0".encode())
        digest.update(file.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    patterns = ("*.csv", "*.toml", "centers/*.toml", f"{CHAPTERS}/*.toml")
    return sorted(file for pattern in patterns for file in folder.glob(pattern))


def _label(folder: Path, file: Path) -> str:
    return f"data/{file.relative_to(folder).as_posix()}"


def _read(folder: Path, faults: list[DataFault]) -> Read:
    def table(name: str, record: type[Record]) -> list[tuple[Line, Record]]:
        return read_table(folder / name, f"data/{name}", record, faults)

    centers = [
        center
        for file in sorted(folder.glob("centers/*.toml"))
        if (center := read_center(file, _label(folder, file), faults))
    ]
    if not centers and not faults:
        faults.append(DataFault("data/centers", 0, _("there is no center here: one file each, <slug>.toml")))
    claims = table("program_claims.csv", ClaimRow)
    return Read(
        sources=_keyed(folder / "sources.toml", Source, faults),
        centers=centers,
        programs=list(_programs(table("programs.csv", ProgramRow), claims, faults)),
        program_claims=claims,
        claim_kinds=table("claims.csv", ClaimKind),
        designation_kinds=table("designations.csv", DesignationKind),
        specialties=table("specialties.csv", Specialty),
        cms_specialties=table("cms_specialties.csv", CmsSpecialty),
        cancers=table("cancers.csv", CancerType),
        cancer_names=table("names.csv", CancerName),
        codes=table("codes.csv", CancerCode),
        oncotree_codes=table("oncotree.csv", OncoTreeCode),
        terms=table("terms.csv", Term),
        not_cancers=table("not_cancers.csv", NotCancer),
        treaters=table("treats.csv", Treater),
        group_rules=table("treatment_groups.csv", GroupRule),
        guidelines=table("guidelines.csv", Guideline),
        serves=table("serves.csv", Serves),
        helplines=_keyed(folder / "helplines.toml", Helpline, faults),
        outward_links=table("outward_links.csv", OutwardLink),
        glossary=table("glossary.csv", Explained),
        chapters=[
            chapter
            for file in sorted(folder.glob(f"{CHAPTERS}/*.toml"))
            if (chapter := read_chapter(file, _label(folder, file), faults))
        ],
    )


def _keyed(file: Path, record: type[Record], faults: list[DataFault]) -> list[tuple[Line, Record]]:
    """Read a TOML file of named tables: [key] → record with that key."""
    label = f"data/{file.name}"
    read = read_toml(file, label, faults)
    if read is None:
        return []
    text, raw = read
    rows: list[tuple[Line, Record]] = []
    known = {field.name for field in dataclasses.fields(record)}  # type: ignore[arg-type]
    for key, table in raw.items():
        line = Line(label, line_of(text, (key,)))
        if not isinstance(table, dict):
            faults.append(line.fault(_("`%(key)s` must be a table: [%(key)s]") % {"key": key}))
            continue
        for name in set(table) - known:
            faults.append(
                Line(label, line_of(text, (key, name))).fault(
                    _("%(name)s: there is no such field") % {"name": name}
                )
            )
        try:
            rows.append((line, msgspec.convert({"key": key, **table}, record)))
        except msgspec.ValidationError as error:
            faults.append(line.fault(readable(str(error))))
    return rows


def _programs(
    rows: list[tuple[Line, ProgramRow]], claims: list[tuple[Line, ClaimRow]], faults: list[DataFault]
) -> Iterator[tuple[Line, CareSite]]:
    for line, row in rows:
        point = (row.latitude, row.longitude, row.position_source)
        if any(part is None for part in point) and any(part is not None for part in point):
            faults.append(line.fault(_("latitude, longitude and position_source: give all three or none")))
            continue
        try:
            yield line, _program(row, claims)
        except ValueError as error:
            faults.append(line.fault(_("latitude, longitude: %(error)s") % {"error": error}))


def _program(row: ProgramRow, claims: list[tuple[Line, ClaimRow]]) -> CareSite:
    address = Origin(row.address_source, row.address_checked)
    position = None
    if row.latitude is not None and row.longitude is not None and row.position_source:
        origin = Origin(row.position_source, row.position_checked)
        position = Position(Point(row.latitude, row.longitude), "address", origin)
    phones: tuple[Phone, ...] = ()
    if row.phone:
        phones = (Phone(row.phone, "main", Origin(row.phone_source or "", row.phone_checked)),)
    links: tuple[Link, ...] = ()
    if row.website:
        links = (Link("website", row.website, Origin(row.website_source or "", row.website_checked)),)
    return CareSite(
        kind=Kind.PROGRAM,
        id=row.slug,
        name=row.name,
        host=row.hospital,
        origin=address,
        treats_patients=True,
        treats=(row.treats,),
        address=Address(row.city, row.state, address, row.street, row.zip),
        position=position,
        phones=phones,
        links=links,
        claims=tuple(
            Claim(claim.claim, Origin(claim.source, claim.checked), claim.as_of, claim.seen_in, claim.note)
            for _, claim in claims
            if claim.program == row.slug
        ),
        notes=(Note(row.note, address),) if row.note else (),
        ccn=Ccn(row.ccn, address) if row.ccn else None,
        veterans_only=row.veterans_only,
    )


def _curated(read: Read) -> Curated:
    def records(rows: list[tuple[Line, Record]]) -> tuple[Record, ...]:
        return tuple(record for _, record in rows)

    return Curated(
        sources=records(read.sources),
        care_sites=tuple(center for _, center in read.centers) + records(read.programs),
        claim_kinds=records(read.claim_kinds),
        designation_kinds=records(read.designation_kinds),
        specialties=records(read.specialties),
        cms_specialties=records(read.cms_specialties),
        cancers=records(read.cancers),
        cancer_names=records(read.cancer_names),
        codes=records(read.codes),
        oncotree_codes=records(read.oncotree_codes),
        terms=records(read.terms),
        not_cancers=records(read.not_cancers),
        treaters=records(read.treaters),
        group_rules=records(read.group_rules),
        guidelines=records(read.guidelines),
        serves=records(read.serves),
        helplines=records(read.helplines),
        outward_links=records(read.outward_links),
        glossary=records(read.glossary),
        chapters=tuple(sorted((each for _, each in read.chapters), key=lambda each: each.order)),
    )
