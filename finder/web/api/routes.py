"""The answers as JSON under /api/v1/; every list also as CSV. See docs/api.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from finder.domain.cancers.specialists import Specialty
from finder.domain.guide.emergencies import Emergency
from finder.domain.kinds import Kind
from finder.errors import BadQuery, Unsure
from finder.formats import csv
from finder.formats.contacts.contact import contact
from finder.formats.exports.list_formats import CONTACT_FORMATS, TRIAL_FORMATS, Listed
from finder.formats.json import cancers as cancers_json
from finder.formats.json import documents as documents_json
from finder.formats.json import emergencies as emergencies_json
from finder.formats.json import guide as guide_json
from finder.formats.json import helplines as helplines_json
from finder.formats.json import names as names_json
from finder.formats.json import places as places_json
from finder.formats.json import shortlist as shortlist_json
from finder.formats.json import trials as trials_json
from finder.formats.json.encode import Answer
from finder.formats.json.matches import CancerMatches, cancer_matches
from finder.formats.json.search_objects import SearchAnswer
from finder.formats.search_formats import SEARCH_FORMATS, Links
from finder.search.answer import answer
from finder.search.danger import danger_in, every_sign
from finder.search.documents.find import find_guidelines
from finder.search.fields import BY_NAME, GUIDELINES, SEARCH, SHORTLIST, TRIALS, WORDS
from finder.search.parameters import read_parameters
from finder.search.questions import GuidelineQuery, read_words
from finder.search.records.by_name import NameQuery, find_by_name
from finder.search.shortlist.find import ShortlistQuery, find_shortlist
from finder.search.trials.nearest_trials import TrialQuery, find_trials
from finder.search.understand import read_question
from finder.web import addresses
from finder.web.addresses import asked_again, host_url
from finder.web.api import files
from finder.web.api.operations import CSV, operation
from finder.web.api.paging import CURSOR, PAGES, arguments, following, paged
from finder.web.context import current_catalog, live, now, snapshot
from finder.words.cancer.find import find_cancers
from finder.words.danger import find_signs
from finder.words.place.find import find_place


@operation(
    "/search",
    SearchAnswer,
    parameters=(*SEARCH, CURSOR),
    required=("near",),
    formats={each.name: each.media_type for each in SEARCH_FORMATS.values() if each.name != "json"},
)
def search(form: str) -> bytes:
    """Return the results near a place, nearest first."""
    query = read_question(snapshot(), arguments())
    links = Links(
        page=lambda number: following(number - 1, number),
        kind=lambda kind: asked_again(
            kind=kind, page=None, cursor=None, team="all" if kind is Kind.HOSPITAL else None
        ),
        root=host_url(),
    )
    found = answer(snapshot(), query, live())
    return SEARCH_FORMATS[form].write(found, current_catalog(), links, query.detail)


@operation("/guidelines", documents_json.Guidelines, parameters=(*GUIDELINES, *PAGES, CURSOR), formats=CSV)
def guidelines(form: str) -> Answer | str:
    """Return the documents that match. Without `limit`, all of them."""
    given = arguments()
    values = read_parameters(given, (*GUIDELINES, *PAGES))
    asked = {name: texts for name, texts in given.items() if name not in {each.name for each in PAGES}}
    found = find_guidelines(snapshot(), GuidelineQuery.parse(asked))
    if form == "csv":
        return csv.guidelines([documents_json.document(each) for each in found.all])
    return paged(
        lambda rows: documents_json.guidelines(rows, found.counts, _danger(), current_catalog()),
        found.all,
        values,
    )


@operation(
    "/trials",
    trials_json.FoundTrials,
    parameters=(*TRIALS, CURSOR),
    required=("near",),
    formats=files.TRIALS,
)
def trials(form: str) -> Answer | bytes:
    """Return the trials near a place, those that name the cancer first, each group nearest first."""
    query = TrialQuery.parse(arguments())
    found = find_trials(snapshot(), query)
    following_page = following(query.page, found.pages)
    if form in TRIAL_FORMATS:
        return TRIAL_FORMATS[form].write(Listed(found.found.results, found.found.total, following_page))
    return trials_json.found_trials(found, query.page, following_page, _danger(), current_catalog())


@operation(
    "/find",
    names_json.NamedRecords,
    parameters=(*BY_NAME, CURSOR),
    required=("name",),
    formats=files.CONTACTS,
)
def find(form: str) -> Answer | bytes:
    """Return the hospitals, clinics, centers and doctors with a name."""
    found = find_by_name(snapshot(), NameQuery.parse(arguments()))
    contacts = [contact(each.record, current_catalog(), each.result) for each in found.found]
    following_page = following(found.page, found.pages)
    if form in CONTACT_FORMATS:
        return CONTACT_FORMATS[form].write(Listed(contacts, found.total, following_page, host_url()))
    return names_json.named_records(found, contacts, following_page, _danger(), current_catalog())


@operation("/shortlist", shortlist_json.Shortlist, parameters=SHORTLIST, formats=files.CONTACTS)
def shortlist(form: str) -> Answer | bytes:
    """Return the records of a shortlist as contacts, in the order of the list."""
    found = find_shortlist(snapshot(), ShortlistQuery.parse(arguments()), live())
    contacts = [contact(each.record, current_catalog(), each.result) for each in found.picked]
    if form in CONTACT_FORMATS:
        return CONTACT_FORMATS[form].write(Listed(contacts, len(contacts), root=host_url()))
    return shortlist_json.shortlist(contacts, found.missing, found.place, found.cancer)


@operation(
    "/cancers", cancers_json.CancerTypes, CancerMatches, parameters=(WORDS, *PAGES, CURSOR), formats=CSV
)
def cancers(form: str) -> Answer | str:
    """Return every cancer type; with `q`, those that the words may mean."""
    values = read_parameters(arguments(), (WORDS, *PAGES))
    if form == "json" and (text := values.get(WORDS.name)):
        return cancer_matches(find_cancers(snapshot(), text), _danger(), current_catalog())
    every = tuple(current_catalog().cancers.values())
    if form == "csv":
        return csv.table(cancers_json.cancers(every).results)
    return paged(cancers_json.cancers, every, values)


@operation("/specialties", cancers_json.Specialties, formats=CSV)
def specialties(form: str) -> Answer | str:
    """Return the specialist groups and subspecialties that can be searched for."""
    read_parameters(arguments(), ())
    every: Sequence[Specialty] = [each for each in current_catalog().specialties.values() if each.searchable]
    if form == "csv":
        return csv.table(cancers_json.specialties(every).results)
    return cancers_json.specialties(every)


@operation("/helplines", helplines_json.Helplines, formats=CSV)
def helplines(form: str) -> Answer | str:
    """Return the help lines and other directories."""
    read_parameters(arguments(), ())
    lines = helplines_json.helplines(current_catalog().helplines.values(), now())
    return csv.table(lines.results) if form == "csv" else lines


@operation("/emergencies", emergencies_json.DangerSigns, formats=CSV)
def emergencies(form: str) -> Answer | str:
    """Return every danger sign, by whom it is for, the most urgent first."""
    read_parameters(arguments(), ())
    signs = emergencies_json.danger(every_sign(snapshot()), current_catalog())
    if form == "csv":
        return csv.table(signs)
    return emergencies_json.DangerSigns(results=signs, total=len(signs))


@operation("/second-opinion", guide_json.Chapters, formats=CSV)
def second_opinion(form: str) -> Answer | str:
    """Return every chapter of the guide to a second opinion; in the CSV each row is one statement."""
    read_parameters(arguments(), ())
    chapters = current_catalog().chapters.values()
    if form == "csv":
        return csv.table([row for each in chapters for row in guide_json.statements(each)])
    return guide_json.chapters(chapters)


@operation("/places", places_json.PlaceMatches, parameters=(WORDS,), required=("q",))
def places(_form: str) -> Answer:
    """Return the place that words mean, or the places to choose from."""
    text = read_words(arguments()) or ""
    signs = find_signs(snapshot(), text, is_name=True)
    try:
        with snapshot().connect() as connection:
            found = find_place(connection, text)
        return places_json.place_matches(found, (), "", signs, current_catalog())
    except Unsure as error:
        fault = error.faults[0]
        note = f"{fault.reason} {fault.hint}"
        return places_json.place_matches(None, fault.choices, note, signs, current_catalog())
    except BadQuery as error:
        raise BadQuery(*(replace(fault, field="q") for fault in error.faults)) from None


def _danger() -> tuple[Emergency, ...]:
    return danger_in(snapshot(), addresses.arguments())
