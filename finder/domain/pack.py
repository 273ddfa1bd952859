"""What a second-opinion pack is made of: its parts, and which sections of the guide stand in each."""

from __future__ import annotations

from finder.language import marked

#: The parts of a pack in their order, by what they are called.
PARTS = {
    "calls": marked("Whom to call"),
    "records": marked("Records to gather"),
    "questions": marked("Questions to ask"),
    "insurance": marked("Insurance and cost"),
    "visit": marked("At the visit, and after"),
    "reading": marked("What to read"),
    "notes": marked("Room for notes"),
}
#: The sections of the guide in each part, by their id.
SECTIONS = {
    "calls": ("words", "ask-how-long"),
    "records": ("checklist",),
    "questions": (
        "about-diagnosis",
        "about-plan",
        "about-team",
        "pathologist",
        "surgeon",
        "medical-oncologist",
        "radiation-oncologist",
    ),
    "insurance": ("call-the-plan", "medicare"),
    "visit": ("before-you-leave", "what-to-do"),
}
#: The sections that a child's pack has besides.
OF_A_CHILD = {"records": ("child",)}
#: The sizes of type, in points on paper.
SIZES = {"normal": marked("Normal type"), "large": marked("Large type")}
