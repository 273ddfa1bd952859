"""Cards and lines of clinicians, clinics and hospitals."""

from __future__ import annotations

from markupsafe import Markup

from finder.domain.answers import ClinicianResult, HospitalResult
from finder.domain.care import GROUPS
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.domain.sources import NPI_REGISTRY, NPPES
from finder.formats.proper_names import city, name_with_credentials, title
from finder.language import _, marked, translate
from finder.web.elements import dial
from finder.web.links import Opening, link, page_link, sentence
from finder.web.page.views import Fact, joined
from finder.web.reader import kept
from finder.web.records import people
from finder.web.records.directions import directions
from finder.web.reports import mistake
from finder.web.results.card import Card, Deck, Line, miles, says
from finder.web.shortlist.picks import pick

#: How many hospitals of a clinician are named; the rest are only counted.
_MOST_HOSPITALS = 3


#: What stands on the map for a practice whose street address has no point.
_MIDDLES = {"zip": marked("The middle of its ZIP code"), "city": marked("The middle of its city")}


def clinician_card(deck: Deck, found: ClinicianResult) -> Card:
    """Return the card of a clinician or clinic."""
    each = found.clinician
    office = people.office(found.practice, each, deck.catalog)
    card_id = f"npi-{each.npi}"
    name = name_with_credentials(each)
    live = _("live from the NPI Registry") if each.live else ""
    hospitals = _hospitals(deck, each)
    return Card(
        card_id,
        joined((deck.number(card_id), joined((_kind(each), live), " · ")), ""),
        page_link(f"/{each.path}", name),
        miles(found),
        (),
        _reports(deck, each),
        (),
        (),
        office.address,
        (hospitals,) if hospitals else (),
        office.calls,
        office.no_number,
        pick(each.path, name, card_id),
        _clinician_facts(deck, found),
        (_in_registry(deck, each) if each.live else mistake(each.path, "", "", ", ".join(each.sources)),),
        Markup(""),
    )


def hospital_card(deck: Deck, found: HospitalResult) -> Card:
    """Return the card of a hospital with its team."""
    each = found.hospital
    card_id, name = f"ccn-{each.ccn}", title(each.name)
    whole = len(each.team) == len(GROUPS)
    kind = _("Hospital with all four groups") if whole else _("Hospital")
    none = _("We have no telephone number for this hospital.")
    said = _("Affiliated clinicians: %(team)s.") % {"team": people.team(each, deck.catalog)}
    return Card(
        card_id,
        joined((deck.number(card_id), kind), ""),
        page_link(f"/{each.path}", name),
        miles(found),
        (),
        joined((said, _shows("/about#team", _("What this counts"))), " "),
        (_also_listed(each),) if each.site else (),
        (),
        joined((people.hospital_address(each), directions(each, name)), people.DOT),
        (),
        tuple(people.hospital_calls(each)),
        "" if each.phone else none,
        pick(each.path, name, card_id),
        (),
        (),
        mistake(each.path, "", "", "CMS"),
    )


def clinician_line(deck: Deck, found: ClinicianResult) -> Line:
    """Return a clinician or clinic as one line."""
    each, practice = found.clinician, found.practice
    name = name_with_credentials(each)
    phone = practice.phones[0].number if practice.phones else ""
    about = (
        miles(found),
        people.specialty_links(each, deck.catalog, in_full=False),
        title(practice.name or ""),
        city(practice.city),
        dial(phone) if phone else "",
    )
    return Line("", page_link(f"/{each.path}", name), joined(about, " · "))


def hospital_line(deck: Deck, found: HospitalResult) -> Line:
    """Return a hospital with its team as one line."""
    each = found.hospital
    card_id = f"ccn-{each.ccn}"
    phone = dial(each.phone) if each.phone else ""
    about = joined((miles(found), people.team(each, deck.catalog), phone), " · ")
    name = page_link(f"/{each.path}", title(each.name))
    return Line(card_id, joined((deck.number(card_id), name), ""), about)


def _reports(deck: Deck, each: Clinician) -> Markup:
    said = people.specialty_links(each, deck.catalog, in_full=True)
    if each.kind is Kind.CLINIC:
        return sentence(_("Registered as %(said)s."), said=said)
    reports = sentence(_("Reports %(said)s."), said=said)
    return joined((reports, _shows("/about#self-reported", _("What this shows"))), " ")


def _hospitals(deck: Deck, each: Clinician) -> Markup:
    links = people.known_workplaces(each, deck.results.workplaces)
    if not links:
        return Markup("")
    more = _("and %(count)s more") % {"count": len(links) - _MOST_HOSPITALS}
    named = joined(links[:_MOST_HOSPITALS])
    parts = (_("Affiliated with"), named, more if len(links) > _MOST_HOSPITALS else "")
    return says(joined(parts, " "))


def _clinician_facts(deck: Deck, found: ClinicianResult) -> tuple[Fact, ...]:
    each = found.clinician
    changed = f", {_('the day the record was last changed')}"
    facts = [
        Fact(
            deck.catalog.sources[source].name,
            people.record_date(each, source, deck.catalog)
            + (changed if source in (NPPES, NPI_REGISTRY) else ""),
        )
        for source in each.sources
    ]
    if each.asked:
        facts.append(Fact(_("Looked up"), people.looked_up(each)))
    if middle := _MIDDLES.get(found.practice.exactness or ""):
        facts.append(Fact(_("Position"), _(middle)))
    return tuple(facts)


def _in_registry(deck: Deck, each: Clinician) -> Markup:
    """Return the link to a live record on the NPI Registry's site."""
    words = _("This record in the %(register)s")
    return joined(
        link(address, words % {"register": translate(line.name)})
        for line, address in people.look_up_addresses(each, deck.catalog)
        if line.key == people.NPI_REGISTRY_LINE
    )


def _kind(each: Clinician) -> str:
    return _(each.kind.badge)


def _shows(path: str, words: str) -> Markup:
    return page_link(path, words, class_="term")


def _also_listed(hospital: Hospital) -> Markup:
    if (hospital.site or "").startswith(f"{Kind.CENTER.path}/"):
        said = _("Also listed as %(a)sa cancer center%(end)s")
    else:
        said = _("Also listed as %(a)sa community cancer program%(end)s")
    return says(sentence(said, a=Opening(kept(f"/{hospital.site}"))))
