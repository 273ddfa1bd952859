"""Danger signs of people with cancer: what to do, how soon, and the words that people type for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from finder.domain.guide.second_opinion import Chapter, Grade, Section, Statement, Urgency
from finder.domain.table import Table
from finder.language import marked

Who = Literal["anyone", "cancer", "chemo", "immunotherapy", "cell-therapy", "child"]

#: What to do, the most urgent first; `%(emergency)s` and `%(crisis)s` are numbers to call.
WHAT_TO_DO: dict[Urgency, str] = {
    "911": marked("Call %(emergency)s now."),
    "988": marked("Call or text %(crisis)s now."),
    "emergency-room": marked("Go to the emergency room now."),
    "team": marked("Call your cancer team’s 24-hour line now. If no one answers, go to the emergency room."),
    "today": marked("Call your cancer team today."),
}
#: The words on a button that calls: the crisis line for the sign of that name, for all others the emergency
#: number, since we do not know the cancer team's own line.
CALL: dict[Urgency, str] = {
    "911": marked("Call %(number)s"),
    "988": marked("Call or text %(number)s"),
    "emergency-room": marked("Call %(number)s"),
    "team": marked("If it gets worse, call %(number)s"),
    "today": marked("If it gets worse, call %(number)s"),
}
#: The order of urgencies: 0 is the most urgent.
RANK = {urgency: rank for rank, urgency in enumerate(WHAT_TO_DO)}
#: Whom a sign is for, in the order of lists.
WHO: dict[Who, str] = {
    "anyone": marked("Anyone"),
    "cancer": marked("Anyone with cancer"),
    "chemo": marked("During chemo"),
    "immunotherapy": marked("During immunotherapy, and for months after"),
    "cell-therapy": marked("After CAR-T, a bispecific drug or a transplant"),
    "child": marked("A child who has cancer, or may have it"),
}
#: The help line that answers people in crisis.
CRISIS_LINE = "988"


@dataclass(frozen=True, slots=True)
class Emergency:
    """A danger sign. `step` is one more thing to do; `why` is the reason to hurry.

    `brief`: it is on the short list of the guide and the pack. `body_systems`: the pack for a cancer of
    one of these also has it. `words_en` and `words_es` are what people type for it.
    """

    key: str
    who: Who
    urgency: Urgency
    sign: str
    why: str
    source: tuple[str, ...]
    grade: Grade
    words_en: tuple[str, ...]
    words_es: tuple[str, ...]
    step: str | None = None
    brief: bool = False
    body_systems: tuple[str, ...] = ()


EMERGENCIES = Table("emergency", Emergency, key=("key",))


def most_urgent_first(signs: Iterable[Emergency]) -> tuple[Emergency, ...]:
    """Return signs, each once, by urgency; those of one urgency stay in their order."""
    once = {sign.key: sign for sign in signs}
    return tuple(sorted(once.values(), key=lambda sign: RANK[sign.urgency]))


def with_signs(chapter: Chapter, signs: Iterable[Emergency]) -> Chapter:
    """Return a chapter whose emergency sections list the danger signs of the short list."""
    brief = [sign for sign in signs if sign.brief]
    return replace(chapter, sections=tuple(_filled(each, brief) for each in chapter.sections))


def _filled(section: Section, brief: Iterable[Emergency]) -> Section:
    if section.urgency is None:
        return section
    statements = [
        Statement(each.sign, each.grade, each.source, note=each.step or each.why)
        for each in brief
        if each.urgency == section.urgency
    ]
    return replace(section, statements=tuple(statements))


@dataclass(frozen=True, slots=True)
class EmergencyWord:
    """A word or phrase that means the same as others in a danger sign: "puking" means "vomit".

    `means` is the form for all of them. It is empty if the phrase is harmless: "hay fever".
    """

    word: str
    language: str
    means: str | None = None


EMERGENCY_WORDS = Table("emergency_word", EmergencyWord, key=("word", "language"))
