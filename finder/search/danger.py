"""Danger signs in a question: whatever box they were typed into, they are answered first."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.guide.emergencies import RANK, WHO, Emergency, most_urgent_first
from finder.search.parameters import MOST_VALUES, Arguments
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.danger import find_signs

#: The parameters that hold what people type, and whether the box asks for the name of a place or person.
BOXES = {"cancer": False, "q": False, "specialty": False, "near": True, "name": True, "hospital": True}
#: How many characters of a text are read for danger signs: several times what a box takes.
_MOST = 1000
_ZIP_LENGTH = 5


def danger_in(snapshot: Snapshot, arguments: Arguments) -> tuple[Emergency, ...]:
    """Return the danger signs in the boxes of a question, the most urgent first, each once."""
    texts = [
        (text, is_name) for name, is_name in BOXES.items() for text in arguments.get(name, ())[:MOST_VALUES]
    ]
    found = [_signs(snapshot, text[:_MOST], is_name=is_name) for text, is_name in texts if text.strip()]
    return most_urgent_first(sign for signs in found for sign in signs)


def _signs(snapshot: Snapshot, text: str, *, is_name: bool) -> Sequence[Emergency]:
    """Return the signs in a text. Slugs of cancers are what links send, and are read once."""
    if text.isascii() and text.isdigit() and len(text) == _ZIP_LENGTH:
        return ()  # a ZIP code
    if text in catalog_of(snapshot).cancers:
        return snapshot.cached(("danger", text, is_name), lambda: find_signs(snapshot, text, is_name=is_name))
    return find_signs(snapshot, text, is_name=is_name)


def every_sign(snapshot: Snapshot) -> list[Emergency]:
    """Return all danger signs by whom they are for, the most urgent first."""
    groups = list(WHO)
    signs = catalog_of(snapshot).emergencies.values()
    return sorted(signs, key=lambda sign: (groups.index(sign.who), RANK[sign.urgency]))
