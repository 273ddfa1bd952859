"""The pack as PDF, by typst: tagged for screen readers (PDF/UA), letter size, in the language it speaks."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import typst

from finder.domain.second_opinion import Section
from finder.formats import display
from finder.formats.contacts.contact import Contact
from finder.formats.paper import qr
from finder.formats.paper.contents import Pack, lines
from finder.language import _, current_language, translate

_TEMPLATE = Path(__file__).with_name("pack.typ")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return the fonts that come with typst: the same pages on every machine."""
    return typst.Fonts(include_system_fonts=False)


def render(pack: Pack, address: str, large: bool, made_on: str) -> bytes:
    """Return a pack as PDF. `address` is that of its page, empty where it has none; `made_on` an ISO date.

    Everything goes to typst as data, never as markup: no name can change the page.
    """
    asked = {
        "language": current_language(),
        "size": 16 if large else 12,
        "title": pack.title,
        "about": pack.about,
        "address": {"url": address, **_code(address)} if address else {"url": "", "code": ""},
        "urgent": [_section(each) for each in pack.urgent],
        "parts": [
            {
                "key": part.key,
                "label": part.label,
                "sections": [_section(each) for each in part.sections],
            }
            for part in pack.parts
        ],
        "calls": [_call(each) for each in pack.calls],
        "readings": [
            {"title": e.title, "meta": e.meta, "url": e.url, "language": e.language, **_code(e.url)}
            for e in pack.readings
        ],
        "words": _words(made_on),
    }
    made: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"pack": json.dumps(asked)},
        pdf_standards="ua-1",
    )
    return made


def _words(made_on: str) -> dict[str, str]:
    return {
        "made": _("Made on %(day)s with the finder.") % {"day": display.date(made_on)},
        "not_advice": _("This is not medical advice. Ask your own team how long it is safe to wait."),
        "notes": _("Notes"),
        "called": _("Called on"),
        "spoke": _("Spoke with"),
        "said": _("What they said"),
        "page": _("Page"),
        "code": _("QR code of the address"),
        "no_calls": _("No place is on your shortlist yet."),
        "no_readings": _("Choose a cancer type to get its documents."),
        "this": _("This pack on the web"),
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "heading": translate(section.heading),
        "lead": translate(section.lead or ""),
        "kind": section.kind,
        "lines": lines(section),
    }


def _call(call: Contact) -> dict[str, object]:
    return {
        "name": call.name,
        "what": [each for each in (call.kind, call.address, call.distance) if each],
        "cautions": call.cautions,
        "note": call.note,
        "url": call.url or "",
        "numbers": [{"label": each.called, "number": display.phone(each.number)} for each in call.numbers],
        **(_code(call.url) if call.url else {"code": ""}),
    }


def _code(address: str) -> dict[str, str]:
    """Return an address as a code, where a phone can read that from paper."""
    return {"code": qr.svg(address) if qr.fits(address) else ""}
