"""How words were read, and what is wrong with a question, as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.answers import Matches
from finder.domain.places import Place
from finder.errors import BadQuery, Choice, Fault
from finder.formats.json.people import Json
from finder.formats.json.places import encode, place


def cancer_matches(matches: Matches) -> bytes:
    """Return what words for a cancer may mean."""
    found = [{"slug": each.slug, "name": each.name, "score": each.score} for each in matches.matches]
    about = {"about": matches.about} if matches.about else {}
    return encode({"matches": found, "sure": matches.sure, "note": matches.note, **about})


def place_matches(places: Sequence[Place], choices: Sequence[Choice], note: str) -> bytes:
    """Return what words for a place may mean: one place, or names to choose from."""
    found: list[Json] = [place(each) for each in places]
    found += [{"name": choice.label, "near": choice.value} for choice in choices]
    return encode({"matches": found, "sure": len(places) == 1, "note": note})


def errors(error: BadQuery) -> bytes:
    """Return everything that is wrong with a question."""
    return encode({"errors": [_fault(each) for each in error.faults]})


def _fault(fault: Fault) -> Json:
    told: Json = {name: getattr(fault, name) for name in ("field", "reason", "hint", "choices")}
    return told | ({"about": fault.about} if fault.about else {})


def failure(reason: str, choices: Sequence[Choice] = ()) -> bytes:
    """Return what went wrong apart from any field, in the shape of every other error."""
    return encode({"errors": [{"field": "", "reason": reason, "hint": "", "choices": choices}]})
