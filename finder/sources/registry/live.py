"""The live NPI Registry for the search, with our rule on addresses that look like homes."""

from __future__ import annotations

from typing import Literal

from finder.domain.live import LiveRegistry
from finder.sources.registry.search import live_registry
from finder.sources.street_addresses import looks_like_home


def live_from(use: Literal["ask", "on", "off"], url: str, seconds: float) -> LiveRegistry | None:
    """Return the registry at `url`, which takes no longer than `seconds`; None if its use is off.

    Raises BadSetting.
    """

    def is_home(sole: bool, street: str, second: str, practice: str) -> bool:
        return looks_like_home(
            sole=sole, street=f"{street} {second}".strip(), practice=practice, shared=False
        )

    if use == "off":
        return None
    return live_registry(url, seconds, by_itself=use == "on", is_home=is_home)
