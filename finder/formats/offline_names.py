"""The names of places of care for the exported folder: each, typed for a place, offers its town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.domain.care import CareSite
from finder.domain.kinds import CARE_SITES
from finder.formats.offline_index import script
from finder.geo.states import STATES, state_name
from finder.language import SOURCE, using_language
from finder.place_words import COMMON, FILLERS, GENERIC, SAME, words_of_place
from finder.store.names.gather_names import other_names


def names(sites: Iterable[CareSite], limits: Mapping[str, int]) -> bytes:
    """Return the names, and the words that find them.

    Each row is: name, city, state, the place of its kind (0 is a center), then its other names.
    `states` has the words of the names of states.
    """
    order = {kind: place for place, kind in enumerate(CARE_SITES)}
    with using_language(SOURCE):
        states = {code: " ".join(words_of_place(state_name(code))) for code in STATES}
    return script(
        "finderNames",
        {
            "rows": [
                [each.name, each.address.city, each.address.state, order[each.kind], *other_names(each)]
                for each in sites
            ],
            "states": states,
            "same": SAME,
            "fillers": sorted(FILLERS),
            "generic": sorted(GENERIC),
            "common": sorted(COMMON),
            "limits": limits,
        },
    )
