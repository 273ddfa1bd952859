"""The address that readers know the site by, and the hosts that it answers to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """Scheme and host (with its port) of every full address that pages carry; empty: those of each request.

    `hosts` are the names that are answered, in small letters; empty: any.
    """

    scheme: str = ""
    host: str = ""
    hosts: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether no request can put a foreign host into a page."""
        return bool(self.host or self.hosts)
