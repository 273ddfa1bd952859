"""Records as an assistant reads them: short, with the keys of their sources."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.answers import Result, StartHere, Understood
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.documents import Document
from finder.domain.sources import Source
from finder.domain.to_read import WhatToRead
from finder.formats.contacts.contact import contact, facts_from
from finder.formats.json import sources as sources_json
from finder.formats.json.encode import Json
from finder.formats.start_here import why, why_this_one
from finder.language import translate
from finder.store.read_catalog import Catalog


def result(found: Result, catalog: Catalog) -> Json:
    """Return a result of a search: whom to call there, and how far it is. Miles have three decimals."""
    return {"miles": round(found.miles, 3), "about": found.about, **record(found.record, catalog, found)}


def record(each: CareSite | Clinician | Hospital, catalog: Catalog, found: Result | None = None) -> Json:
    """Return a record as somebody to call. `record` is its path; fields without a value are left out."""
    made = contact(each, catalog, found)
    fields: Json = {
        "record": made.path,
        "name": made.name,
        "kind": made.kind,
        "why": made.why,
        "treats": made.whom,
        "specialists": made.offers,
        "cautions": made.cautions,
        "address": made.address,
        "phones": [
            {"number": one.number, "label": one.label} | ({"note": one.note} if one.note else {})
            for one in made.numbers
        ],
        "note": made.note,
        "website": made.website,
        "second_opinions": made.opinions,
        "facts_from": facts_from(each, catalog),
    }
    return {name: value for name, value in fields.items() if value}


def start_here(start: StartHere, catalog: Catalog) -> Json:
    """Return the specialized center to call first, and why."""
    reasons = " ".join(each for each in (why(start), why_this_one(start)) if each)
    return {"call_first_because": reasons, **result(start.found, catalog)}


def understood(read: Understood) -> Json:
    """Return how the words of a question were understood."""
    return {
        "cancer": named_cancer(read),
        "note": read.cancer_note,
        "may_be": [{"cancer": each.slug, "name": translate(each.name)} for each in read.kinds],
        "patients": read.patients,
        "specialists_who_treat_it": [
            {"specialty": each.slug, "name": translate(each.name)} for each in read.looked_for
        ],
    }


def named_cancer(read: Understood) -> Json | None:
    """Return the cancer of a question by its key and name."""
    cancer = read.cancer
    return {"cancer": cancer.slug, "name": translate(cancer.name)} if cancer else None


def document(each: Document) -> Json:
    """Return a document: title and link, never its text. One that is gone has `instead`, if anything."""
    fields: Json = {
        "title": each.title,
        "publisher": each.publisher,
        "audience": each.audience,
        "language": each.language,
        "kind": each.kind,
        "population": each.population,
        "url": None if each.status == "gone" else each.url,
        "status": each.status,
        "instead": each.instead,
        "needs_login": each.needs_login,
        "version_year": each.version_year,
        "last_checked": each.last_seen,
        "note": each.note,
        "facts_from": each.source,
    }
    return {name: value for name, value in fields.items() if value}


def to_read(read: WhatToRead) -> Json:
    """Return the few documents to read about a cancer, by audience."""
    return {
        shelf.audience: [
            {"title": each.title, "what": each.what, "marks": each.marks, "url": each.document.url}
            | {"last_checked": each.document.last_seen, "facts_from": each.document.source}
            for each in shelf.readings
        ]
        for shelf in read.shelves
    }


def sources(keys: Iterable[str], catalog: Catalog) -> list[sources_json.Source]:
    """Return the sources with these keys, each once, without our own rules."""
    found: list[Source] = [catalog.sources[key] for key in dict.fromkeys(keys) if key in catalog.sources]
    return [sources_json.source(each) for each in found if each.kind != "house-rule"]
