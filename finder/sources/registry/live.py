"""The live NPI Registry as the search asks it, with our rule on addresses that look like homes."""

from __future__ import annotations

from finder.domain.live_registry import LiveRegistry
from finder.sources.addresses import looks_like_home
from finder.sources.registry.search import live_registry


def live_from(url: str, seconds: float) -> LiveRegistry:
    """Return the registry at `url`, which is waited for no longer than `seconds`."""

    def is_home(sole: bool, street: str, second: str, practice: str) -> bool:
        return looks_like_home(
            sole=sole, street=f"{street} {second}".strip(), practice=practice, shared=False
        )

    return live_registry(url, seconds, is_home=is_home)
