"""Rows of a file that cannot be used, for the report of a load."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from finder.language import _

#: How many refused rows a report shows; the others are only counted.
EXAMPLES = 20


@dataclass(slots=True)
class Refused:
    """Rows that cannot be used: how many for each reason, and the first of them with their row numbers."""

    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    #: How many of them have more or fewer fields than the header.
    uneven: int = 0
    #: How many lines above the header were skipped, such as a title.
    lines_above: int = 0
    #: How an example is written. Translated once here, as rows may be refused in threads without a language.
    template: str = field(default_factory=lambda: _("row %(row)s: %(reason)s"))

    def add(self, row: int | None, reason: str, where: str = "") -> None:
        """Refuse a row. Rows are counted from 1, the header being row 1; `where` names what has no number."""
        self.reasons[reason] += 1
        if len(self.examples) < EXAMPLES:
            numbered = self.template % {"row": f"{row:,}", "reason": reason} if row else reason
            self.examples.append(f"{where}: {reason}" if where else numbered)

    @property
    def total(self) -> int:
        """How many rows were refused."""
        return self.reasons.total()

    def notes(self) -> tuple[str, ...]:
        """Return a sentence about the lines above the header, if there are any."""
        if not self.lines_above:
            return ()
        return (_("lines above the header that were skipped: %(count)s") % {"count": self.lines_above},)
