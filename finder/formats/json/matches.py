"""JSON of what typed words may mean."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.answers import Matches
from finder.domain.places import Place
from finder.errors import Choice
from finder.formats.json.encode import Json, encode
from finder.formats.json.search import place


def cancer_matches(matches: Matches) -> bytes:
    """Return the cancer types that words may mean."""
    cancers = [{"slug": each.slug, "name": each.name, "score": each.score} for each in matches.matches]
    about = {"about": matches.about} if matches.about else {}
    return encode({"matches": cancers, "sure": matches.sure, "note": matches.note, **about})


def place_matches(places: Sequence[Place], choices: Sequence[Choice], note: str) -> bytes:
    """Return the place that words mean, or the choices to type instead."""
    matches: list[Json] = [place(each) for each in places]
    matches += [{"name": choice.label, "near": choice.value} for choice in choices]
    return encode({"matches": matches, "sure": len(places) == 1, "note": note})
