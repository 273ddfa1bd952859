"""The live NPI Registry for the search, with our rule on addresses that look like homes."""

from __future__ import annotations

from finder.domain.clinicians import LiveRegistry
from finder.sources.registry.search import live_registry
from finder.sources.street_addresses import looks_like_home


def live_from(url: str, seconds: float) -> LiveRegistry:
    """Return a search of the registry at `url` that takes no longer than `seconds`. Raises BadSetting."""

    def is_home(sole: bool, street: str, second: str, practice: str) -> bool:
        return looks_like_home(
            sole=sole, street=f"{street} {second}".strip(), practice=practice, shared=False
        )

    return live_registry(url, seconds, is_home=is_home)
