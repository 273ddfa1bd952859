"""The name of the site, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from finder.language import SOURCE, _, current_language, marked

#: What the site is called where its operator chose no name (docs/decisions/2026-11-30-name-of-the-site.md).
DEFAULT = marked("Cancer Help Nearby")


@dataclass(frozen=True, slots=True)
class SiteName:
    """The operator's names of the site by language code; empty, the default in every language."""

    names: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the name in the current language, or in English where the operator wrote no other."""
        return self.names.get(current_language()) or self.names.get(SOURCE) or _(DEFAULT)
