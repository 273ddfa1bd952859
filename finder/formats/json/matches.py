"""JSON of what typed words may mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finder.domain.answers import Matches
from finder.domain.guide.emergencies import Emergency
from finder.domain.places import Place
from finder.errors import Choice
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import Json, encode
from finder.formats.json.search import place
from finder.store.read_catalog import Catalog


def cancer_matches(matches: Matches, signs: Iterable[Emergency], catalog: Catalog) -> bytes:
    """Return the danger signs and the cancer types that words may mean."""
    cancers = [{"slug": each.slug, "name": each.name, "score": each.score} for each in matches.matches]
    more: Json = {"about": matches.about} if matches.about else {}
    if matches.group:
        more["group"] = {"slug": matches.group.slug, "name": matches.group.name}
    read = {"matches": cancers, "sure": matches.sure, "note": matches.note, **more}
    return encode({**danger(signs, catalog), **read})


def place_matches(
    places: Sequence[Place],
    choices: Sequence[Choice],
    note: str,
    signs: Iterable[Emergency],
    catalog: Catalog,
) -> bytes:
    """Return the danger signs in words, and the place that they mean or the choices to type instead."""
    matches: list[Json] = [place(each) for each in places]
    matches += [{"name": choice.label, "near": choice.value} for choice in choices]
    return encode({**danger(signs, catalog), "matches": matches, "sure": len(places) == 1, "note": note})
