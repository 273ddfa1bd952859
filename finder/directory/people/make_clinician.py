"""Make a clinician or clinic from the NPPES record and the rows of CMS."""

from __future__ import annotations

from finder.directory.people.lookups import Lookups
from finder.directory.people.practices import practices_of
from finder.directory.people.sorted_rows import Row
from finder.domain.clinicians import Clinician, Reported, Sex
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_CLINICIANS, NPPES
from finder.sources.cms.read_clinicians import SPECIALTIES
from finder.sources.files import clean

_SEXES: dict[str, Sex] = {"F": "F", "M": "M"}
_CLINIC = "2"  # the entity type of organizations


def make_clinician(
    npi: str, record: Row | None, rows: list[Row], hospitals: tuple[str, ...], lookups: Lookups
) -> Clinician | None:
    """Return a clinician or clinic, or None if no specialty of cancer care is reported.

    `record` is of NPPES and `rows` are of CMS: there is at least one of them. `hospitals` are CCNs.
    """
    specialties = _specialties(record, rows, lookups)
    if not specialties:
        return None
    main: Row = record or rows[0]
    sex = main.get("sex") or _first(rows, "sex")
    credential = main.get("credential") or _first(rows, "credential")
    suffix, credential = clean.suffix(main.get("suffix") or "", credential)
    return Clinician(
        npi=npi,
        kind=Kind.CLINIC if main.get("entity") == _CLINIC else Kind.CLINICIAN,
        last=main.get("last") or "",
        first=main.get("first") or "",
        middle=main.get("middle") or "",
        suffix=suffix,
        credentials=credential,
        organization=main.get("org") or "",
        other_last=main.get("other_last") or "",
        sex=_SEXES.get((sex or "").strip().upper()[:1]),
        specialties=specialties,
        taxonomies=tuple(record["codes"]) if record else (),
        practices=practices_of(record, rows, lookups),
        hospitals=hospitals,
        telehealth=_answer(rows, "telehealth", no="N"),
        assignment=_answer(rows, "assignment", no="NM"),
        enumerated=(record and record["enumerated"]) or None,
        updated=(record and record["updated"]) or None,
        other_first=_other_first(main, rows),
        sources=tuple(source for source, has in ((NPPES, record), (CMS_CLINICIANS, rows)) if has),
    )


def _other_first(main: Row, rows: list[Row]) -> str:
    """Return the first name of Medicare's file, if NPPES has another: Bill for William."""
    first = _first(rows, "first")
    return "" if first == (main.get("first") or "") else first


def _answer(rows: list[Row], name: str, no: str) -> bool | None:
    """Return what the rows of CMS answer: yes if one does, no if one does, None if all are blank.

    Of assignment M is a no: the clinician may accept it for some services.
    """
    values = {(row.get(name) or "").upper() for row in rows}
    if "Y" in values:
        return True
    return False if values & set(no) else None


def _first(rows: list[Row], name: str) -> str:
    return next((row[name] for row in rows if row.get(name)), "")


def _specialties(record: Row | None, rows: list[Row], lookups: Lookups) -> tuple[Reported, ...]:
    """Return the reported specialties, the primary one first, without groups that a subspecialty implies."""
    sources: dict[str, list[str]] = {}
    primary: set[str] = set()
    if record:
        for at, code in enumerate(record["codes"]):
            if slug := lookups.by_code.get(code):
                sources[slug] = [NPPES]
                if at == record["primary"]:
                    primary.add(slug)
    for row in rows:
        for name in SPECIALTIES:
            for key in clean.keys(row.get(name) or ""):
                slug = lookups.by_cms.get(key)
                if slug and CMS_CLINICIANS not in (reporting := sources.setdefault(slug, [])):
                    reporting.append(CMS_CLINICIANS)
    for slug in [slug for slug in sources if not lookups.specialties[slug].nucc]:
        if any(slug in lookups.specialties[other].groups for other in sources if other != slug):
            del sources[slug]
    ordered = sorted(sources, key=lambda slug: (slug not in primary, lookups.specialties[slug].tier, slug))
    return tuple(Reported(slug, tuple(sources[slug]), slug in primary) for slug in ordered)
