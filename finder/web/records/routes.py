"""The routes of cancers and specialties, and of cancer that has spread."""

from __future__ import annotations

from flask import Blueprint, render_template

from finder.domain.cancers.specialists import Specialty
from finder.domain.care import GROUPS
from finder.errors import Choice, NotFound
from finder.language import _, translate
from finder.search.documents.find import find_cancer_page
from finder.search.documents.reader import CancerQuery
from finder.search.documents.to_read import what_to_read
from finder.search.outward_links import outward_links_for
from finder.store import read_care_teams
from finder.store.read_catalog import Catalog
from finder.web.context import current_catalog, snapshot
from finder.web.guidelines.views import reading_view
from finder.web.page.structured import cancer_data
from finder.web.reader import page_arguments, read_view, remember
from finder.web.records import (
    cancer_page,
    cancer_team,
    lists,
)
from finder.web.records import specialties as specialty_page
from finder.web.records.cancer_names import called
from finder.web.results.question import question
from finder.words.similar_names import similar_names

blueprint = Blueprint("browse", __name__)

#: Cancer types that are named for where the cancer was found, not for where it started.
_FOUND = ("cancer-of-unknown-primary", "brain-metastases", "metastatic-squamous-neck-cancer")


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
        structured=cancer_data(slug, translate(found.name)),
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
