"""Print answers for people: places of care, clinicians, hospitals."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import click

from finder.domain.answers import Answer, AnyFound, Found, FoundClinician, FoundHospital, Workplace
from finder.domain.care import GROUPS, CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.formats import people, words
from finder.formats.plain_people import SELF_REPORTED, checked
from finder.store.catalog import Catalog


def answer(answer: Answer, known: Catalog, kinds: tuple[str, ...]) -> None:
    """Print an answer: what was understood, how many there are of the kinds asked for, a page of them."""
    read = answer.understood
    what = " or ".join(each.name for each in read.specialties) or "Any specialist"
    cancer = f" for {read.cancer.name}" if read.cancer else ""
    click.echo(f"{what}{cancer} near {answer.place.name}")
    for note in (answer.place.note, read.cancer_note):
        if note:
            click.echo(note)
    if read.patients:
        click.echo(f"Only places that treat {read.patients}; --show all lists the others too.")
    if read.proposed:
        click.echo(f"Specialists to ask for: {', '.join(each.specialty.one for each in read.proposed)}")
    if answer.note:
        click.echo(answer.note)
    rings = ", ".join(f"{count} within {radius}" for radius, count in answer.within.items())
    click.echo(f"{answer.total:,} {_noun(kinds, answer.total)}, nearest first; miles: {rings}")
    for slug, counts in answer.by_specialty.items():
        if nearby := ", ".join(f"{count} within {radius}" for radius, count in counts.items() if count):
            click.echo(f"  {known.specialties[slug].name}: {nearby}")
    click.echo()
    for found in answer.results:
        _print_found(found, known, answer.workplaces)
    if any(isinstance(found, FoundClinician) for found in answer.results):
        click.echo(SELF_REPORTED)
    places = [found for found in answer.results if isinstance(found, Found)]
    for kind in dict.fromkeys(claim.kind for found in places for claim in found.site.claims):
        meaning = f"{known.claim_kinds[kind].name}: {known.claim_kinds[kind].meaning}"
        click.echo(textwrap.fill(meaning, 92, subsequent_indent="    "))
    if answer.page < answer.pages:
        click.echo(f"Page {answer.page} of {answer.pages}; the next: --page {answer.page + 1}")


def _noun(kinds: tuple[str, ...], count: int) -> str:
    one, many = _NOUNS.get(tuple(sorted(kinds)), ("place", "places"))
    if len(kinds) > 1 and not _PEOPLE.isdisjoint(kinds) and not _PEOPLE.issuperset(kinds):
        one, many = "result", "results"
    return one if count == 1 else many


_PEOPLE = {"clinician", "clinic"}
_NOUNS = {
    ("clinician",): ("specialist", "specialists"),
    ("clinic",): ("clinic", "clinics"),
    ("clinic", "clinician"): ("specialist or clinic", "specialists and clinics"),
    ("hospital",): ("hospital", "hospitals"),
}


def nearest(what: str, found: AnyFound | None, known: Catalog) -> None:
    """Print what is nearest, if there is any."""
    if found:
        click.echo(f"\n{what}:")
        _print_found(found, known, {})


def beginning(name: str, list_: Answer, known: Catalog) -> None:
    """Print the beginning of another list for the same question, and how to see the whole."""
    heading = {"clinicians": "Specialists", "hospitals": "Hospitals with all four specialist groups"}[name]
    click.echo(f"\n{heading}: {list_.total:,}, the nearest first; all: --kind {name.removesuffix('s')}")
    if list_.note:
        click.echo(list_.note)
    for found in list_.results:
        _print_found(found, known, list_.workplaces)


def _print_found(found: AnyFound, known: Catalog, workplaces: Mapping[str, Workplace]) -> None:
    match found:
        case FoundClinician():
            name = people.name_with_credentials(found.clinician)
            lines = _clinician_lines(found.clinician, found.practice, known, workplaces)
        case FoundHospital():
            name, lines = people.title(found.hospital.name), _hospital_lines(found.hospital, known)
        case _:
            name, lines = found.site.name, _lines(found.site, known)
    click.echo(f"{words.miles(found.miles, found.about)}  {name}")
    for line in lines:
        click.echo(textwrap.indent(textwrap.fill(line, 92), "    "))
    click.echo()


def _clinician_lines(
    clinician: Clinician, practice: Practice, known: Catalog, workplaces: Mapping[str, Workplace]
) -> list[str]:
    reported = [known.specialties[each.specialty].name for each in clinician.specialties]
    street = "street not shown (it may be a home)" if practice.withheld else people.street(practice)
    address = ", ".join(
        part for part in (people.title(practice.name or ""), street, people.town(practice)) if part
    )
    phones = [f"Telephone: {words.phone(phone.number)}" for phone in practice.phones]
    seen = [
        f"{known.sources[key].name}, {words.date(checked(clinician, key, known))}" for key in practice.sources
    ]
    named = [people.title(workplaces[ccn].name) for ccn in clinician.hospitals if ccn in workplaces]
    affiliated = [f"Affiliated with {'; '.join(named)}"] if named else []
    return [f"Reports: {', '.join(reported)}", address, *phones, *affiliated, f"From: {'; '.join(seen)}"]


def _hospital_lines(hospital: Hospital, known: Catalog) -> list[str]:
    counts = [
        f"{hospital.team[group]} in {known.specialties[group].name.lower()}"
        for group in GROUPS
        if group in hospital.team
    ]
    address = ", ".join(part for part in (people.street(hospital), people.town(hospital)) if part)
    phones = [f"Hospital switchboard: {words.phone(hospital.phone)}"] if hospital.phone else []
    return [f"Affiliated clinicians: {', '.join(counts)}", address, *phones]


def _lines(where: CareSite, known: Catalog) -> list[str]:
    address = where.address
    lines = [known.designation_kinds[each.scheme, each.level].name for each in where.designations]
    lines += [known.claim_kinds[each.kind].text(each.as_of) for each in where.claims]
    if where.care_note:
        lines.append(where.care_note.text)
    if where.veterans_only:
        lines.append("For enrolled veterans only.")
    lines.append(
        f"{address.street + ', ' if address.street else ''}{address.city}, {address.state} {address.zip}"
    )
    if where.groups:
        names = ", ".join(known.specialties[group].name.lower() for group in where.groups)
        lines.append(f"Offers {names}, with its hospital partners; call to confirm.")
    else:
        lines.append("Which specialists work here is not on record; call first.")
    phones = words.order_phones(where.phones)
    lines += [f"{words.phone_label(each, where)}: {words.phone(each.number)}" for each in phones]
    return lines
