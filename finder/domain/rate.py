"""How often one address may ask."""

from __future__ import annotations

from dataclasses import dataclass

#: Requests are counted in each process.
MEMORY = "memory://"
#: How often one address may ask, where the operator does not say.
USUAL = "1200/minute"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate such as 1200/minute, and where requests are counted: in this process, or in a Redis for several.

    `is_chosen`: the operator chose it. The default does not count this computer itself.
    """

    text: str
    store: str
    is_chosen: bool
