"""Write the trials with their sites, and what finds them: by cancer type, by place of care, by distance."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from finder.domain.cancers.types import CancerGroup, CancerType
from finder.domain.trials import Trial, Trials, TrialSite
from finder.geo.points import vector
from finder.store import schema
from finder.store.storage.interface import WriteTable
from finder.store.trials.trial_columns import (
    ANY,
    NO_LIMIT,
    OTHER_PURPOSE,
    PHASE_FLAGS,
    SITE_COLUMNS,
    TRIAL_COLUMNS,
    UNKNOWN_AGES,
)
from finder.store.write_records import Row

_encode = msgspec.json.Encoder().encode
#: The part of the body whose cancers are of the blood: its names in data/cancers.csv.
_BLOOD = ("Blood and bone marrow", "Lymphoma")
#: Cancers of children are of both kinds; these slugs are those of the blood.
_BLOOD_WORDS = ("leukemia", "lymphoma", "childhood-all", "childhood-aml")


def write_trials(
    write: WriteTable,
    cancers: Sequence[CancerType],
    groups: Sequence[CancerGroup],
    trials: Trials,
) -> dict[str, int]:
    """Write every trial and what finds it. Returns table → rows written."""
    rows = list(trials.trials)
    return {
        "trial": write(schema.trial, (_trial(at, trial) for at, (trial, _) in enumerate(rows))),
        "trial_site": write(schema.trial_site, _sites(rows)),
        "trial_list": write(schema.trial_list, _lists(rows, cancers, groups)),
        "meta": write(schema.meta, [{"name": "trials", "value": str(len(rows))}]),
        "trial_column": write(schema.trial_column, _columns(rows)),
    }


def _trial(number: int, trial: Trial) -> Row:
    return {"number": number, "nct": trial.nct, "document": _encode(trial).decode()}


def _sites(rows: Sequence[tuple[Trial, Sequence[TrialSite]]]) -> Iterator[Row]:
    number = 0
    for at, (_, sites) in enumerate(rows):
        for site in sites:
            yield {"number": number, "trial": at, "document": _encode(site).decode()}
            number += 1


def _lists(
    rows: Sequence[tuple[Trial, Sequence[TrialSite]]],
    cancers: Sequence[CancerType],
    groups: Sequence[CancerGroup],
) -> Iterator[Row]:
    if not rows:
        return
    lists: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("i"))
    types = _Types(cancers)
    for at, (trial, sites) in enumerate(rows):
        own = types.with_broader(trial.own)
        wider = types.wider(trial) - own
        # A trial for any of its kinds is one for the group.
        own |= {each.slug for each in groups if {*own, *trial.wider} & {*each.kinds}}
        wider |= {each.slug for each in groups if wider & {*each.kinds}} - own
        for slug in own:
            lists["own", slug].append(at)
        for slug in wider:
            lists["wider", slug].append(at)
        for path in {site.place for site in sites if site.place and site.recruiting}:
            lists["place", path].append(at)
    for kind, name in sorted(lists):
        yield {"kind": kind, "name": name, "trials": lists[kind, name].tobytes()}


class _Types:
    """The cancer types, with what is narrower and broader."""

    def __init__(self, cancers: Sequence[CancerType]) -> None:
        self._broader = {each.slug: each.broader for each in cancers}
        self._narrower: dict[str, set[str]] = defaultdict(set)
        for each in cancers:
            for slug in self.with_broader([each.slug]):
                self._narrower[slug].add(each.slug)
        self._blood = {each.slug for each in cancers if _is_blood(each)}
        self._solid = set(self._broader) - self._blood

    def with_broader(self, slugs: Sequence[str]) -> set[str]:
        """Return types with those that they are kinds of: a trial for DCIS is one for breast cancer."""
        found: set[str] = set()
        for slug in slugs:
            at: str | None = slug
            while at and at not in found:
                found.add(at)
                at = self._broader.get(at)
        return found

    def wider(self, trial: Trial) -> set[str]:
        """Return the types that a trial may be for, though it names a group, or a broader type."""
        named = {narrow for slug in (*trial.own, *trial.wider) for narrow in self._narrower[slug]}
        return (
            named | (self._solid if trial.any_solid else set()) | (self._blood if trial.any_blood else set())
        )


def _is_blood(cancer: CancerType) -> bool:
    return cancer.body_system in _BLOOD or any(word in cancer.slug for word in _BLOOD_WORDS)


def _columns(rows: Sequence[tuple[Trial, Sequence[TrialSite]]]) -> Iterator[Row]:
    if not rows:
        return
    of_trials = {name: array(_CODES[code]) for name, code in TRIAL_COLUMNS.items()}
    of_sites = {name: array(_CODES[code]) for name, code in SITE_COLUMNS.items()}
    number = 0
    for at, (trial, sites) in enumerate(rows):
        _append(of_trials, _trial_numbers(trial))
        for site in sites:
            if point := site.point:
                here = vector(point)
                _append(of_sites, {"trial": at, "site": number, "x": here.x, "y": here.y, "z": here.z})
            number += 1
    for name, numbers in {**of_trials, **of_sites}.items():
        yield {"name": name, "numbers": numbers.tobytes()}


_CODES = {"<u4": "I", "<i4": "i", "<f4": "f", "<f8": "d"}


def _append(columns: Mapping[str, array[int] | array[float]], values: Mapping[str, float]) -> None:
    for name, value in values.items():
        columns[name].append(value)  # type: ignore[arg-type]


def _trial_numbers(trial: Trial) -> Mapping[str, float]:
    flags = sum(PHASE_FLAGS[each] for each in trial.phases) or ANY
    if not trial.ages_known:
        flags |= UNKNOWN_AGES
    if trial.purpose not in ("", "TREATMENT"):
        flags |= OTHER_PURPOSE
    return {
        "flags": flags,
        "youngest": trial.minimum_age or 0.0,
        "oldest": NO_LIMIT if trial.maximum_age is None else trial.maximum_age,
    }
