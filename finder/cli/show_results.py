"""Print answers for people: places of care, clinicians, hospitals."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

import click

from finder.domain.answers import AnyFound, Found, FoundClinician, FoundHospital, Results, Workplace
from finder.domain.care import GROUPS, CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import PROVIDERS, Kind
from finder.formats import display, proper_names
from finder.formats.json.people import SELF_REPORTED
from finder.formats.json.sources import date_checked
from finder.language import _, marked, ngettext, nmarked, number, translate
from finder.search.answer import Answer
from finder.store.read_catalog import Catalog


def answer(found: Answer, known: Catalog) -> None:
    """Print a whole answer: the results, what is nearest, and whom else to look at."""
    _results(found.results, known, found.query.kinds)
    _nearest(_("The nearest:"), found.nearest, known)
    _nearest(_("The nearest center designated by NCI:"), found.designated, known)
    for kind, results in found.beside.items():
        _beginning(kind, results, known)
    if found.is_about_places and not found.beside and found.not_loaded:
        click.echo(_(found.not_loaded))
    click.echo(
        _("Not medical advice. Questions: NCI 1-800-422-6237, American Cancer Society 1-800-227-2345.")
    )


def _results(answer: Results, known: Catalog, kinds: tuple[Kind, ...]) -> None:
    """Print a list: what was understood, how many there are of the kinds asked for, a page of them."""
    read = answer.understood
    _understood(answer)
    for note in (answer.place.note, read.cancer_note):
        if note:
            click.echo(note)
    if read.patients:
        click.echo(_(_ONLY[read.patients]))
    if read.proposed:
        names = ", ".join(translate(each.specialty.one) for each in read.proposed)
        click.echo(_("Specialists to ask for: %(names)s") % {"names": names})
    if answer.note:
        click.echo(answer.note)
    one, many = _counted(kinds)
    said = ngettext(one, many, answer.total)
    click.echo(said % {"total": number(answer.total), "rings": _rings(answer.within)})
    for slug, counts in answer.by_specialty.items():
        if nearby := _rings({radius: count for radius, count in counts.items() if count}):
            click.echo(f"  {translate(known.specialties[slug].name)}: {nearby}")
    click.echo()
    for found in answer.results:
        _print_found(found, known, answer.workplaces)
    if any(isinstance(found, FoundClinician) for found in answer.results):
        click.echo(_(SELF_REPORTED))
    places = [found for found in answer.results if isinstance(found, Found)]
    for kind in dict.fromkeys(claim.kind for found in places for claim in found.site.claims):
        meaning = f"{translate(known.claim_kinds[kind].name)}: {translate(known.claim_kinds[kind].meaning)}"
        click.echo(textwrap.fill(meaning, 92, subsequent_indent="    "))
    if answer.page < answer.pages:
        said = _("Page %(page)s of %(pages)s; the next: --page %(next)s")
        click.echo(said % {"page": answer.page, "pages": answer.pages, "next": answer.page + 1})


def _understood(answer: Results) -> None:
    """Print what was asked for, in the words we know it by."""
    read = answer.understood
    names = [translate(each.name) for each in read.specialties] or [_("Any specialist")]
    what = reduce(lambda one, other: _("%(one)s or %(other)s") % {"one": one, "other": other}, names)
    if read.cancer:
        said = _("%(what)s for %(cancer)s near %(place)s")
        click.echo(said % {"what": what, "cancer": translate(read.cancer.name), "place": answer.place.name})
    else:
        click.echo(_("%(what)s near %(place)s") % {"what": what, "place": answer.place.name})


def _rings(counts: Mapping[int, int]) -> str:
    said = _("%(count)s within %(miles)s")
    return ", ".join(said % {"count": count, "miles": radius} for radius, count in counts.items())


def _counted(kinds: tuple[Kind, ...]) -> tuple[str, str]:
    """Return the sentence that counts an answer, for one and for many."""
    people = set(kinds) & set(PROVIDERS)
    if people and people != set(kinds):
        return _RESULTS
    return _COUNTED.get(frozenset(kinds), _PLACES)


_ONLY = {
    "adults": marked("Only places that treat adults; --show all lists the others too."),
    "children": marked("Only places that treat children; --show all lists the others too."),
}
_PLACES = nmarked(
    "%(total)s place, nearest first; miles: %(rings)s", "%(total)s places, nearest first; miles: %(rings)s"
)
_RESULTS = nmarked(
    "%(total)s result, nearest first; miles: %(rings)s", "%(total)s results, nearest first; miles: %(rings)s"
)
_COUNTED = {
    frozenset({Kind.CLINICIAN}): nmarked(
        "%(total)s specialist, nearest first; miles: %(rings)s",
        "%(total)s specialists, nearest first; miles: %(rings)s",
    ),
    frozenset({Kind.CLINIC}): nmarked(
        "%(total)s clinic, nearest first; miles: %(rings)s",
        "%(total)s clinics, nearest first; miles: %(rings)s",
    ),
    frozenset(PROVIDERS): nmarked(
        "%(total)s specialist or clinic, nearest first; miles: %(rings)s",
        "%(total)s specialists and clinics, nearest first; miles: %(rings)s",
    ),
    frozenset({Kind.HOSPITAL}): nmarked(
        "%(total)s hospital, nearest first; miles: %(rings)s",
        "%(total)s hospitals, nearest first; miles: %(rings)s",
    ),
}
_BEGINNINGS = {
    Kind.CLINICIAN: marked("Specialists: %(total)s, the nearest first; all: --kind clinician"),
    Kind.HOSPITAL: marked(
        "Hospitals with all four specialist groups: %(total)s, the nearest first; all: --kind hospital"
    ),
}


def _nearest(heading: str, found: AnyFound | None, known: Catalog) -> None:
    """Print what is nearest, if there is any."""
    if found:
        click.echo(f"\n{heading}")
        _print_found(found, known, {})


def _beginning(kind: Kind, list_: Results, known: Catalog) -> None:
    """Print the beginning of another list for the same question, and how to see the whole."""
    click.echo(f"\n{_(_BEGINNINGS[kind]) % {'total': number(list_.total)}}")
    if list_.note:
        click.echo(list_.note)
    for found in list_.results:
        _print_found(found, known, list_.workplaces)


def _print_found(found: AnyFound, known: Catalog, workplaces: Mapping[str, Workplace]) -> None:
    match found:
        case FoundClinician():
            name = proper_names.name_with_credentials(found.clinician)
            lines = _clinician_lines(found.clinician, found.practice, known, workplaces)
        case FoundHospital():
            name, lines = proper_names.title(found.hospital.name), _hospital_lines(found.hospital, known)
        case _:
            name, lines = found.site.name, _lines(found.site, known)
    click.echo(f"{display.miles(found.miles, found.about)}  {name}")
    for line in lines:
        click.echo(textwrap.indent(textwrap.fill(line, 92), "    "))
    click.echo()


def _clinician_lines(
    clinician: Clinician, practice: Practice, known: Catalog, workplaces: Mapping[str, Workplace]
) -> list[str]:
    street = _("street not shown (it may be a home)") if practice.withheld else proper_names.street(practice)
    address = ", ".join(
        part
        for part in (proper_names.title(practice.name or ""), street, proper_names.town(practice))
        if part
    )
    reported = ", ".join(translate(known.specialties[each.specialty].name) for each in clinician.specialties)
    named = "; ".join(
        proper_names.title(workplaces[ccn].name) for ccn in clinician.hospitals if ccn in workplaces
    )
    seen = "; ".join(
        f"{known.sources[key].name}, {display.date(date_checked(clinician, key, known))}"
        for key in practice.sources
    )
    return [
        _("Reports: %(specialties)s") % {"specialties": reported},
        address,
        *(_("Telephone: %(number)s") % {"number": display.phone(each.number)} for each in practice.phones),
        *([_("Affiliated with %(hospitals)s") % {"hospitals": named}] if named else []),
        _("From: %(sources)s") % {"sources": seen},
    ]


def _hospital_lines(hospital: Hospital, known: Catalog) -> list[str]:
    said = _("%(count)s in %(specialty)s")
    counts = ", ".join(
        said % {"count": hospital.team[group], "specialty": translate(known.specialties[group].name).lower()}
        for group in GROUPS
        if group in hospital.team
    )
    address = ", ".join(part for part in (proper_names.street(hospital), proper_names.town(hospital)) if part)
    phones = [f"{_('Hospital switchboard')}: {display.phone(hospital.phone)}"] if hospital.phone else []
    return [_("Affiliated clinicians: %(counts)s") % {"counts": counts}, address, *phones]


def _lines(where: CareSite, known: Catalog) -> list[str]:
    address = where.address
    lines = [translate(known.designation_kinds[each.scheme, each.level].name) for each in where.designations]
    for each in where.claims:
        kind = known.claim_kinds[each.kind]
        lines.append(
            replace(kind, dated=translate(kind.dated), undated=translate(kind.undated)).text(each.as_of)
        )
    if where.care_note:
        lines.append(translate(where.care_note.text))
    if where.veterans_only:
        lines.append(_("For enrolled veterans only."))
    lines.append(
        f"{address.street + ', ' if address.street else ''}{address.city}, {address.state} {address.zip}"
    )
    if where.groups:
        names = ", ".join(translate(known.specialties[group].name).lower() for group in where.groups)
        offers = _("Offers %(specialties)s, with its hospital partners; call to confirm.")
        lines.append(offers % {"specialties": names})
    else:
        lines.append(_("Which specialists work here is not on record; call first."))
    phones = display.order_phones(where.phones)
    lines += [f"{display.phone_label(each, where)}: {display.phone(each.number)}" for each in phones]
    return lines
