"""Single records, and the lists of places of care, as JSON under /api/v1/."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from finder.domain.kinds import CARE_SITES, Kind
from finder.formats import csv
from finder.formats.json import cancers as cancers_json
from finder.formats.json import care_sites as care_sites_json
from finder.formats.json import guide as guide_json
from finder.formats.json import people as people_json
from finder.formats.json import records as records_json
from finder.formats.json import trials as trials_json
from finder.formats.json.encode import Answer
from finder.language import marked
from finder.search.documents.find import find_cancer_page
from finder.search.documents.to_read import what_to_read
from finder.search.fields import LIVE, NEAR, STATE
from finder.search.list_fields import AFTER, DETAIL, LIMIT
from finder.search.outward_links import outward_links_for
from finder.search.parameters import Parameter, read_parameters
from finder.search.questions import PAGE_SIZE
from finder.search.records.all_records import list_records
from finder.search.records.care_sites import find_care_site, list_care_sites
from finder.search.records.chapters import find_chapter
from finder.search.records.providers import find_clinician, find_hospital
from finder.search.trials.nearest_trials import find_trial, trials_at_place
from finder.web.addresses import asked_again
from finder.web.api import files
from finder.web.api.operations import operation
from finder.web.api.paging import CURSOR, PAGES, arguments, paged
from finder.web.context import current_catalog, live, snapshot

_SLUG = Parameter(name="slug", label="", help=marked("The last part of the address of its page."))
_NPI = Parameter(name="npi", label="", help=marked("The National Provider Identifier: ten digits."))
_CCN = Parameter(name="ccn", label="", help=marked("The CMS certification number: six characters."))
_NCT = Parameter(name="nct", label="", help=marked("The number of the trial, such as NCT01234567."))
#: How a record that stands in the path is named there.
_KEYS = {Kind.CLINICIAN: "clinicians", Kind.CLINIC: "clinics", Kind.HOSPITAL: "hospitals"}


def _care_sites(form: str, kind: Kind) -> Answer | str | bytes:
    values = read_parameters(arguments(), (STATE, DETAIL, *PAGES))
    found = list_care_sites(snapshot(), kind, values.get(STATE.name))
    if form == "csv":
        return csv.sites(found, current_catalog())
    if form == "geojson":
        return files.records(found)
    build = partial(records_json.records, catalog=current_catalog(), detail=values.get(DETAIL.name, "brief"))
    return paged(build, found, values)


def _care_site(form: str, kind: Kind, slug: str) -> Answer | bytes:
    read_parameters(arguments(), ())
    found = find_care_site(snapshot(), kind, slug)
    if form == "geojson":
        return files.records([found])
    return care_sites_json.care_site(found, current_catalog(), trials_at_place(snapshot(), found.path))


for _kind in CARE_SITES:
    operation(
        f"/{_kind.path}",
        records_json.Records,
        parameters=(STATE, DETAIL, *PAGES, CURSOR),
        formats=files.PLACES,
        name=_kind.path,
        about=f"Return the {_kind.path} by state and name, those that treat nobody included.",
        given={"kind": _kind},
    )(_care_sites)
    operation(
        f"/{_kind.path}/<slug>",
        care_sites_json.CareSite,
        key=_SLUG,
        formats=files.MAP,
        name=_kind.value,
        about=f"Return one {_kind.value} with the source and date of each fact.",
        given={"kind": _kind},
    )(_care_site)


def _loaded(_form: str, kind: Kind) -> Answer:
    values = read_parameters(arguments(), (AFTER, LIMIT, DETAIL))
    limit, after = values.get(LIMIT.name, PAGE_SIZE), values.get(AFTER.name, "")
    found = list_records(snapshot(), kind, after, limit)
    following = asked_again(after=found.next) if found.next else None
    detail = values.get(DETAIL.name, "brief")
    listed = records_json.records(found.records, current_catalog(), detail, found.workplaces)
    return replace(listed, total=found.total, next=following)


for _kind, _name in _KEYS.items():
    operation(
        f"/{_name}",
        records_json.Records,
        parameters=(AFTER, LIMIT, DETAIL),
        name=_name,
        about=f"Return the {_name} of the loaded public files by their number.",
        given={"kind": _kind},
    )(_loaded)


@operation("/clinicians/<npi>", people_json.Clinician, parameters=(LIVE,), key=_NPI, formats=files.MAP)
def clinician(form: str, npi: str) -> Answer | bytes:
    """Return one clinician or clinic; with `live=yes` one from the NPI Registry, if it is not loaded."""
    chosen = bool(read_parameters(arguments(), (LIVE,)))
    page = find_clinician(snapshot(), npi, live(), chosen=chosen)
    if form == "geojson":
        return files.records([page.clinician])
    return people_json.clinician(page.clinician, current_catalog(), page.workplaces)


@operation("/hospitals/<ccn>", people_json.Hospital, key=_CCN, formats=files.MAP)
def hospital(form: str, ccn: str) -> Answer | bytes:
    """Return one hospital with its team."""
    read_parameters(arguments(), ())
    found = find_hospital(snapshot(), ccn).hospital
    return files.records([found]) if form == "geojson" else people_json.hospital(found, current_catalog())


@operation("/trials/<nct>", trials_json.Trial, key=_NCT)
def trial(_form: str, nct: str) -> Answer:
    """Return one trial with all of its sites that recruit or do not say."""
    read_parameters(arguments(), ())
    return trials_json.trial(*find_trial(snapshot(), nct))


@operation("/cancers/<slug>", cancers_json.CancerPage, parameters=(NEAR,), key=_SLUG)
def cancer(_form: str, slug: str) -> Answer:
    """Return one cancer type: who treats it, its documents, and links to other sites, filled for `near`."""
    near = read_parameters(arguments(), (NEAR,)).get(NEAR.name)
    page = find_cancer_page(snapshot(), slug)
    return cancers_json.cancer_page(
        page.cancer,
        [each.name for each in page.names],
        list(page.rules.values()),
        page.teams,
        page.studies,
        [each.document for each in page.documents],
        what_to_read(snapshot(), slug),
        outward_links_for(snapshot(), page.cancer, near).links,
    )


@operation("/second-opinion/<slug>", guide_json.Chapter, key=_SLUG)
def chapter(_form: str, slug: str) -> Answer:
    """Return one chapter of the guide to a second opinion."""
    read_parameters(arguments(), ())
    return guide_json.chapter(find_chapter(snapshot(), slug))
