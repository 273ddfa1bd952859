"""Print search results as text: places of care, clinicians, hospitals."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

import click

from finder.cli.show_documents import print_count, print_to_read
from finder.domain.answers import (
    CareSiteResult,
    ClinicianResult,
    HospitalResult,
    Result,
    Results,
    StartHere,
    Workplace,
    is_unknown,
)
from finder.domain.care import GROUPS, CareSite
from finder.domain.claims import newest_claims
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.documents import LINES_FOR_ANYONE
from finder.domain.kinds import PROVIDERS, Kind
from finder.formats import display, proper_names
from finder.formats.claims import claim_text
from finder.formats.json.people import SELF_REPORTED
from finder.formats.json.sources import date_checked
from finder.formats.start_here import why, why_this_one
from finder.language import _, marked, ngettext, nmarked, number, translate
from finder.search.answer import Answer
from finder.search.fields import ORDERS
from finder.store.read_catalog import Catalog


def print_answer(answer: Answer, catalog: Catalog) -> None:
    """Print a whole answer: whom to call first, the results, and the nearest clinicians and hospitals."""
    _print_start(answer.start_here)
    _print_results(
        replace(answer.results, note="") if answer.offers_live else answer.results,
        catalog,
        answer,
    )
    _print_nearest(_("The nearest:"), answer.nearest, catalog)
    if answer.start_here is None:
        _print_nearest(_("The nearest center designated by NCI:"), answer.designated, catalog)
    for kind, results in answer.beside.items():
        _print_beside(kind, results, catalog)
    if answer.offers_live:
        click.echo(_("Doctors are not loaded here. To look some up in the NPI Registry, run by CMS: --live"))
    elif answer.is_about_places and not answer.beside and answer.not_loaded:
        click.echo(_(answer.not_loaded))
    read = answer.to_read()
    if read and answer.query.page == 1:
        click.echo(_("What to read") + "\n")
        print_to_read(read)
        print_count(read)
    lines = [catalog.helplines[key] for key in LINES_FOR_ANYONE if key in catalog.helplines]
    whom = ", ".join(f"{translate(each.name)} {display.phone(each.phone)}" for each in lines if each.phone)
    click.echo(_("Not medical advice. Questions: %(lines)s.") % {"lines": whom})


def _print_start(start: StartHere | None) -> None:
    """Print the specialized center to call first: its name with the miles, why, and the number."""
    if start is None:
        return
    name = f"{start.found.site.name}, {display.miles(start.found.miles, start.found.about)}"
    click.echo(_("Start here: %(name)s") % {"name": name})
    click.echo(textwrap.indent(textwrap.fill(f"{why(start)} {why_this_one(start)}", 88), "    "))
    if start.phone:
        click.echo(f"    {display.phone_label(start.phone.purpose)}: {display.phone(start.phone.number)}")
    click.echo()


def _print_results(results: Results, catalog: Catalog, answer: Answer) -> None:
    """Print how the query was understood, how many results it has, and a page of them."""
    understood = results.understood
    _print_query(results)
    for note in (results.place.note, understood.cancer_note):
        if note:
            click.echo(note)
    if understood.kinds:
        each_kind = ", ".join(f"{translate(each.name)} ({each.slug})" for each in understood.kinds)
        click.echo(_("If you know which kind it is, search for it: %(kinds)s") % {"kinds": each_kind})
    if understood.patients:
        click.echo(_(_ONLY[understood.patients]))
    if understood.proposed:
        names = ", ".join(translate(each.doctor) for each in understood.proposed)
        click.echo(_("Specialists to ask for: %(names)s") % {"names": names})
    said = answer.start_here and answer.start_here.study
    if understood.volume and understood.volume != said:
        click.echo(translate(understood.volume.advice or ""))
    if results.note:
        click.echo(results.note)
    one, many = _count_messages(answer.query.kinds)
    message, order = ngettext(one, many, results.total), display.in_sentence(_(ORDERS[answer.order]))
    values = {"total": number(results.total), "order": order, "rings": _rings(results.within)}
    click.echo(message % values)
    for slug, counts in results.by_specialty.items():
        if nearby := _rings({radius: count for radius, count in counts.items() if count}):
            click.echo(f"  {translate(catalog.specialties[slug].name)}: {nearby}")
    click.echo()
    _print_list(results, catalog)
    if any(isinstance(each, ClinicianResult) for each in results.results):
        click.echo(_(SELF_REPORTED))
    sites = [each.site for each in results.results if isinstance(each, CareSiteResult)]
    claimed = catalog.claim_kinds
    slugs = (claim.kind for site in sites for claim in newest_claims(site.claims, claimed))
    for kind in map(claimed.__getitem__, dict.fromkeys(slugs)):
        meaning = f"{translate(kind.name)}: {translate(kind.meaning)}"
        click.echo(textwrap.fill(meaning, 92, subsequent_indent="    "))
    if results.page < results.pages:
        message = _("Page %(page)s of %(pages)s; the next: --page %(next)s")
        click.echo(message % {"page": results.page, "pages": results.pages, "next": results.page + 1})


def _print_list(results: Results, catalog: Catalog) -> None:
    """Print the results. Above those that may not treat the patients of the search, one line says so."""
    understood = results.understood
    unknown = [each for each in results.results if is_unknown(each, understood)]
    for each in results.results:
        if understood.patients and unknown and each is unknown[0]:
            click.echo(f"{_(display.UNKNOWN[understood.patients])}\n")
        _print_result(each, catalog, results.workplaces)


def _print_query(results: Results) -> None:
    """Print the query as it was understood, with the names that we use."""
    understood = results.understood
    names = [translate(each.name) for each in understood.specialties] or [_("Any specialist")]
    what = reduce(lambda one, other: _("%(one)s or %(other)s") % {"one": one, "other": other}, names)
    values = {"what": what, "place": results.place.name}
    if understood.cancer:
        values["cancer"] = translate(understood.cancer.name)
        click.echo(_("%(what)s for %(cancer)s near %(place)s") % values)
    else:
        click.echo(_("%(what)s near %(place)s") % values)


def _rings(counts: Mapping[int, int]) -> str:
    """Return how many results lie within each radius, in miles."""
    ring = _("%(count)s within %(miles)s")
    return ", ".join(ring % {"count": count, "miles": radius} for radius, count in counts.items())


def _count_messages(kinds: tuple[Kind, ...]) -> tuple[str, str]:
    """Return the messages that count results of these kinds: singular and plural."""
    people = set(kinds) & set(PROVIDERS)
    if people and people != set(kinds):
        return _RESULTS
    return _COUNTED.get(frozenset(kinds), _PLACES)


_ONLY = {
    "adults": marked("Places that do not treat adults are left out; --show all lists every place."),
    "children": marked("Places that do not treat children are left out; --show all lists every place."),
}
_PLACES = nmarked(
    "%(total)s place, %(order)s; miles: %(rings)s", "%(total)s places, %(order)s; miles: %(rings)s"
)
_RESULTS = nmarked(
    "%(total)s result, %(order)s; miles: %(rings)s", "%(total)s results, %(order)s; miles: %(rings)s"
)
_COUNTED = {
    frozenset({Kind.CLINICIAN}): nmarked(
        "%(total)s specialist, %(order)s; miles: %(rings)s",
        "%(total)s specialists, %(order)s; miles: %(rings)s",
    ),
    frozenset({Kind.CLINIC}): nmarked(
        "%(total)s clinic, %(order)s; miles: %(rings)s",
        "%(total)s clinics, %(order)s; miles: %(rings)s",
    ),
    frozenset(PROVIDERS): nmarked(
        "%(total)s specialist or clinic, %(order)s; miles: %(rings)s",
        "%(total)s specialists and clinics, %(order)s; miles: %(rings)s",
    ),
    frozenset({Kind.HOSPITAL}): nmarked(
        "%(total)s hospital, %(order)s; miles: %(rings)s",
        "%(total)s hospitals, %(order)s; miles: %(rings)s",
    ),
}
_BESIDE = {
    Kind.CLINICIAN: marked("Specialists: %(total)s, the nearest first; all: --kind clinician"),
    Kind.HOSPITAL: marked(
        "Hospitals with all four specialist groups: %(total)s, the nearest first; all: --kind hospital"
    ),
}


def _print_nearest(heading: str, result: Result | None, catalog: Catalog) -> None:
    if result:
        click.echo(f"\n{heading}")
        _print_result(result, catalog, {})


def _print_beside(kind: Kind, results: Results, catalog: Catalog) -> None:
    """Print the nearest of another kind for the same query, and how to list them all."""
    click.echo(f"\n{_(_BESIDE[kind]) % {'total': number(results.total)}}")
    if results.note:
        click.echo(results.note)
    for each in results.results:
        _print_result(each, catalog, results.workplaces)


def _print_result(result: Result, catalog: Catalog, workplaces: Mapping[str, Workplace]) -> None:
    match result:
        case ClinicianResult():
            name = proper_names.name_with_credentials(result.clinician)
            lines = _clinician_lines(result.clinician, result.practice, catalog, workplaces)
        case HospitalResult():
            name, lines = proper_names.title(result.hospital.name), _hospital_lines(result.hospital, catalog)
        case _:
            name, lines = result.site.name, _care_site_lines(result.site, catalog)
    click.echo(f"{display.miles(result.miles, result.about)}  {name}")
    for line in lines:
        click.echo(textwrap.indent(textwrap.fill(line, 92), "    "))
    click.echo()


def _clinician_lines(
    clinician: Clinician, practice: Practice, catalog: Catalog, workplaces: Mapping[str, Workplace]
) -> list[str]:
    street = _("street not shown (it may be a home)") if practice.withheld else proper_names.street(practice)
    if practice.mailing_only:
        street = _("mailing address only: %(street)s") % {"street": street}
    address = ", ".join(
        part
        for part in (proper_names.title(practice.name or ""), street, proper_names.town(practice))
        if part
    )
    specialties = ", ".join(
        translate(catalog.specialties[each.specialty].name) for each in clinician.specialties
    )
    hospitals = "; ".join(
        proper_names.title(workplaces[ccn].name) for ccn in clinician.hospitals if ccn in workplaces
    )
    sources = "; ".join(
        f"{catalog.sources[key].name}, {display.date(date_checked(clinician, key, catalog))}"
        for key in practice.sources
    )
    return [
        _("Reports: %(specialties)s") % {"specialties": specialties},
        address,
        *(_("Telephone: %(number)s") % {"number": display.phone(each.number)} for each in practice.phones),
        *([_("Affiliated with %(hospitals)s") % {"hospitals": hospitals}] if hospitals else []),
        _("From: %(sources)s") % {"sources": sources},
    ]


def _hospital_lines(hospital: Hospital, catalog: Catalog) -> list[str]:
    names = {group: translate(catalog.specialties[group].name).lower() for group in GROUPS}
    counts = ", ".join(
        _("%(count)s in %(specialty)s") % {"count": hospital.team[group], "specialty": names[group]}
        for group in GROUPS
        if group in hospital.team
    )
    address = ", ".join(part for part in (proper_names.street(hospital), proper_names.town(hospital)) if part)
    phones = (
        [f"{display.phone_label('Medicare records')}: {display.phone(hospital.phone)}"]
        if hospital.phone
        else []
    )
    return [_("Affiliated clinicians: %(counts)s") % {"counts": counts}, address, *phones]


def _care_site_lines(site: CareSite, catalog: Catalog) -> list[str]:
    address = site.address
    center = catalog.center_of(site)
    lines = [f"{display.belongs(site, center)}."] if center else []
    lines += [
        translate(catalog.designation_kinds[each.scheme, each.level].name) for each in site.designations
    ]
    kinds = catalog.claim_kinds
    lines += [claim_text(each, kinds[each.kind]) for each in newest_claims(site.claims, kinds)]
    if site.care_note:
        lines.append(translate(site.care_note.text))
    if site.veterans_only:
        lines.append(_(display.VETERANS_ONLY))
    lines.append(
        f"{address.street + ', ' if address.street else ''}{address.city}, {address.state} {address.zip}"
    )
    if site.groups:
        names = ", ".join(translate(catalog.specialties[group].name).lower() for group in site.groups)
        offers = _("Offers %(specialties)s, with its hospital partners; call to confirm.")
        lines.append(offers % {"specialties": names})
    else:
        lines.append(_("We don't know which cancer doctors work here. Ask when you call."))
    phones = display.phones_for_patients(site.phones)
    if not phones:
        website = site.link("website")
        lines.append(
            " ".join((_("We have no telephone number for this place."), website.url if website else ""))
        )
    lines += [f"{display.phone_label(each.purpose)}: {display.phone(each.number)}" for each in phones]
    return lines
