"""The pages of records and their lists: centers, programs, cancer types, specialists."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, render_template

from finder.domain.care import GROUPS
from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import Choice, NotFound
from finder.language import _, translate
from finder.search.documents.arrange import CancerQuery, arrange
from finder.search.documents.find import find_cancer_page
from finder.search.documents.panel import listed_documents
from finder.search.outward_links import outward_links_for
from finder.search.records.care_sites import find_care_site
from finder.search.records.providers import find_clinician, find_hospital
from finder.store import read_treaters
from finder.store.read_records import care_sites_of
from finder.web.context import known, snapshot
from finder.web.reader import page_arguments, read_view, remember
from finder.web.records.cancer_names import called
from finder.words.similar_names import similar_names

blueprint = Blueprint("browse", __name__)


def care_sites(kind: Kind) -> str:
    """List every place of a kind by state."""
    read_view()
    with snapshot().connect() as connection:
        found = care_sites_of(connection, kind)
    states = {state: list(sites) for state, sites in groupby(found, lambda each: each.address.state)}
    return render_template("records/care_sites.html", kind=kind, states=states, total=len(found))


def care_site(kind: Kind, slug: str) -> str:
    """Show one place of care with every fact and its source."""
    read_view()
    site = find_care_site(snapshot(), kind, slug)
    partners = [find_care_site(snapshot(), Kind.CENTER, each) for each in site.partners]
    return render_template(
        "records/care_site.html", site=site, partners=partners, asked={"near": [site.address.zip or ""]}
    )


for _kind in CARE_SITES:
    blueprint.add_url_rule(f"/{_kind.path}", view_func=care_sites, defaults={"kind": _kind})
    blueprint.add_url_rule(f"/{_kind.path}/<slug>", view_func=care_site, defaults={"kind": _kind})


@blueprint.get("/clinicians/<npi>")
def clinician(npi: str) -> str:
    """Show one clinician or clinic: what the records report, where they work, and where to check it."""
    read_view()
    page = find_clinician(snapshot(), npi)
    first = page.clinician.practices[0].zip if page.clinician.practices else ""
    return render_template("records/clinician.html", page=page, each=page.clinician, asked={"near": [first]})


@blueprint.get("/hospitals/<ccn>")
def hospital(ccn: str) -> str:
    """Show one hospital: its team by specialist group, what the counts mean, and whom to call."""
    read_view()
    page = find_hospital(snapshot(), ccn)
    return render_template(
        "records/hospital.html", page=page, each=page.hospital, asked={"near": [page.hospital.zip]}
    )


@blueprint.get("/cancers")
def cancers() -> str:
    """List every cancer type by body system."""
    read_view()
    ordered = sorted(known().cancers.values(), key=lambda each: (each.body_system, each.name.casefold()))
    systems = {system: list(group) for system, group in groupby(ordered, lambda each: each.body_system)}
    return render_template("records/cancers.html", systems=systems, total=len(ordered))


@blueprint.get("/cancers/<slug>")
def cancer(slug: str) -> str:
    """Show one cancer type: who treats it, its documents, its other names, and the question filled in."""
    query = CancerQuery.parse(page_arguments())
    remember(query.reader)
    page = find_cancer_page(snapshot(), slug)
    more = outward_links_for(snapshot(), page.cancer, query.near)
    return render_template(
        "records/cancer.html",
        page=page,
        called=called(page.names),
        rules=[page.rules[group] for group in GROUPS],
        documents=arrange(listed_documents(page), query.reader),
        elsewhere=more,
        asked={"cancer": [translate(page.cancer.name)], "near": [query.near or ""]},
    )


#: Types that are known by where a cancer was found, not by where it started.
_FOUND = ("cancer-of-unknown-primary", "brain-metastases", "metastatic-squamous-neck-cancer")


@blueprint.get("/spread")
def spread() -> str:
    """Explain what it means that a cancer has spread, and ask where it started."""
    read_view()
    types = [known().cancers[slug] for slug in _FOUND if slug in known().cancers]
    return render_template("records/spread.html", types=types)


@blueprint.get("/specialties")
def specialties() -> str:
    """List the specialists that can be asked for, and those who help besides."""
    read_view()
    return render_template("records/specialties.html", groups=GROUPS, specialties=known().specialties)


@blueprint.get("/specialties/<slug>")
def specialty(slug: str) -> str:
    """Show one specialist: what they do, when one sees them, which cancers they treat."""
    read_view()
    found = known().specialties.get(slug)
    if found is None:
        near = similar_names(slug, known().specialties, limit=3)
        choices = tuple(
            Choice(f"/specialties/{each}", translate(known().specialties[each].name)) for each in near
        )
        said = _("There is no specialist “%(slug)s”.")
        raise NotFound(said % {"slug": slug[:60]}, choices)
    with snapshot().connect() as connection:
        roles = read_treaters.cancers_of(connection, slug)
    return render_template(
        "records/specialty.html",
        specialty=found,
        roles=roles,
        asked={"specialty": [slug]} if found.searchable else {},
    )
