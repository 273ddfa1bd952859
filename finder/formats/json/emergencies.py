"""JSON of danger signs."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.guide.emergencies import Emergency
from finder.formats.emergencies import what_to_do
from finder.formats.json.encode import Json
from finder.language import translate
from finder.store.read_catalog import Catalog


def emergency(each: Emergency, catalog: Catalog) -> Json:
    """Return a danger sign: what to do, how soon, and why."""
    return {
        "id": each.key,
        "who": each.who,
        "sign": translate(each.sign),
        "do": what_to_do(each, catalog),
        "urgency": each.urgency,
        "why": translate(each.why),
        "source": each.source,
        "grade": each.grade,
    }


def danger(signs: Iterable[Emergency], catalog: Catalog) -> Json:
    """Return the danger signs in a question as a field of its answer; it is empty if there are none."""
    return {"danger": [emergency(each, catalog) for each in signs]}
