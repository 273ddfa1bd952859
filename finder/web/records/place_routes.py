"""The routes of who and where: centers, programs, other places of care, doctors, clinics and hospitals."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from finder.domain.care import CareSite
from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import NotFound
from finder.formats.display import phones_for_patients, treats_in_full
from finder.formats.proper_names import name_with_credentials, title
from finder.geo.states import state_name
from finder.language import _, number
from finder.search.fields import STATE
from finder.search.parameters import read_parameters
from finder.search.records.asked import Asked, read_asked
from finder.search.records.care_sites import find_care_site, find_sites, list_care_sites
from finder.search.records.providers import find_clinician, find_hospital
from finder.search.trials.nearest_trials import trials_at_place
from finder.web.context import current_catalog, exported, live, snapshot
from finder.web.links import page_link
from finder.web.page.record_views import record_frame
from finder.web.page.views import joined, source_name
from finder.web.reader import asks_live, page_arguments, remember, split_view
from finder.web.records import (
    care_site_facts,
    care_site_page,
    care_sites,
    clinician_page,
    hospital_page,
    lists,
    people,
)
from finder.web.records.directions import directions, directions_button
from finder.web.results.live_offer import offer_record

blueprint = Blueprint("places", __name__)

#: A longer list of places is a page a state: on a phone, hundreds of links are slow to load and to read.
_MOST_ON_A_PAGE = 400


def care_site_list(kind: Kind) -> str:
    """List the sites of a kind by state. Of a long list only the states are shown, and a page each."""
    _reader, rest = split_view()
    state = read_parameters(rest, (STATE,)).get(STATE.name)
    found = list_care_sites(snapshot(), kind, state)
    is_long = len(found) > _MOST_ON_A_PAGE and not exported()
    return render_template(
        "records/care_sites.html",
        title=f"{_(kind.label)}: {state_name(state)}" if state else _(kind.label),
        kind=kind,
        every=page_link(f"/{kind.path}", _("Every state")) if state else "",
        choices=lists.states_of(kind, found) if is_long else [],
        states=[] if is_long else lists.by_state(found),
        total=number(len(found)),
        commission=current_catalog().claim_kinds["coc"].link,
    )


def care_site(kind: Kind, slug: str) -> str:
    """Show one place of care: what it is, whom to call, where it is, what we know, and the sources."""
    asked = _asked()
    found = find_care_site(snapshot(), kind, slug)
    # The thousands of pages in an exported folder are short: facts and sources are on the site.
    if exported() and kind is Kind.SITE:
        return _short_page(found)
    catalog = current_catalog()
    trials = trials_at_place(snapshot(), found.path, asked.cancer)
    partners = [find_care_site(snapshot(), Kind.CENTER, each) for each in found.partners]
    return render_template(
        "records/care_site.html",
        site=found,
        frame=record_frame(found, found.name, asked, care_sites.calls(phones_for_patients(found.phones))),
        marks=care_site_page.marks(found),
        about=care_site_page.about(found, catalog),
        places=care_site_page.places_of(find_sites(snapshot(), found, asked.near)),
        near=asked.near,
        cautions=care_sites.cautions(found),
        partners=care_site_page.partner_links(partners),
        nearby=care_site_page.nearby(found),
        call_note=care_site_page.call_note(found),
        care_here=care_site_page.care_here(found, catalog, trials),
        designations=care_site_page.designations(found, catalog),
        opinions=care_site_page.opinions(found),
        address=care_site_page.address_lines(found),
        directions=directions_button(found, found.name),
        links=care_site_page.links(found),
        rows=care_site_facts.fact_rows(found, catalog, trials),
        conflicts=care_site_facts.conflicts(found, catalog),
    )


def _short_page(found: CareSite) -> str:
    catalog = current_catalog()
    return render_template(
        "offline/place.html",
        from_sources="; ".join(source_name(key, catalog) for key in found.source_keys()),
        site=found,
        kind=care_sites.kind_of(found, catalog),
        part_of=joined((care_sites.belongs(found, catalog), care_site_page.part_of(found)), " "),
        treats=treats_in_full(found),
        cautions=care_sites.cautions(found),
        numbers=care_sites.calls(phones_for_patients(found.phones)),
        call_note=care_site_page.call_note(found),
        claims=(*care_site_page.trials_here(found, catalog, None), *care_site_page.listed(found, catalog)),
        address=care_site_page.address_lines(found),
        directions=directions(found, found.name),
        links=care_site_page.links(found),
    )


for _kind in CARE_SITES:
    blueprint.add_url_rule(f"/{_kind.path}", view_func=care_site_list, defaults={"kind": _kind})
    blueprint.add_url_rule(f"/{_kind.path}/<slug>", view_func=care_site, defaults={"kind": _kind})


@blueprint.get("/clinicians/<npi>")
def clinician(npi: str) -> str | tuple[str, int]:
    """Show one doctor or clinic: specialties, practices, and where to check the record.

    For one who is not loaded, offer to look up the NPI in the registry.
    """
    asked = _asked()
    try:
        page = find_clinician(snapshot(), npi, live(), chosen=asks_live())
    except NotFound as error:
        if not error.near:
            raise
        offer = offer_record(request.path)
        heading = _("We don't list this doctor")
        page_of_none = render_template(
            "records/not_loaded.html", heading=heading, reason=error.what, offer=offer
        )
        return page_of_none, 404
    each, catalog = page.clinician, current_catalog()
    name = name_with_credentials(each)
    practices = clinician_page.practices(page, asked, catalog)
    specialties = clinician_page.specialty_rows(each, catalog)
    works_at = {one.url: title(one.name) for one in page.workplaces.values()}
    return render_template(
        "records/clinician.html",
        each=each,
        frame=record_frame(each, name, asked, clinician_page.calls(practices), works_at),
        is_clinic=each.kind is Kind.CLINIC,
        marks=clinician_page.marks(page),
        about=clinician_page.about(each, catalog),
        live_note=clinician_page.live_note(each),
        practices=practices,
        specialties=specialties,
        hospitals=clinician_page.hospitals(page),
        medicare=clinician_page.medicare(each),
        look_ups=people.look_ups(each, catalog),
        record=clinician_page.record_facts(each, specialties, practices, catalog),
        others_nearby=clinician_page.others_nearby(each),
    )


@blueprint.get("/hospitals/<ccn>")
def hospital(ccn: str) -> str:
    """Show one hospital: whom to call, where it is, and its cancer doctors by specialist group."""
    asked = _asked()
    page = find_hospital(snapshot(), ccn)
    each, catalog = page.hospital, current_catalog()
    name = title(each.name)
    return render_template(
        "records/hospital.html",
        each=each,
        frame=record_frame(each, name, asked, people.hospital_calls(each)),
        marks=hospital_page.marks(each),
        about=hospital_page.about(page),
        call_note=hospital_page.call_note(each),
        lead=hospital_page.lead(each, catalog),
        team=hospital_page.team_rows(each, catalog),
        by_name=hospital_page.clinicians_link(each),
        address=hospital_page.address_lines(each),
        directions=directions_button(each, name),
        look_ups=people.look_ups(each, catalog),
        record=hospital_page.record_facts(catalog),
        nearby=hospital_page.nearby(each),
    )


def _asked() -> Asked:
    """Return the search that the reader came from, and save the reader's choices. Raises BadQuery."""
    asked, reader = read_asked(snapshot(), page_arguments())
    remember(reader)
    return asked
