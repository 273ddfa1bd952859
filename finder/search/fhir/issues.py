"""What is wrong with a request of a FHIR client, as an OperationOutcome says it.

Clients read these, not patients: they are in English alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fatal", "error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to say about a request: a code of FHIR's IssueType, what is wrong, and where.

    `parameter` is the name of the parameter as it was sent, empty if it is about none.
    """

    code: str
    text: str
    parameter: str = ""
    severity: Severity = "error"


class Refused(ValueError):
    """A request that cannot be answered: its status, and everything that is wrong with it."""

    def __init__(self, *issues: Issue, status: int = 400) -> None:
        super().__init__("; ".join(each.text for each in issues))
        self.issues = issues
        self.status = status


class NotKnown(LookupError):
    """A parameter, or what it names, is not known here: it is reported, or refused if a client wants that."""
