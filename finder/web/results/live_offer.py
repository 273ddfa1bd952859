"""The offer to look up doctors who are not loaded: what is asked of whom, and the button."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finder.domain.kinds import Kind
from finder.language import _, ngettext
from finder.search.answer import Answer
from finder.search.fields import LIVE, STREETS
from finder.search.parameters import Arguments
from finder.web.addresses import arguments
from finder.web.context import exported
from finder.web.links import SEARCH
from finder.web.results.nouns import town


@dataclass(frozen=True, slots=True)
class LiveOffer:
    """An offer: the paragraphs above the button, its label, and what the form sends to `path`."""

    anchor: str
    heading: str
    paragraphs: tuple[str, ...]
    button: str
    path: str
    fragment: str
    hidden: tuple[tuple[str, str], ...]


def offer_near(answer: Answer) -> LiveOffer | None:
    """Return the offer to look up doctors near the place of a question, None where there is none to make."""
    if not answer.offers_live or exported():
        return None
    place = {"place": town(answer.results.place)}
    said = (
        _(
            "Doctors are not loaded on this site. We can look some up in the NPI Registry, run by CMS"
            " (Medicare)."
        ),
        _(
            "If you press the button, our server sends the registry two things: the first three digits of"
            " nearby ZIP codes, and the specialty. It sends nothing about you."
        ),
    )
    return LiveOffer(
        Kind.CLINICIAN.path,
        _("Doctors near %(place)s") % place,
        said,
        _("Look up doctors near %(place)s") % place,
        SEARCH,
        f"#{Kind.CLINICIAN.path}" if answer.is_about_places else "",
        _fields(arguments(), ("page", STREETS.name)),
    )


def offer_record(path: str) -> LiveOffer:
    """Return the offer to look up the one doctor of a page."""
    return LiveOffer(
        "look-up",
        _("Look up this doctor"),
        (_sends_numbers(),),
        _("Look up this NPI"),
        path,
        "",
        _fields(arguments()),
    )


def offer_saved(path: str, count: int) -> LiveOffer:
    """Return the offer to look up doctors on a shortlist."""
    missing = ngettext(
        "%(count)s saved doctor is not loaded on this site.",
        "%(count)s saved doctors are not loaded on this site.",
        count,
    )
    return LiveOffer(
        "look-up",
        _("Look up saved doctors"),
        (missing % {"count": count}, _sends_numbers()),
        _("Look up saved doctors in the NPI Registry"),
        path,
        "",
        _fields(arguments()),
    )


def _sends_numbers() -> str:
    return _(
        "If you press the button, our server sends only the doctor's number, to the NPI Registry run by CMS"
        " (Medicare). It sends nothing about you."
    )


def _fields(given: Arguments, without: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return this request as hidden fields, with the choice to ask the registry."""
    kept: Iterable[tuple[str, str]] = (
        (name, text)
        for name, texts in given.items()
        if name not in (*without, LIVE.name)
        for text in texts
        if text
    )
    return (*kept, (LIVE.name, "yes"))
