"""Lists and records of the API as GeoJSON, and what a name finds as vCards.

A search has its formats from finder/formats/search_formats.py.
"""

from __future__ import annotations

from flask import Blueprint, Response

from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import BadQuery, NotFound
from finder.formats.contacts.contact import contact
from finder.formats.exports import geojson
from finder.search.fields import LIVE, STATE
from finder.search.parameters import read_parameters
from finder.search.records.by_name import NameQuery, find_by_name
from finder.search.records.care_sites import find_care_site, list_care_sites
from finder.search.records.providers import find_clinician, find_hospital
from finder.search.shortlist.find import Record, ShortlistQuery, find_shortlist
from finder.search.trials.nearest_trials import TrialQuery, find_trials
from finder.web.addresses import arguments, asked_again, host_url
from finder.web.api.operations import blueprint as api
from finder.web.api.problems import bad_query, not_found
from finder.web.context import current_catalog, live, snapshot

blueprint = Blueprint("exports", __name__, url_prefix=api.url_prefix)
blueprint.register_error_handler(BadQuery, bad_query)
blueprint.register_error_handler(NotFound, not_found)


@blueprint.get("/find.<any(geojson, vcf):form>")
def find(form: str) -> Response:
    """Return the hospitals, clinics, centers and doctors with a name, for a map or an address book."""
    found = find_by_name(snapshot(), NameQuery.parse(arguments()))
    contacts = [contact(each.record, current_catalog(), each.result) for each in found.found]
    if form == "vcf":
        from finder.formats.contacts import vcard  # noqa: PLC0415 (its library takes 0.1 s of the start)

        return Response(vcard.cards(contacts, host_url()), mimetype="text/vcard")
    return _map(geojson.contacts(contacts, host_url(), _paging(found.total, found.page, found.pages)))


@blueprint.get("/shortlist.geojson")
def shortlist() -> Response:
    """Return the records of a shortlist for a map, in the order of the list."""
    found = find_shortlist(snapshot(), ShortlistQuery.parse(arguments()), live())
    contacts = [contact(each.record, current_catalog(), each.result) for each in found.picked]
    return _map(geojson.contacts(contacts, host_url()))


@blueprint.get("/trials.geojson")
def trials() -> Response:
    """Return the trials near a place for a map, each at its nearest site."""
    query = TrialQuery.parse(arguments())
    found = find_trials(snapshot(), query)
    return _map(geojson.trials(found.found.results, _paging(found.found.total, query.page, found.pages)))


def care_sites(kind: Kind) -> Response:
    """Return the sites of a kind for a map, by state and name."""
    state = read_parameters(arguments(), (STATE,)).get(STATE.name)
    return _map(geojson.records(list_care_sites(snapshot(), kind, state), current_catalog()))


def care_site(kind: Kind, slug: str) -> Response:
    """Return one cancer center, community program or other place for a map."""
    read_parameters(arguments(), ())
    return _record(find_care_site(snapshot(), kind, slug))


for _kind in CARE_SITES:
    _path, _of = f"/{_kind.path}", {"kind": _kind}
    blueprint.add_url_rule(f"{_path}.geojson", view_func=care_sites, defaults=_of)
    blueprint.add_url_rule(f"{_path}/<slug>.geojson", view_func=care_site, defaults=_of)


@blueprint.get("/clinicians/<npi>.geojson")
def clinician(npi: str) -> Response:
    """Return one clinician or clinic for a map, at the first practice."""
    chosen = bool(read_parameters(arguments(), (LIVE,)))
    return _record(find_clinician(snapshot(), npi, live(), chosen=chosen).clinician)


@blueprint.get("/hospitals/<ccn>.geojson")
def hospital(ccn: str) -> Response:
    """Return one hospital for a map."""
    read_parameters(arguments(), ())
    return _record(find_hospital(snapshot(), ccn).hospital)


def _record(record: Record) -> Response:
    return _map(geojson.records([record], current_catalog()))


def _paging(total: int, page: int, pages: int) -> dict[str, object]:
    following = asked_again(page=page + 1) if page < pages else None
    return {"total": total, "page": page, "pages": pages, "next": following}


def _map(body: bytes) -> Response:
    return Response(body, mimetype=geojson.MEDIA_TYPE)
