"""Made-up people and organizations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from .addresses import Address, street_address
from .draws import SURNAMES, digits, draw_from, person_name
from .places import Place
from .record import BLANK, SEP, Life, Record, Who
from .sites import Site, at_site
from .taxonomies import COMPANIONS, HIDDEN_AS, SPECIALTIES, Organization, Taxonomy
from .world import FIRST_DAY, World, site_near

CERTIFIED_SINCE = (date(2020, 1, 1) - FIRST_DAY).days
REACTIVATED = 0.013  # share of all rows
# Shares of people.
SEVERAL_CODES, PRIMARY_LATER, NO_PRIMARY, SAME_MAIL = 0.32, 0.5, 0.01, 0.52
VAGUE_FIRST, HIDDEN = 0.12, 0.02  # cancer doctors whose first code says nothing, or whose only one does
# Shares of addresses.
MILITARY, FOREIGN = 0.002, 0.001
#: Is Sole Proprietor.
SOLE = "Y" * 31 + "N" * 65 + "X" * 4
FORMS = (", LLC", " INC", ", P.C.", "", "", " PLLC", ", INC.")
TITLES = ("OWNER", "OWNER", "CEO", "PRESIDENT", "ADMINISTRATOR", "MANAGING MEMBER", "DIRECTOR OF BILLING")
ISSUERS = ("MADE UP HEALTH PLAN", "MADE UP INSURANCE", "BCBS MADE UP", "RAILROAD", "MEDICAID", "")
GROUPS = ("193400000X SINGLE SPECIALTY GROUP", "193200000X MULTI-SPECIALTY GROUP")
#: City, state, postal code, country.
ABROAD = (
    ("TORONTO", "ONTARIO", "M5G2M9", "CA"),
    ("MUNICH", "BAYERN", "80331", "DE"),
    ("PUNE", "MAHARASHTRA", "411001", "IN"),
)
SLOTS_LEFT = [(SEP + BLANK[4 * left]) if left else "" for left in range(15, -1, -1)]
IDENTIFIERS_LEFT = [BLANK[4 * left] for left in range(50, 39, -1)]


def person(rng: Random, world: World, npi: str, own: Taxonomy, place: Place) -> Record:
    """Return a made-up person whose code of interest is `own`, practicing at the place or a site near it."""
    draw = rng.random
    name = last, first, middle, sex = person_name(rng)
    credential = own.credentials[int(draw() * len(own.credentials))]
    prefix = _prefix(rng, own, sex)
    suffix = ("JR.", "III", "II", "SR.")[int(draw() * 4)] if draw() < 0.014 else ""
    other = BLANK[9]
    if draw() < 0.046:
        other = f'","","{person_name(rng)[0]}","{first}","{middle}","","","{credential}","1'
    site = site_near(rng, world, place.zip) if own.kind == "c" and draw() < 0.6 else None
    mail, practice = _addresses(rng, world, place, site)
    codes, main = _codes(rng, world, own)
    return Record(
        npi,
        f'1","","","","{last}","{first}","{middle}","{prefix}","{suffix}","{credential}","{other}',
        mail,
        practice,
        _life(rng, world),
        f'{sex}","{BLANK[5]}',
        _slots(rng, codes, main, practice.state),
        _identifiers(rng, practice.state, 0.04),
        f'{SOLE[int(draw() * len(SOLE))]}","{BLANK[21]}',
        own.kind,
        Who(*name, suffix, credential, _specialties(rng, own, codes)),
    )


def _prefix(rng: Random, own: Taxonomy, sex: str) -> str:
    roll = rng.random()
    if own.kind in "cd" and roll < 0.3:
        return "DR."
    return "" if roll < 0.9 else {"F": "MS."}.get(sex, "MR.")


def _specialties(rng: Random, own: Taxonomy, codes: list[str]) -> tuple[str, ...]:
    """Return what CMS calls the person, the main specialty first; nothing for who cannot be enrolled."""
    if own.kind == "v" and rng.random() < HIDDEN:
        return (rng.choice(HIDDEN_AS),)
    if not own.specialty:
        return ()
    beside = (SPECIALTIES.get(code) for code in codes)
    return tuple(dict.fromkeys([own.specialty, *filter(None, beside)]))[:5]


def organization(rng: Random, world: World, npi: str, kind: Organization, place: Place) -> Record:
    """Return a made-up organization."""
    draw = rng.random
    site = site_near(rng, world, place.zip) if "ONCOLOGY" in kind.name and draw() < 0.7 else None
    mail, practice = _addresses(rng, world, place, site)
    legal = kind.name.format(practice.city) + FORMS[int(draw() * len(FORMS))]
    other = BLANK[9]
    if draw() < 0.2:
        other = f'{kind.name.format(SURNAMES[int(draw() * len(SURNAMES))])}","3","{BLANK[7]}'
    last, first, middle, _ = person_name(rng)
    title = TITLES[int(draw() * len(TITLES))]
    part = f'Y","MADE UP PARENT OF {practice.city}","<UNAVAIL>' if draw() < 0.08 else 'N","","'
    groups = f'{GROUPS[draw() < 0.25]}","{BLANK[14]}' if kind.group else BLANK[15]
    return Record(
        npi,
        f'2","","<UNAVAIL>","{legal}","{BLANK[6]}","{other}',
        mail,
        practice,
        _life(rng, world),
        f'","{last}","{first}","{middle}","{title}","{practice.phone}',
        _slots(rng, [kind.code], 0, practice.state),
        _identifiers(rng, practice.state, 0.06),
        f'","{part}","{BLANK[3]}","{groups}',
        "",
    )


def _addresses(rng: Random, world: World, place: Place, site: Site | None) -> tuple[Address, Address]:
    """Return the mailing address, often the same, and the practice address."""
    practice = at_site(rng, site) if site else _any_address(rng, world, place)
    mail = practice if rng.random() < SAME_MAIL else street_address(rng, place, world.streets)
    return (mail._replace(phone="") if rng.random() < 0.28 else mail), practice


def _any_address(rng: Random, world: World, place: Place) -> Address:
    """Return an address at the place, or rarely a military or a foreign one instead."""
    roll = rng.random()
    if roll > MILITARY + FOREIGN:
        return street_address(rng, place, world.streets)
    if roll > FOREIGN:
        return street_address(rng, rng.choice(world.military), world.streets)
    city, state, code, country = rng.choice(ABROAD)
    at_home = street_address(rng, place, world.streets)
    return at_home._replace(city=city, state=state, zip=code, country=country, phone="", fax="")


def _life(rng: Random, world: World) -> Life:
    """Return the days of a record: most were last updated long ago, a few were away for a while."""
    last = len(world.days) - 8
    begun = int(rng.random() * last)
    updated = begun + int((last - begun) * rng.random() ** 2.5)
    day = world.days[updated]
    certified = day if updated > CERTIFIED_SINCE else ""
    if rng.random() > REACTIVATED:
        return Life(world.days[begun], day, "", "", certified)
    return Life(world.days[begun], day, world.days[begun + (updated - begun) // 2], day, certified)


def _codes(rng: Random, world: World, own: Taxonomy) -> tuple[list[str], int]:
    """Return the codes of a person in order, and which is primary (-1: none)."""
    if own.kind == "c" and rng.random() < VAGUE_FIRST:
        return ["174400000X", own.code], int(rng.random() < 0.8)
    several = rng.random() < SEVERAL_CODES
    codes = list(dict.fromkeys([own.code, *_beside(rng, world, own)])) if several else [own.code]
    if len(codes) == 1 or rng.random() > PRIMARY_LATER:
        return codes, -1 if rng.random() < NO_PRIMARY else 0
    place = 1 + int(rng.random() * (len(codes) - 1))
    codes[0], codes[place] = codes[place], codes[0]
    return codes, place


def _beside(rng: Random, world: World, own: Taxonomy) -> list[str]:
    """Return one to four further codes: those that go with a code, or any of its kind."""
    many = min(1 + int(rng.expovariate(1.2)), 4)
    if companions := COMPANIONS.get(own.code) or COMPANIONS.get(own.code[:4]):
        return [rng.choice(companions) for _ in range(many)]
    pool = world.alike.get({"v": "n"}.get(own.kind, own.kind))
    return [each.code for each in draw_from(rng, pool, many)] if pool else []


def _slots(rng: Random, codes: Sequence[str], main: int, state: str) -> str:
    """Return the 60 taxonomy fields; the code at `main` is the primary one, or none if it is negative."""
    slots = (
        f"{code}{SEP}{_license(rng, state)}{SEP}{'Y' if number == main else 'N'}"
        for number, code in enumerate(codes)
    )
    return SEP.join(slots) + SLOTS_LEFT[len(codes)]


def _license(rng: Random, state: str) -> str:
    """Return a license number and its state as two fields; many give none."""
    roll = rng.random()
    if roll < 0.45:
        return SEP
    letters = ("", "", state, "MD", "R", "LIC-")[int(roll * 600) % 6]
    return f"{letters}{digits(rng, 5 + int(roll * 1700) % 4)}{SEP}{state}"


def _identifiers(rng: Random, state: str, share: float) -> str:
    """Return the 200 fields of other identifiers: blank for most."""
    if rng.random() > share:
        return IDENTIFIERS_LEFT[0]
    many = min(1 + int(rng.expovariate(0.7)), 10)
    made = (
        (digits(rng, 6 + int(rng.random() * 5)), rng.choice(("01", "05")), state, rng.choice(ISSUERS), "")
        for _ in range(many)
    )
    return "".join(map(SEP.join, made)) + IDENTIFIERS_LEFT[many]
