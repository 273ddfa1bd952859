"""Make the trials of the extract: their sites on the map, joined with the curated places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from finder.directory.checked_data import CheckedData
from finder.directory.trials.join_places import PlaceJoin, join_with
from finder.directory.trials.locate import Locator
from finder.domain.trials import Trial, TrialContact, Trials, TrialSex, TrialSite
from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import read_extract, read_facts
from finder.sources.trials import TRIALS


@dataclass(frozen=True, slots=True)
class _Lookups:
    locator: Locator
    places: PlaceJoin
    cancers: frozenset[str]


def join_trials(folder: DataFolder, data: CheckedData) -> Trials:
    """Return the trials of the extract by their numbers, none if none were loaded. Raises BadFile."""
    path = folder.extract(TRIALS)
    table, facts = read_extract(path), read_facts(path)
    if table is None or facts is None:
        return Trials()
    places = join_with(data.curated.care_sites, data.places)
    cancers = frozenset(each.slug for each in data.curated.cancers)
    lookups = _Lookups(Locator.of(*data.places.towns()), places, cancers)
    rows = sorted(table.to_pylist(), key=lambda row: str(row["nct"]))
    return Trials([_trial(row, lookups) for row in rows], facts.as_of, facts.loaded_at[:10])


def _trial(row: dict[str, Any], lookups: _Lookups) -> tuple[Trial, tuple[TrialSite, ...]]:
    sites = tuple(_sites(row["sites"], lookups))
    trial = Trial(
        nct=row["nct"],
        title=row["title"],
        sponsor=row["sponsor"],
        phases=tuple(row["phases"]),
        purpose=row["purpose"],
        sex=row["sex"] if row["sex"] in get_args(TrialSex) else "",
        minimum_age=row["minimum_age"],
        maximum_age=row["maximum_age"],
        ages_known=row["ages_known"],
        updated=row["updated"],
        conditions=tuple(row["conditions"]),
        # A type that data/ no longer has is read anew at the next load.
        own=tuple(each for each in row["own"] if each in lookups.cancers),
        wider=tuple(each for each in row["wider"] if each in lookups.cancers),
        any_solid=row["any_solid"],
        any_blood=row["any_blood"],
        telemedicine=row["telemedicine"],
        contact=_contact(row["contact"]),
        site_count=len(sites),
    )
    return trial, sites


def _sites(rows: list[dict[str, Any]], lookups: _Lookups) -> Iterator[TrialSite]:
    for row in rows:
        located = lookups.locator.locate(row["city"], row["state"], row["zip"])
        yield TrialSite(
            facility=row["facility"],
            city=row["city"],
            state=located.state,
            zip=located.zip,
            recruiting=row["recruiting"],
            contact=_contact(row),
            latitude=located.point.latitude if located.point else None,
            longitude=located.point.longitude if located.point else None,
            exactness=located.exactness,
            place=lookups.places.place_of(
                row["facility"], row["city"], located.state, located.zip, located.point
            ),
        )


def _contact(row: dict[str, Any]) -> TrialContact:
    return TrialContact(row["name"], row["phone"], row["extension"], row["email"])
