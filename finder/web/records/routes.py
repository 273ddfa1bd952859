"""The routes of records and their lists: centers, programs, clinicians, hospitals, cancers, specialties."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from markupsafe import Markup

from finder.domain.cancers.specialists import Specialty
from finder.domain.care import GROUPS
from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import Choice, NotFound
from finder.formats.display import phones_for_patients, treats_in_full
from finder.formats.proper_names import name_with_credentials, title
from finder.geo.states import state_name
from finder.language import _, number, translate
from finder.search.documents.arrange import CancerQuery
from finder.search.documents.find import find_cancer_page
from finder.search.documents.to_read import what_to_read
from finder.search.fields import STATE
from finder.search.outward_links import outward_links_for
from finder.search.parameters import read_parameters
from finder.search.records.care_sites import find_care_site, find_sites, list_care_sites
from finder.search.records.providers import find_clinician, find_hospital
from finder.search.trials.nearest_trials import trials_at_place
from finder.store import read_care_teams
from finder.store.read_catalog import Catalog
from finder.web.context import current_catalog, exported, site, snapshot
from finder.web.guidelines.views import reading_view
from finder.web.links import page_link
from finder.web.page.views import joined, source_name
from finder.web.reader import asks_live, page_arguments, read_view, remember, split_view
from finder.web.records import (
    cancer_page,
    cancer_team,
    care_site_page,
    care_sites,
    clinician_page,
    hospital_page,
    lists,
    people,
)
from finder.web.records import specialties as specialty_page
from finder.web.records.cancer_names import called
from finder.web.records.directions import directions
from finder.web.results.live_offer import offer_record
from finder.web.results.question import question
from finder.words.similar_names import similar_names

blueprint = Blueprint("browse", __name__)

#: Cancer types that are named for where the cancer was found, not for where it started.
_FOUND = ("cancer-of-unknown-primary", "brain-metastases", "metastatic-squamous-neck-cancer")


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
    """Show one center or program with every fact and its source."""
    query = CancerQuery.parse(page_arguments())
    remember(query.reader)
    site = find_care_site(snapshot(), kind, slug)
    catalog = current_catalog()
    places = find_sites(snapshot(), site, query.near)
    partners = [find_care_site(snapshot(), Kind.CENTER, each) for each in site.partners]
    trials = trials_at_place(snapshot(), site.path)
    treat = _("Other places near %(town)s") if site.treats_patients else ""
    # The thousands of pages in an exported folder are short: facts and sources are on the site.
    short = exported() and kind is Kind.SITE
    claims = care_sites.claims_in_short(site, catalog) if short else care_sites.claims(site, catalog, trials)
    return render_template(
        "offline/place.html" if short else "records/care_site.html",
        from_sources="; ".join(source_name(key, catalog) for key in site.source_keys()),
        site=site,
        kind=care_sites.kind_of(site, catalog),
        part_of=joined((care_sites.belongs(site, catalog), care_site_page.part_of(site)), " "),
        places=care_site_page.places_of(places),
        near=query.near,
        treats=treats_in_full(site),
        cautions=care_sites.cautions(site),
        partners=care_site_page.partner_links(partners),
        nearby=care_site_page.nearby(site, _("Places near %(town)s that treat patients")),
        others_nearby=care_site_page.nearby(site, treat) if treat else "",
        numbers=care_sites.calls(phones_for_patients(site.phones)),
        call_note=care_site_page.call_note(site),
        good_to_know=care_site_page.good_to_know(site, catalog),
        claims=claims,
        address=care_site_page.address_lines(site),
        directions=directions(site, site.name),
        links=care_site_page.links(site),
        designations=care_site_page.designations(site, catalog),
        rows=care_site_page.fact_rows(site, catalog, trials),
        conflicts=care_site_page.conflicts(site, catalog),
    )


for _kind in CARE_SITES:
    blueprint.add_url_rule(f"/{_kind.path}", view_func=care_site_list, defaults={"kind": _kind})
    blueprint.add_url_rule(f"/{_kind.path}/<slug>", view_func=care_site, defaults={"kind": _kind})


@blueprint.get("/clinicians/<npi>")
def clinician(npi: str) -> str | tuple[str, int]:
    """Show one clinician or clinic: specialties, practices, and where to check the record.

    For one who is not loaded, offer to look up the NPI in the registry.
    """
    read_view()
    try:
        page = find_clinician(snapshot(), npi, site().live, chosen=asks_live())
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
    is_clinic = each.kind is Kind.CLINIC
    return render_template(
        "records/clinician.html",
        each=each,
        name=name_with_credentials(each),
        kind=_("Clinic") if is_clinic else _("Specialist"),
        live_note=clinician_page.live_note(each),
        where=_("Where it is") if is_clinic else _("Where they practice"),
        in_words=clinician_page.specialties_in_words(each, catalog),
        practices=clinician_page.practices(page, catalog),
        specialties=clinician_page.specialty_rows(each, catalog),
        hospitals=clinician_page.hospitals(page),
        medicare=clinician_page.medicare(each, catalog),
        look_ups=people.look_ups(each, catalog),
        record=clinician_page.record_facts(each, catalog),
        others_nearby=clinician_page.others_nearby(each),
    )


@blueprint.get("/hospitals/<ccn>")
def hospital(ccn: str) -> str:
    """Show one hospital: its team by specialist group, what the counts mean, and whom to call."""
    read_view()
    page = find_hospital(snapshot(), ccn)
    each, catalog = page.hospital, current_catalog()
    middle = _("On the map at the middle of its ZIP code.")
    return render_template(
        "records/hospital.html",
        each=each,
        name=title(each.name),
        kind=hospital_page.kind(each),
        lead=hospital_page.lead(page, catalog),
        numbers=people.hospital_calls(each),
        call_note=hospital_page.call_note(each),
        team=hospital_page.team_rows(each, catalog),
        by_name=hospital_page.clinicians_link(each),
        address=people.hospital_address(each, Markup("<br>")),
        directions=directions(each, title(each.name)),
        position_note="" if each.exactness == "street" else middle,
        look_ups=people.look_ups(each, catalog),
        record=hospital_page.record_facts(catalog),
        nearby=hospital_page.nearby(each),
    )


@blueprint.get("/cancers")
def cancers() -> str:
    """List every cancer type by body system."""
    read_view()
    catalog = current_catalog()
    return render_template(
        "records/cancers.html", systems=lists.by_body_system(catalog), total=len(catalog.cancers)
    )


@blueprint.get("/cancers/<slug>")
def cancer(slug: str) -> str:
    """Show one cancer type: who treats it, documents, other names, and a search form filled in with it."""
    query = CancerQuery.parse(page_arguments())
    remember(query.reader)
    page = find_cancer_page(snapshot(), slug)
    found, catalog = page.cancer, current_catalog()
    more = outward_links_for(snapshot(), found, query.near)
    names = called(page.names)
    return render_template(
        "records/cancer.html",
        cancer=found,
        title=cancer_page.title(found),
        body_system=cancer_page.body_system(found),
        lead=cancer_page.lead(found),
        also_called=cancer_page.also_called(names),
        names_summary=cancer_page.names_summary(names),
        names_and_codes=cancer_page.names_and_codes(found, names, catalog),
        in_situ=cancer_page.in_situ(found),
        kinds=cancer_page.kinds(found, catalog, query.near),
        teams=cancer_team.team_views(page.teams, catalog),
        groups=cancer_team.group_rows([page.rules[group] for group in GROUPS], catalog),
        advice=cancer_team.volume_advice(page.studies),
        studies=cancer_team.study_rows(page.studies, catalog),
        reading=reading_view(what_to_read(snapshot(), slug, query.reader)),
        every_kind=cancer_page.every_kind(snapshot(), found),
        trial_line=cancer_page.trial_line(catalog),
        place_filled_in=cancer_page.place_filled_in(more),
        trials=cancer_page.outward(more.about("trials")),
        asks_place=cancer_page.asks_place(more),
        elsewhere=cancer_page.outward(more.about("reading")),
        source=catalog.sources[found.source].name,
        form=question({"cancer": [translate(found.name)], "near": [query.near or ""]}),
    )


@blueprint.get("/spread")
def spread() -> str:
    """Explain what it means that a cancer has spread, and help find where it started."""
    read_view()
    by_slug = current_catalog().cancers
    types = [by_slug[slug] for slug in _FOUND if slug in by_slug]
    return render_template("records/spread.html", types=types, form=question({}))


@blueprint.get("/specialties")
def specialties() -> str:
    """List the specialists that can be searched for, and others who help."""
    read_view()
    catalog = current_catalog()
    return render_template(
        "records/specialties.html",
        groups=specialty_page.groups(catalog),
        others=specialty_page.others(catalog),
        team=specialty_page.team(catalog),
    )


@blueprint.get("/specialties/<slug>")
def specialty(slug: str) -> str:
    """Show one specialty: what these doctors do, when to see one, and which cancers they treat."""
    read_view()
    catalog = current_catalog()
    found = catalog.specialties.get(slug) or _no_specialty(slug, catalog)
    with snapshot().connect() as connection:
        found_in = read_care_teams.cancers_of(connection, slug)
    roles = {each: role for each, role in found_in.items() if each in catalog.cancers}
    is_group = found.kind == "group"
    return render_template(
        "records/specialty.html",
        specialty=found,
        kind=specialty_page.kind(found, catalog),
        caption=_(specialty_page.CAPTIONS[slug]) if slug in specialty_page.CAPTIONS else "",
        plain_words=specialty_page.plain_words(found),
        search_hint=specialty_page.search_hint(found, catalog),
        within=specialty_page.entries(specialty_page.subspecialties(catalog, slug)) if is_group else (),
        roles=specialty_page.roles(roles, catalog),
        codes=specialty_page.codes(found, catalog),
        source=catalog.sources[found.source].name,
        form=question({"specialty": [slug]} if found.searchable else {}),
    )


def _no_specialty(slug: str, catalog: Catalog) -> Specialty:
    """Raise NotFound with specialties that have similar names."""
    near = similar_names(slug, catalog.specialties, limit=3)
    choices = tuple(
        Choice(f"/specialties/{each}", translate(catalog.specialties[each].name)) for each in near
    )
    said = _("There is no specialist “%(slug)s”.")
    raise NotFound(said % {"slug": slug[:60]}, choices)
