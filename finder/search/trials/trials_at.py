"""How many trials recruit at places of care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finder.domain.cancers.types import CancerType
from finder.domain.sources import TRIALS as SOURCE
from finder.domain.trials import TrialCount
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import Catalog, catalog_of


def has_trials(catalog: Catalog) -> bool:
    """Tell whether trials are loaded."""
    return catalog.counts["trials"] > 0


def day_of_trials(catalog: Catalog) -> str:
    """Return the day of the registry's data that is loaded (YYYY-MM-DD), or ""."""
    source = catalog.sources.get(SOURCE)
    return (source and source.as_of) or ""


def trials_at(
    snapshot: Snapshot, connection: Connection, paths: Sequence[str], cancer: CancerType | None
) -> Mapping[str, TrialCount]:
    """Return the path of a place → how many trials recruit there, of the places that have any."""
    catalog = catalog_of(snapshot)
    if not paths or not has_trials(catalog):
        return {}
    from finder.store.trials.near_trials import count_at_places  # noqa: PLC0415 (loads NumPy)

    slug = cancer.slug if cancer else None
    return count_at_places(snapshot, connection, paths, slug, day_of_trials(catalog))
