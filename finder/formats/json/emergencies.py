"""JSON of danger signs."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.guide import emergencies
from finder.domain.guide.emergencies import Who
from finder.domain.guide.second_opinion import Grade, Urgency
from finder.formats.emergencies import what_to_do
from finder.formats.json.encode import Answer, Listing
from finder.language import translate
from finder.store.read_catalog import Catalog


class DangerSign(Answer, frozen=True, kw_only=True):
    """A danger sign: what to do, how soon, and why. Show it before everything else."""

    id: str
    who: Who
    sign: str
    do: str
    urgency: Urgency
    why: str
    source: tuple[str, ...]
    grade: Grade


class WithDanger(Answer, frozen=True, kw_only=True):
    """An answer to words: first the danger signs in them, which are to be shown before everything else."""

    danger: tuple[DangerSign, ...]


class ListWithDanger(WithDanger, frozen=True, kw_only=True):
    """A list that answers words: the danger signs in them, how many rows there are, the next page."""

    total: int
    next: str | None = None


class DangerSigns(Listing, frozen=True, kw_only=True):
    """Every danger sign."""

    results: tuple[DangerSign, ...]


def emergency(each: emergencies.Emergency, catalog: Catalog) -> DangerSign:
    """Return a danger sign: what to do, how soon, and why."""
    return DangerSign(
        id=each.key,
        who=each.who,
        sign=translate(each.sign),
        do=what_to_do(each, catalog),
        urgency=each.urgency,
        why=translate(each.why),
        source=each.source,
        grade=each.grade,
    )


def danger(signs: Iterable[emergencies.Emergency], catalog: Catalog) -> tuple[DangerSign, ...]:
    """Return the danger signs in a question as the field `danger` of its answer."""
    return tuple(emergency(each, catalog) for each in signs)
