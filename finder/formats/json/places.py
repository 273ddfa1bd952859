"""JSON: the names that other programs rely on. One function an object; docs/api.md lists the fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from finder.domain.answers import AnyFound, FoundClinician, FoundHospital, Results, Workplace
from finder.domain.cancers import CancerType, GroupRule, Specialty, Treater
from finder.domain.care import CareSite, Claim, Designation
from finder.domain.documents import Document
from finder.domain.kinds import Kind
from finder.domain.outward_links import FilledLink
from finder.domain.places import Place
from finder.domain.sources import Origin
from finder.formats.json import people
from finder.formats.json.people import Json, source_of
from finder.store.read_catalog import Catalog

encode = msgspec.json.Encoder().encode


def search(
    answer: Results,
    known: Catalog,
    next_address: str | None,
    beside: Mapping[Kind, Results] | None = None,
    all_of: Mapping[Kind, str] = MappingProxyType({}),
) -> bytes:
    """Return a page of places, nearest first. Miles have three decimals, so that ratios stay true nearby.

    `beside` holds the beginnings of other lists for the same question, `all_of` their addresses.
    """
    read = answer.understood
    return encode(
        {
            "place": place(answer.place),
            "understood": {
                "cancer": _named(read.cancer) if read.cancer else None,
                "note": read.cancer_note,
                "specialties": [_named(each) for each in read.specialties],
                "patients": read.patients,
                "proposed": [_named(each.specialty) | {"role": each.role} for each in read.proposed],
                "looked_for": [_named(each) for each in read.looked_for],
            },
            **_list(answer, known, next_address),
            **{kind.path: _list(each, known, all_of.get(kind)) for kind, each in (beside or {}).items()},
        }
    )


def _list(answer: Results, known: Catalog, next_address: str | None) -> Json:
    """Return a page of results with the counts over all pages."""
    shown: Json = {
        "results": [_found(each, known, answer.workplaces) for each in answer.results],
        "total": answer.total,
        "rings": _rings(answer.within),
        "page": answer.page,
        "pages": answer.pages,
        "next": next_address,
    }
    if answer.by_specialty:
        shown["by_specialty"] = {slug: _rings(rings) for slug, rings in answer.by_specialty.items()}
    if answer.note or answer.live:
        shown |= {"note": answer.note, "live": answer.live}
    return shown


def _rings(counts: Mapping[int, int]) -> Json:
    return {str(radius): count for radius, count in counts.items()}


def listing(rows: Iterable[Json], more: Json | None = None) -> bytes:
    """Return a whole list, and what is told of it besides."""
    results = list(rows)
    return encode({"results": results, "total": len(results), **(more or {})})


def place(where: Place) -> Json:
    """Return the place asked from."""
    return {
        "name": where.name,
        "latitude": where.point.latitude,
        "longitude": where.point.longitude,
        "precision": where.precision,
        "note": where.note,
    }


def site(where: CareSite, known: Catalog) -> Json:
    """Return a place of care with the source and date of each fact."""
    return {
        "kind": where.kind,
        "id": where.id,
        "name": where.name,
        "url": f"/{where.path}",
        "host": where.host,
        "treats_patients": where.treats_patients,
        "treats": where.treats,
        "care_note": where.care_note.text if where.care_note else None,
        "specialties": where.groups,
        "specialties_known": bool(where.groups),
        "veterans_only": where.veterans_only,
        "address": {
            "street": where.address.street,
            "city": where.address.city,
            "state": where.address.state,
            "zip": where.address.zip,
        }
        | _seen(where.address.origin),
        "position": {
            "latitude": where.position.point.latitude,
            "longitude": where.position.point.longitude,
            "precision": where.position.precision,
        }
        | _seen(where.position.origin)
        if where.position
        else None,
        "phones": [
            {"number": each.number, "for": each.purpose, "note": each.note} | _seen(each.origin)
            for each in where.phones
        ],
        "links": [{"url": each.url, "for": each.purpose} | _seen(each.origin) for each in where.links],
        "designations": [_designation(each, known) for each in where.designations],
        "claims": [_claim(each, known) for each in where.claims],
        "notes": [{"about": each.about, "text": each.text} | _seen(each.origin) for each in where.notes],
        "conflicts": where.conflicts,
        "ccn": where.ccn.number if where.ccn else None,
        "sources": [source_of(known.sources[key]) for key in where.source_keys()],
    }


def guideline(document: Document) -> Json:
    """Return a document: its title and its link, never its text. What is no longer there has no link."""
    link = document.link
    return {
        "id": document.id,
        "title": document.title,
        "topic": document.topic,
        "publisher": document.publisher,
        "series": document.series,
        "audience": document.audience,
        "language": document.language,
        "kind": document.kind,
        "population": document.population,
        "format": document.format,
        "url": None if document.status == "gone" else document.url,
        "former_url": document.url if document.status == "gone" else document.former_url,
        "needs_login": document.needs_login,
        "version_year": document.version_year,
        "last_seen": document.last_seen,
        "pmid": document.pmid,
        "cdr_id": document.cdr_id,
        "status": document.status,
        "link_state": link.state if link else None,
        "link_checked": link.checked if link else None,
        "moved_to": link.moved_to if link else None,
        "instead": document.instead,
        "replaces": document.replaces,
        "sources": document.source,
        "note": document.note,
    }


def cancer(each: CancerType) -> Json:
    """Return a cancer type as a list shows it."""
    return {
        "slug": each.slug,
        "name": each.name,
        "plain_name": each.plain_name,
        "body_system": each.body_system,
        "population": each.population,
        "icd10cm": each.icd10cm,
        "oncotree": each.oncotree,
        "url": f"/cancers/{each.slug}",
    }


def cancer_page(
    each: CancerType,
    names: Sequence[str],
    rules: Sequence[GroupRule],
    treaters: Sequence[Treater],
    documents: Sequence[Document],
    links: Sequence[FilledLink],
) -> bytes:
    """Return a cancer type with who treats it, its documents and where to go on."""
    more: Json = {
        "other_names": names,
        "note": each.note,
        "groups": rules,
        "treaters": treaters,
        "guidelines": [guideline(document) for document in documents],
        "elsewhere": links,
    }
    return encode(cancer(each) | more)


def specialty(each: Specialty) -> Json:
    """Return a specialist group or subspecialty."""
    return {
        "slug": each.slug,
        "name": each.name,
        "kind": each.kind,
        "groups": each.groups,
        "one": each.one,
        "what": each.what,
        "when": each.when,
        "nucc": each.nucc,
        "url": f"/specialties/{each.slug}",
    }


def _found(found: AnyFound, known: Catalog, workplaces: Mapping[str, Workplace]) -> msgspec.Raw:
    """Splice the two values that change with the question into the place's JSON, which does not."""
    head = f'{{"miles":{found.miles:.3f},"about":{"true" if found.about else "false"},'
    match found:
        case FoundClinician():
            body = encode(people.clinician(found.clinician, known, workplaces, found.practice))
        case FoundHospital():
            body = encode(people.hospital(found.hospital, known))
        case _:
            body = _encoded(found.site, known)
            if found.hospital:
                body = body[:-1] + b',"team":' + encode(found.hospital.team) + b"}"
    return msgspec.Raw(head.encode() + body[1:])


def _encoded(where: CareSite, known: Catalog) -> bytes:
    """Return the JSON of a place, made once: places do not change within a directory."""
    key = (where.kind, where.id)
    if key not in known.texts:
        known.texts[key] = encode(site(where, known))
    return known.texts[key]


def _named(each: CancerType | Specialty) -> Json:
    return {"slug": each.slug, "name": each.name}


def _seen(origin: Origin) -> Json:
    return {"source": origin.source, "checked": origin.checked}


def _designation(each: Designation, known: Catalog) -> Json:
    kind = known.designation_kinds[each.scheme, each.level]
    words: Json = {"scheme": each.scheme, "level": each.level, "name": kind.name, "meaning": kind.meaning}
    return words | {"note": each.note} | _seen(each.origin)


def _claim(each: Claim, known: Catalog) -> Json:
    kind = known.claim_kinds[each.kind]
    return {
        "claim": each.kind,
        "text": kind.text(each.as_of),
        "meaning": kind.meaning,
        "as_of": each.as_of,
        "seen_in": each.seen_in,
        "note": each.note,
        "link": kind.link,
    } | _seen(each.origin)
