"""What each tool answers: a question as texts in, the fields of its answer out, or BadQuery or NotFound.

`cited` are the keys of the sources of an answer; server.py puts the sources themselves in their place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.guide.second_opinion import Section
from finder.domain.kinds import Kind, split_record
from finder.domain.sources import TRIALS
from finder.domain.to_read import WhatToRead
from finder.errors import NotFound
from finder.formats.contacts.contact import facts_from
from finder.formats.json import cancers as cancers_json
from finder.formats.json import care_sites as care_sites_json
from finder.formats.json import people as people_json
from finder.formats.json import places as places_json
from finder.formats.json import trials as trials_json
from finder.formats.json.encode import Json
from finder.formats.paper import contents
from finder.formats.paper.signs import sign_groups
from finder.language import _, translate
from finder.library import Finder
from finder.mcp import rows
from finder.search.fields import CANCER, LIVE, NEAR, PACK, RECORD, SEARCH
from finder.search.parameters import Arguments, read_parameters
from finder.search.questions import PAGE_SIZE
from finder.search.records.care_sites import find_care_site
from finder.search.records.providers import find_clinician, find_hospital
from finder.search.shortlist.find import read_record

#: Which part of a long list: documents are listed whole elsewhere.
PAGING = tuple(each for each in SEARCH if each.name in ("limit", "page"))
#: The source of places.
_GAZETTEER = "zip-gazetteer"
#: What stands before the path of a record in the address of its page.
_ADDRESS = re.compile(r"\s*https?://[^/\s]+/")
#: The most sites of a trial that are listed: some trials have hundreds.
_MOST_SITES = 25


def find_place(finder: Finder, asked: Arguments) -> Json:
    """Return the point that words mean."""
    return {"place": places_json.place(finder.place(_one(asked, NEAR.name))), "cited": [_GAZETTEER]}


def search_near(finder: Finder, asked: Arguments) -> Json:
    """Return a page of places, specialists or hospitals, in the order of every other list."""
    answer, catalog = finder.search(**_given(asked)), finder.catalog
    found, start, read = answer.results, answer.start_here, answer.to_read()
    records = [each.record for each in (*found, *([start.found] if start else []))]
    fields: Json = {
        "place": places_json.place(found.place),
        "understood": rows.understood(found.understood),
        "call_first": rows.start_here(start, catalog) if start else None,
        "order": answer.order,
        "results": [rows.result(each, catalog) for each in found],
        "total": found.total,
        "within_miles": _rings(found.within),
        "page": found.page,
        "pages": found.pages,
        "cited": _cited(records, finder) + _read(read),
    }
    more = {
        "note": found.note or _(answer.not_loaded),
        "can_look_up_live": answer.offers_live,
        "looked_up_live": found.asked.isoformat(timespec="seconds") if found.asked else None,
        "specialists_near": answer.doctors,
        "start_reading_with": rows.to_read(read) if read else None,
    }
    return fields | {name: value for name, value in more.items() if value}


def guidelines_for(finder: Finder, asked: Arguments) -> Json:
    """Return a page of documents, and with a cancer those to begin with."""
    paging = read_parameters({name: asked[name] for name in ("limit", "page") if name in asked}, PAGING)
    found = finder.guidelines(**_given(asked, "limit", "page"))
    limit, page = paging.get("limit", PAGE_SIZE), paging.get("page", 1)
    shown = found.all[limit * (page - 1) : limit * page]
    reader = {name: _one(asked, name) for name in ("audience", "language")}
    read = finder.what_to_read(found.cancer.slug, **reader) if found.cancer else None
    named = {"cancer": found.cancer.slug, "name": translate(found.cancer.name)} if found.cancer else None
    return {
        "understood": {"cancer": named, "note": found.note},
        "start_reading_with": rows.to_read(read) if read else None,
        "results": [rows.document(each) for each in shown],
        "total": len(found.all),
        "page": page,
        "pages": max(1, math.ceil(len(found.all) / limit)),
        "cited": [key for each in shown for key in each.source] + _read(read),
    }


def trials_near(finder: Finder, asked: Arguments) -> Json:
    """Return a page of trials. Raises NotFound where no trials are loaded."""
    answer = finder.trials(**_given(asked))
    cancer = answer.cancer
    return {
        "place": places_json.place(answer.place),
        "understood": {
            "cancer": {"cancer": cancer.slug, "name": translate(cancer.name)} if cancer else None,
            "note": answer.cancer_note,
        },
        "as_of": answer.as_of,
        "results": [trials_json.found_trial(each) for each in answer.found.results],
        "total": answer.found.total,
        "total_for_this_cancer": answer.found.own if cancer else None,
        "within_miles": _rings(answer.found.within),
        "page": answer.query.page,
        "pages": answer.pages,
        "cited": [TRIALS],
    }


def get_record(finder: Finder, asked: Arguments) -> Json:
    """Return one record by its path. Raises NotFound, mostly with paths of similar names."""
    typed, catalog = _ADDRESS.sub("", _one(asked, RECORD.name)), finder.catalog
    first, _slash, key = typed.removeprefix("/").partition("/")
    if first in _OTHERS:
        return _OTHERS[first](finder, key)
    path = read_record(typed)
    found: CareSite | Clinician | Hospital
    record: msgspec.Struct
    match split_record(path):
        case (Kind.CLINICIAN, npi):
            page = find_clinician(finder.snapshot, npi, finder.live_registry, chosen=LIVE.name in asked)
            found, record = page.clinician, people_json.clinician(page.clinician, catalog, page.workplaces)
        case (Kind.HOSPITAL, ccn):
            found = find_hospital(finder.snapshot, ccn).hospital
            record = people_json.hospital(found, catalog)
        case kind, slug:
            found = find_care_site(finder.snapshot, kind, slug)
            record = care_sites_json.care_site(found, catalog)
        case _:
            raise NotFound(path)
    return {"record": record, "cited": _cited([found], finder)}


def second_opinion_checklist(finder: Finder, asked: Arguments) -> Json:
    """Return the parts of the guide that are to do, with danger signs and what to read."""
    part = next(each for each in PACK if each.name == "part")
    chosen = read_parameters({part.name: asked.get(part.name, ())}, (part,)).get(part.name, ())
    read = finder.what_to_read(_one(asked, CANCER.name)) if CANCER.name in asked else None
    cancer = read.cancer if read else None
    is_child = bool(cancer and cancer.population == "pediatric")
    parts = contents.parts(finder.chapters(), chosen, is_child)
    statements = [one for each in parts for section in each.sections for one in section.statements]
    return {
        "understood": {"cancer": {"cancer": cancer.slug, "name": translate(cancer.name)} if cancer else None},
        "danger_signs": sign_groups(finder.catalog, cancer),
        "parts": [
            {"part": each.key, "label": each.label, "sections": [_section(one) for one in each.sections]}
            for each in parts
            if each.sections
        ],
        "start_reading_with": rows.to_read(read) if read else None,
        "cited": [key for each in statements for key in each.source] + _read(read),
    }


def _trial(finder: Finder, nct: str) -> Json:
    trial, sites, as_of = finder.trial(nct)
    record = msgspec.structs.asdict(trials_json.trial(trial, sites[:_MOST_SITES], as_of))
    return {"record": {**record, "sites_in_all": len(sites)}, "cited": [TRIALS]}


def _cancer(finder: Finder, slug: str) -> Json:
    """Return a cancer type without the list of its documents, which another tool has."""
    page, read = finder.cancer(slug), finder.what_to_read(slug)
    names, rules = [each.name for each in page.names], list(page.rules.values())
    made = cancers_json.cancer_page(page.cancer, names, rules, page.teams, page.studies, (), read, ())
    facts = [fact for team in page.teams.values() for doctor in team for fact in doctor.facts]
    cited = [page.cancer.source, *(each.source for each in facts), *(each.source for each in page.studies)]
    fields = {name: value for name, value in msgspec.structs.asdict(made).items() if value}
    return {"record": {"kind": "cancer", **fields}, "cited": cited + _read(read)}


#: Records that are no place and no doctor, by the first part of their path.
_OTHERS: dict[str, Callable[[Finder, str], Json]] = {"trials": _trial, "cancers": _cancer}


def _section(section: Section) -> Json:
    statements = zip(contents.lines(section), section.statements, strict=True)
    return {
        "heading": translate(section.heading),
        "lead": translate(section.lead or ""),
        "items": [
            {"text": text, "facts_from": dict.fromkeys(each.source, each.checked)}
            for text, each in statements
        ],
    }


def _rings(within: Mapping[int, int]) -> dict[str, int]:
    return {str(radius): count for radius, count in within.items()}


def _cited(records: Iterable[CareSite | Clinician | Hospital], finder: Finder) -> list[str]:
    return [key for each in records for key in facts_from(each, finder.catalog)]


def _read(read: WhatToRead | None) -> list[str]:
    shelves = read.shelves if read else ()
    return [key for shelf in shelves for each in shelf.readings for key in each.document.source]


def _given(asked: Arguments, *without: str) -> dict[str, Any]:
    """Return texts as the arguments of a method of the finder; it reads them by its own rules."""
    return {name: texts for name, texts in asked.items() if name not in without}


def _one(asked: Arguments, name: str) -> str:
    return next(iter(asked.get(name, ())), "")
