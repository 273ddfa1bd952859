"""The rows of one block, and all that the other files say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from .addresses import Address, street_address
from .cms import cms_lines
from .draws import SURNAMES, draw_from
from .job import Job
from .providers import organization, person
from .record import SEP, Life, Record, line, npi_at, stub
from .sites import at_site
from .world import World, make_world, site_near
from .zip_files import Piece, deflate

# Shares of all rows.
STUBS, PEOPLE = 0.035, 0.76
# Shares of cancer doctors and of others who have further practice locations.
SECONDARY, SECONDARY_OTHERS = 0.15, 0.055
# Shares of rows that a week changes, ends and brings back.
CHANGED, ENDED, BACK = 0.0013, 0.0001, 0.00005


class Task(NamedTuple):
    """The rows of one block. Those of a block of `new` NPIs are only in the weekly file."""

    number: int
    start: int
    rows: int
    new: bool


@dataclass(slots=True)
class Aside:
    """What blocks have to say beside the main file and those of CMS."""

    pl: list[str] = field(default_factory=list)
    othername: list[str] = field(default_factory=list)
    weekly: list[str] = field(default_factory=list)
    weekly_pl: list[str] = field(default_factory=list)
    stubs: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Aside) -> None:
        """Put the other's lines behind one's own."""
        self.pl += other.pl
        self.othername += other.othername
        self.weekly += other.weekly
        self.weekly_pl += other.weekly_pl
        self.stubs += other.stubs


class Made(NamedTuple):
    """What a block gives to the main file, to the two files of CMS, and to the others."""

    main: Piece
    clinicians: bytes
    affiliations: bytes
    aside: Aside


def make_block(job: Job, task: Task) -> Made:
    """Make the rows of one block and all that the other files say of them."""
    world = make_world(job.seed, job.as_of, job.spread)
    rng, cms, week = (Random(f"{what} {job.seed} {task.number}") for what in ("rows", "cms", "week"))
    main: list[str] = []
    clinicians: list[str] = []
    affiliations: list[str] = []
    aside = Aside()
    for record in _records(rng, world, job, task):
        if isinstance(record, str):
            main.append(_ended(rng, week, world, record, aside))
            continue
        main.append(line(record))
        seconds = _beside_main(rng, world, record, aside)
        if "cms" in job.wanted and not task.new:
            found, hospitals = cms_lines(cms, world, record, seconds)
            clinicians += found
            affiliations += hospitals
        roll = 0.0 if task.new else week.random()
        if roll < CHANGED + ENDED:
            aside.weekly.append(_in_week(week, world, record, roll, task.new))
            aside.weekly_pl += _second_lines(record, seconds)
    if task.new:
        return Made(deflate(""), b"", b"", Aside(weekly=aside.weekly, weekly_pl=aside.weekly_pl))
    packed = deflate("".join(main) if "monthly" in job.wanted else "")
    return Made(packed, "".join(clinicians).encode(), "".join(affiliations).encode(), aside)


def _records(rng: Random, world: World, job: Job, task: Task) -> Iterator[Record | str]:
    """Yield the records of a block in order; of a deactivated one only the NPI."""
    places = draw_from(rng, world.places, task.rows)
    people = draw_from(rng, world.codes, task.rows)
    kinds = draw_from(rng, world.organizations, task.rows)
    for index in range(task.rows):
        roll, npi = rng.random(), npi_at(task.start + index, job.seed)
        if roll < STUBS and not task.new:
            yield npi
        elif roll < STUBS + PEOPLE:
            yield person(rng, world, npi, people[index], places[index])
        else:
            yield organization(rng, world, npi, kinds[index], places[index])


def _ended(rng: Random, week: Random, world: World, npi: str, aside: Aside) -> str:
    """Return the row of a deactivated NPI; a few come back in the week."""
    day = world.days[int(rng.random() * (len(world.days) - 8))]
    aside.stubs.append((npi, day))
    if week.random() < BACK / STUBS:
        own, place = draw_from(week, world.codes, 1)[0], draw_from(week, world.places, 1)[0]
        new = person(week, world, npi, own, place)
        back = _this_week(week, world)
        aside.weekly.append(line(new._replace(life=Life(new.life.enumerated, back, day, back, back))))
    return stub(npi, day)


def _this_week(week: Random, world: World) -> str:
    return world.days[-7 + int(week.random() * 7)]


def _in_week(week: Random, world: World, record: Record, roll: float, new: bool) -> str:
    """Return the weekly row of a record that is new, changes or ends."""
    day, life = _this_week(week, world), record.life
    if new:
        return line(record._replace(life=Life(day, day, "", "", day)))
    if roll > CHANGED:
        return stub(record.npi, day)
    changed = record._replace(life=life._replace(updated=day, certified=day))
    if week.random() < 0.5:
        place = draw_from(week, world.places, 1)[0]
        changed = changed._replace(practice=street_address(week, place, world.streets))
    return line(changed)


def _beside_main(rng: Random, world: World, record: Record, aside: Aside) -> list[Address]:
    """Add what the reference files say of a record, and return its further practice locations."""
    if record.who is None and rng.random() < 0.3:
        what = rng.choice(("CARE", "HEALTH", "CLINIC", "GROUP"))
        name = f"MADE UP {rng.choice(SURNAMES)} {what} OF {record.practice.city}"
        aside.othername.append(f'"{record.npi}","{name}","{rng.choice("3345")}","{record.life.enumerated}"\n')
    if rng.random() > (SECONDARY if record.kind == "c" else SECONDARY_OTHERS):
        return []
    many = 1 + int(rng.random() ** 2 * 4)
    sites = [site_near(rng, world, record.practice.zip) for _ in range(many)]
    seconds = list(dict.fromkeys(at_site(rng, site) for site in sites if site))
    aside.pl += _second_lines(record, seconds)
    return seconds


def _second_lines(record: Record, seconds: Sequence[Address]) -> list[str]:
    return [f'"{record.npi}","{SEP.join(each[:7])}","","{each.fax}"\n' for each in seconds]
