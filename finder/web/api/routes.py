"""The answers as JSON under /api/v1/; every list also as CSV. See docs/api.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from finder.domain.cancers.specialists import Specialty
from finder.domain.guide.emergencies import Emergency
from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import BadQuery, NotFound, Unsure
from finder.formats import csv
from finder.formats.contacts.contact import contact
from finder.formats.json import cancers as cancers_json
from finder.formats.json import care_sites as care_sites_json
from finder.formats.json import documents as documents_json
from finder.formats.json import emergencies as emergencies_json
from finder.formats.json import errors as errors_json
from finder.formats.json import guide as guide_json
from finder.formats.json import helplines as helplines_json
from finder.formats.json import matches as matches_json
from finder.formats.json import names as names_json
from finder.formats.json import people as people_json
from finder.formats.json import shortlist as shortlist_json
from finder.formats.json import trials as trials_json
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import Json, encode, listing
from finder.formats.search_formats import SEARCH_FORMATS, Links
from finder.language import _
from finder.search.answer import answer
from finder.search.danger import danger_in, every_sign
from finder.search.documents.find import find_cancer_page, find_guidelines
from finder.search.documents.to_read import what_to_read
from finder.search.fields import LIVE, NEAR, STATE
from finder.search.outward_links import outward_links_for
from finder.search.parameters import read_parameters
from finder.search.questions import GuidelineQuery, read_words
from finder.search.records.by_name import NameQuery, find_by_name
from finder.search.records.care_sites import find_care_site, list_care_sites
from finder.search.records.chapters import find_chapter
from finder.search.records.providers import find_clinician, find_hospital
from finder.search.shortlist.find import ShortlistQuery, find_shortlist
from finder.search.trials.nearest_trials import TrialQuery, find_trial, find_trials, trials_at_place
from finder.search.understand import read_question
from finder.web import addresses
from finder.web.addresses import asked_again, host_url
from finder.web.api.tables import arguments, table
from finder.web.context import current_catalog, live, now, snapshot
from finder.words.cancer.find import find_cancers
from finder.words.danger import find_signs
from finder.words.place.find import find_place

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search", defaults={"form": "json"})
@blueprint.get(f"/search.<any({', '.join(SEARCH_FORMATS)}):form>")
def search(form: str) -> Response:
    """Return the results near a place, nearest first."""
    query = read_question(snapshot(), arguments())
    links = Links(
        page=lambda number: asked_again(page=number), kind=lambda kind: asked_again(kind=kind, page=None)
    )
    written = SEARCH_FORMATS[form]
    body = written.write(answer(snapshot(), query, live()), current_catalog(), links)
    return table(body.decode()) if form == "csv" else Response(body, mimetype=written.media_type)


@blueprint.get("/guidelines", defaults={"form": "json"})
@blueprint.get("/guidelines.<any(csv, json):form>")
def guidelines(form: str) -> Response:
    """Return all documents that match, without paging."""
    found = find_guidelines(snapshot(), GuidelineQuery.parse(arguments()))
    rows = [documents_json.document(each) for each in found.all]
    if form == "csv":
        return table(csv.guidelines(rows))
    return _json(listing(rows, {"counts": found.counts, **danger(_danger(), current_catalog())}))


@blueprint.get("/trials", defaults={"form": "json"})
@blueprint.get("/trials.<any(csv, json):form>")
def trials(form: str) -> Response:
    """Return the trials near a place, those that name the cancer first, each group nearest first."""
    query = TrialQuery.parse(arguments())
    found = find_trials(snapshot(), query)
    if form == "csv":
        return table(csv.trials(found.found.results))
    following = asked_again(page=query.page + 1) if query.page < found.pages else None
    return _json(trials_json.trials(found, query.page, following, _danger(), current_catalog()))


@blueprint.get("/find", defaults={"form": "json"})
@blueprint.get("/find.<any(csv, json):form>")
def find(form: str) -> Response:
    """Return the hospitals, clinics, centers and doctors with a name."""
    found = find_by_name(snapshot(), NameQuery.parse(arguments()))
    contacts = [contact(each.record, current_catalog(), each.result) for each in found.found]
    if form == "csv":
        return table(csv.shortlist(contacts, host_url()))
    following = asked_again(page=found.page + 1) if found.page < found.pages else None
    return _json(names_json.names(found, contacts, following, _danger(), current_catalog()))


@blueprint.get("/trials/<nct>")
def trial(nct: str) -> Response:
    """Return one trial with all of its sites that recruit or do not say."""
    read_parameters(arguments(), ())
    return _json(trials_json.trial(*find_trial(snapshot(), nct)))


@blueprint.get("/shortlist", defaults={"form": "json"})
@blueprint.get("/shortlist.<any(csv, json):form>")
def shortlist(form: str) -> Response:
    """Return the records of a shortlist as contacts, in the order of the list."""
    found = find_shortlist(snapshot(), ShortlistQuery.parse(arguments()), live())
    contacts = [contact(each.record, current_catalog(), each.result) for each in found.picked]
    if form == "csv":
        return table(csv.shortlist(contacts, host_url()))
    return _json(shortlist_json.shortlist(contacts, found.missing, found.place, found.cancer))


@blueprint.get("/cancers", defaults={"form": "json"})
@blueprint.get("/cancers.<any(csv, json):form>")
def cancers(form: str) -> Response:
    """Return the cancer types that the words may mean; without words, every type."""
    if form == "csv":
        read_parameters(arguments(), ())
    elif text := read_words(arguments()):
        return _json(
            matches_json.cancer_matches(find_cancers(snapshot(), text), _danger(), current_catalog())
        )
    return _list(form, [cancers_json.cancer(each) for each in current_catalog().cancers.values()])


@blueprint.get("/cancers/<slug>")
def cancer(slug: str) -> Response:
    """Return one cancer type: who treats it, its documents, and links to other sites, filled for `near`."""
    near = read_parameters(arguments(), (NEAR,)).get("near")
    page = find_cancer_page(snapshot(), slug)
    names = [each.name for each in page.names]
    documents = [each.document for each in page.documents]
    links = outward_links_for(snapshot(), page.cancer, near).links
    rules = list(page.rules.values())
    read = what_to_read(snapshot(), slug)
    return _json(
        cancers_json.cancer_page(
            page.cancer,
            names,
            rules,
            page.teams,
            page.studies,
            documents,
            read,
            links,
        )
    )


@blueprint.get("/specialties", defaults={"form": "json"})
@blueprint.get("/specialties.<any(csv, json):form>")
def specialties(form: str) -> Response:
    """Return the specialist groups and subspecialties that can be searched for."""
    read_parameters(arguments(), ())
    found: Sequence[Specialty] = [each for each in current_catalog().specialties.values() if each.searchable]
    return _list(form, [cancers_json.specialty(each) for each in found])


def care_sites(kind: Kind, form: str) -> Response:
    """Return the sites of a kind, by state and name. `treats_patients` is false for laboratories."""
    state = read_parameters(arguments(), (STATE,)).get(STATE.name)
    found = list_care_sites(snapshot(), kind, state)
    if form == "csv":
        return table(csv.sites(found, current_catalog()))
    return _json(listing(care_sites_json.care_site(each, current_catalog()) for each in found))


def care_site(kind: Kind, slug: str) -> Response:
    """Return one cancer center or community program."""
    read_parameters(arguments(), ())
    found = find_care_site(snapshot(), kind, slug)
    counted = trials_at_place(snapshot(), found.path)
    record = care_sites_json.care_site(found, current_catalog())
    return _json(encode(record | ({"trials": care_sites_json.trial_count(counted)} if counted else {})))


for _kind in CARE_SITES:
    _path, _of = f"/{_kind.path}", {"kind": _kind}
    blueprint.add_url_rule(_path, view_func=care_sites, defaults={**_of, "form": "json"})
    blueprint.add_url_rule(f"{_path}.<any(csv, json):form>", view_func=care_sites, defaults=_of)
    blueprint.add_url_rule(f"{_path}/<slug>", view_func=care_site, defaults=_of)


@blueprint.get("/clinicians/<npi>")
def clinician(npi: str) -> Response:
    """Return one clinician or clinic; with `live=yes` one from the NPI Registry, if it is not loaded."""
    chosen = bool(read_parameters(arguments(), (LIVE,)))
    page = find_clinician(snapshot(), npi, live(), chosen=chosen)
    return _json(encode(people_json.clinician(page.clinician, current_catalog(), page.workplaces)))


@blueprint.get("/hospitals/<ccn>")
def hospital(ccn: str) -> Response:
    """Return one hospital with its team."""
    read_parameters(arguments(), ())
    return _json(encode(people_json.hospital(find_hospital(snapshot(), ccn).hospital, current_catalog())))


@blueprint.get("/helplines", defaults={"form": "json"})
@blueprint.get("/helplines.<any(csv, json):form>")
def helplines(form: str) -> Response:
    """Return the help lines and other directories."""
    read_parameters(arguments(), ())
    return _list(
        form, [helplines_json.helpline(each, now()) for each in current_catalog().helplines.values()]
    )


@blueprint.get("/emergencies", defaults={"form": "json"})
@blueprint.get("/emergencies.<any(csv, json):form>")
def emergencies(form: str) -> Response:
    """Return every danger sign, by whom it is for, the most urgent first."""
    read_parameters(arguments(), ())
    signs = every_sign(snapshot())
    return _list(form, [emergencies_json.emergency(each, current_catalog()) for each in signs])


@blueprint.get("/second-opinion", defaults={"form": "json"})
@blueprint.get("/second-opinion.<any(csv, json):form>")
def second_opinion(form: str) -> Response:
    """Return every chapter of the guide to a second opinion; in the CSV each row is one statement."""
    read_parameters(arguments(), ())
    chapters = current_catalog().chapters.values()
    if form == "csv":
        return table(csv.table([row for each in chapters for row in guide_json.statements(each)]))
    return _json(listing(guide_json.chapter(each) for each in chapters))


@blueprint.get("/second-opinion/<slug>")
def second_opinion_chapter(slug: str) -> Response:
    """Return one chapter of the guide."""
    read_parameters(arguments(), ())
    return _json(encode(guide_json.chapter(find_chapter(snapshot(), slug))))


@blueprint.get("/places")
def places() -> Response:
    """Return the places that the words may mean."""
    text = read_words(arguments()) or ""
    signs = find_signs(snapshot(), text, is_name=True)
    try:
        with snapshot().connect() as connection:
            found = find_place(connection, text)
        return _json(matches_json.place_matches([found], (), "", signs, current_catalog()))
    except Unsure as error:
        fault = error.faults[0]
        note = f"{fault.reason} {fault.hint}"
        return _json(matches_json.place_matches((), fault.choices, note, signs, current_catalog()))
    except BadQuery as error:
        raise BadQuery(*(replace(fault, field="q") for fault in error.faults)) from None


@blueprint.errorhandler(BadQuery)
def bad_query(error: BadQuery) -> Response:
    """Return what is wrong with the query, field by field, with status 400."""
    return _json(errors_json.errors(error, _danger(), current_catalog()), 400)


@blueprint.errorhandler(NotFound)
def not_found(error: NotFound) -> Response:
    """Return status 404 and records with similar names."""
    near = tuple(replace(each, value=f"{blueprint.url_prefix}{each.value}") for each in error.near)
    return _json(errors_json.missing(error, near, _danger(), current_catalog()), 404)


def failed(error: HTTPException) -> Response:
    """Return a general HTTP error as JSON: unknown address, method not allowed, internal error."""
    reason = (
        _("There is no such address. docs/api.md lists them.") if error.code == 404 else error.description
    )
    response = _json(errors_json.failure(reason or error.name), error.code or 500)
    response.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return response


def _danger() -> tuple[Emergency, ...]:
    return danger_in(snapshot(), addresses.arguments())


def _list(form: str, rows: Sequence[Json]) -> Response:
    return table(csv.table(rows)) if form == "csv" else _json(listing(rows))


def _json(body: bytes, status: int = 200) -> Response:
    return Response(body, status, mimetype="application/json")
