"""A telephone number of a contact: whose it is, and what to ask for there."""

from __future__ import annotations

from dataclasses import dataclass

from finder.language import _, marked

#: What to ask for at each number, in the order patients need them. Numbers for doctors are left out.
USES = {
    "second opinions": marked("Call this one first. Say that you want a second opinion."),
    "new patients": marked("Say that you are a new patient and want a second opinion."),
    "main": marked("Ask for cancer care, then for the office that schedules second opinions."),
    "center": marked("Say which clinic you need, and that you want a second opinion."),
    "help line": marked("Call here if you don't know who to ask for."),
    "clinical trials": marked("Call this number only about clinical trials."),
    "practice": marked("Ask whether the doctor gives second opinions, and what to send first."),
    "Medicare records": marked("Ask for cancer care, then for the office that schedules second opinions."),
    "NCI records": marked("Ask for the cancer clinic, and say that you want a second opinion."),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number, written like +1-617-555-0100. `purpose` is a key of USES.

    `note` is what the record adds, such as who answers or how old the number is.
    """

    purpose: str
    label: str
    number: str
    note: str = ""

    @property
    def called(self) -> str:
        """The label with the note."""
        return f"{self.label}; {self.note}" if self.note else self.label

    @property
    def use(self) -> str:
        """What to ask for at this number."""
        return _(USES[self.purpose])
