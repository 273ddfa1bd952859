"""JSON of where facts come from."""

from __future__ import annotations

from finder.domain.clinicians import Clinician
from finder.domain.sources import NPI_REGISTRY, NPPES, Origin, Source
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog


def source(each: Source) -> Json:
    """Return a source of facts."""
    return {
        "key": each.key,
        "name": each.name,
        "publisher": each.publisher,
        "url": each.url,
        "as_of": each.as_of,
    }


def origin(each: Origin) -> Json:
    """Return the fields that say where a fact comes from: the key of its source, and when it was checked."""
    return {"source": each.source, "checked": each.checked}


def date_checked(each: Clinician, source: str, catalog: Catalog) -> str | None:
    """Return the date of a source's facts about a clinician: of their own record in it, or of its file."""
    return each.updated if source in (NPPES, NPI_REGISTRY) else catalog.sources[source].as_of
