"""The rows of CMS's files: clinicians, their affiliations, hospitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from .addresses import Address
from .draws import digits
from .layouts import hospital_header
from .record import Record, Who
from .sites import HOSPITAL_KINDS, Site, at_site
from .world import World, site_near

CMS_ADDRESS_DIFFERS = 0.32
IN_CMS = {"c": 0.7, "d": 0.7, "v": 0.7, "n": 0.12, "s": 0.0}  # by kind, of those CMS has a specialty for


def cms_lines(
    rng: Random, world: World, record: Record, seconds: Sequence[Address]
) -> tuple[list[str], list[str]]:
    """Return the person's rows of the clinicians and of the affiliations file; none for who is not there."""
    who = record.who
    if (
        not who
        or not who.specialties
        or rng.random() > IN_CMS[record.kind]
        or record.practice.country != "US"
    ):
        return [], []
    pac = digits(rng, 10)
    name = f"{who.last},{who.first},{who.middle},{who.suffix.strip('.')}"
    start = f"{record.npi},{pac},I{rng.randint(2003, 2026)}{digits(rng, 10)},{name},{_career(rng, who)},"
    accepts = "Y" if rng.random() < 0.97 else "M"
    places = dict.fromkeys(_cms_addresses(rng, world, record, seconds))
    rows = [f"{start}{_cms_address(rng, address, site, accepts)}\n" for address, site in places]
    return rows, [f"{record.npi},{pac},{name},{which}\n" for which in _affiliations(rng, world, record)]


def _career(rng: Random, who: Who) -> str:
    """Return the fields from the sex to telehealth."""
    written = who.credential.replace(".", "").replace(",", "").replace("M D", "MD")
    credential = written.partition(" ")[0][:4]
    made_up = f"MADE UP UNIVERSITY SCHOOL OF MEDICINE {rng.randint(1, 150)}"
    school = "OTHER" if rng.random() < 0.6 else made_up
    seconds = (*who.specialties[1:], "", "", "", "")[:4]
    every = ", ".join(who.specialties[1:])
    every = f'"{every}"' if "," in every else every
    telehealth = "Y" if rng.random() < 0.4 else ""
    year, specialties = rng.randint(1965, 2022), ",".join((who.specialties[0], *seconds))
    return f"{who.sex},{credential},{school},{year},{specialties},{every},{telehealth}"


def _cms_addresses(
    rng: Random, world: World, record: Record, seconds: Sequence[Address]
) -> list[tuple[Address, Site | None]]:
    """Return where CMS has the person: often where NPPES has them, and at sites nearby."""
    home = record.practice
    found: list[tuple[Address, Site | None]] = [(each, None) for each in (home, *seconds)]
    if rng.random() < CMS_ADDRESS_DIFFERS and (site := site_near(rng, world, home.zip)):
        found[0] = (site.address, site)
    for _ in range(min(int(rng.expovariate(0.5)), 9)):
        if site := site_near(rng, world, home.zip):
            found.append((at_site(rng, site), site))
    return found


def _cms_address(rng: Random, address: Address, site: Site | None, accepts: str) -> str:
    """Return the fields from the facility's name to the key of the address."""
    group = f"{site.name},{site.pac},{site.members}" if site else ",,"
    street = address.line_1.replace(" ", "X")[:11]
    key = f"{address.state}{address.zip:X<9}{address.city[:2]}{street:X<11}300"
    hidden = "Y" if not address.line_2 and rng.random() < 0.05 else ""
    return (
        f"{group},{address.line_1},{address.line_2},{hidden},{address.city},{address.state},{address.zip},"
        f"{address.phone},{accepts},{accepts if site else ''},{key}"
    )


def _affiliations(rng: Random, world: World, record: Record) -> Iterator[str]:
    """Yield the last three fields of the person's affiliations: hospitals nearby, rarely a nursing home."""
    hospitals = [site.ccn for site in world.near.get(record.practice.zip[:3], ()) if site.ccn]
    if not hospitals or rng.random() < 0.25:
        return
    for ccn in dict.fromkeys(rng.choices(hospitals, k=1 + min(int(rng.expovariate(0.6)), 6))):
        yield f"Hospital,{ccn},"
    if rng.random() < 0.1:
        yield f"Nursing home,{rng.randint(1, 53):02}9{digits(rng, 3)},"


def hospital_lines(rng: Random, world: World) -> Iterator[str]:
    """Yield the rows of Hospital General Information, the header first."""
    yield ",".join(f'"{name}"' for name in hospital_header()) + "\n"
    for site in world.hospitals:
        _, what, owner, emergency = HOSPITAL_KINDS[site.kind]
        at = site.address
        phone = f"({at.phone[:3]}) {at.phone[3:6]}-{at.phone[6:]}"
        friendly = "Y" if rng.random() < 0.41 else ""
        yield (
            f"{site.ccn},{site.name},{at.line_1},{at.city},{at.state},{at.zip[:5]},{site.county},{phone},"
            f"{what},{owner},{emergency},{friendly},{_rating(rng)}\n"
        )


def _rating(rng: Random) -> str:
    """Return the fields of the overall rating and of the five groups of measures."""
    if rng.random() < 0.53:
        return f"{rng.randint(1, 5)},,{'7,7,1,5,1,,' * 3}8,8,,12,11,"
    none = "Not Available"
    return f"{none},16,{f'7,{none},{none},{none},{none},5,' * 3}8,{none},5,12,{none},5"
