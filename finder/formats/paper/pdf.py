"""The pack as PDF, made by typst: letter size, tagged for screen readers (PDF/UA)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import typst

from finder.domain.documents import EMERGENCY_NUMBER
from finder.domain.guide.second_opinion import Section
from finder.formats import display
from finder.formats.contacts.contact import Contact
from finder.formats.contacts.numbers import Number
from finder.formats.emergencies import not_a_call
from finder.formats.paper import qr
from finder.formats.paper.contents import Pack, lines
from finder.formats.paper.first_page import FirstCall
from finder.language import _, current_language, translate

_TEMPLATE = Path(__file__).with_name("pack.typ")
#: What stands in print for a character that no font of ours has.
BOX = "□"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: All but Latin, Greek and Cyrillic letters, punctuation, and the signs that our own texts use.
LACKING = re.compile(
    r"[^\t\n\x20-\u017f\u0386\u0388-\u038a\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f"
    r"\u2010-\u2026\u2030\u2032\u2033\u20ac\u2122\u2190-\u2193\u2212\u25a1\u2713\ufffd]"
)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return only the fonts that come with typst, so that pages are the same on every computer."""
    return typst.Fonts(include_system_fonts=False)


def render(pack: Pack, address: str, large: bool, made_on: str, site: str) -> bytes:
    """Return a pack as PDF. `address` is that of its page, or empty; `made_on` is an ISO date,
    `site` the name of the site.

    Everything is passed to typst as data, never as markup, so that no name can change the layout.
    """
    content = {
        "language": current_language(),
        "size": 16 if large else 12,
        "title": pack.title,
        "site": site,
        "about": pack.about,
        "address": {"url": address, **_code(address)} if address else {"url": "", "code": ""},
        "first": {
            "lines": pack.first.lines,
            "calls": [_first_call(each) for each in pack.first.calls],
            "no_place": pack.first.no_place,
            "more": pack.first.more,
            "script": pack.first.script,
            "records": pack.first.records,
        },
        "signs": [
            {
                "label": group.label,
                "signs": [{"what_to_do": each.what_to_do, "signs": each.signs} for each in group.signs],
            }
            for group in pack.signs
        ],
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
        "words": _words(made_on, site),
    }
    try:
        return _typeset(json.dumps(content))
    except typst.TypstError:
        # Tagged PDF is refused where a character is in none of the fonts.
        return _typeset(json.dumps(_in_our_fonts(content)))


def _typeset(content: str) -> bytes:
    document: bytes = typst.compile(
        _TEMPLATE.read_bytes(), font_paths=_fonts(), sys_inputs={"pack": content}, pdf_standards="ua-1"
    )
    return document


def _in_our_fonts(content: object) -> object:
    """Return the content with a box for each character that our fonts may lack, and no control characters."""
    if isinstance(content, str):
        return LACKING.sub(BOX, _CONTROLS.sub("", content))
    if isinstance(content, dict):
        return {name: _in_our_fonts(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_in_our_fonts(each) for each in content]
    return content


def _words(made_on: str, site: str) -> dict[str, str]:
    """Return the fixed texts of the template in the current language."""
    return {
        "made": _("Made on %(day)s with %(site)s.") % {"day": display.date(made_on), "site": site},
        "not_advice": _("This is not medical advice. Ask your own team how long it is safe to wait."),
        "emergency": _("In an emergency call %(number)s.") % {"number": EMERGENCY_NUMBER},
        "signs_at_end": _("Danger signs are at the end."),
        "signs": _("Danger signs: when to get help now"),
        "not_complete": not_a_call(),
        "call_first": _("Call first"),
        "say": _("What to say"),
        "have_ready": _("Records to have ready"),
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


def _first_call(call: FirstCall) -> dict[str, object]:
    return {
        "name": call.name,
        "what": call.what,
        "cautions": call.cautions,
        "note": call.note,
        "why": call.why,
        "numbers": _numbers(call.numbers),
    }


def _numbers(numbers: Sequence[Number]) -> list[dict[str, str]]:
    return [{"label": each.called, "number": display.phone(each.number)} for each in numbers]


def _call(call: Contact) -> dict[str, object]:
    return {
        "name": call.name,
        "what": [each for each in (call.kind, call.address, call.distance) if each],
        "cautions": call.cautions,
        "note": call.note,
        "url": call.url or "",
        "numbers": _numbers(call.numbers),
        **(_code(call.url) if call.url else {"code": ""}),
    }


def _code(address: str) -> dict[str, str]:
    """Return the QR code of an address, if a phone can read it from paper."""
    return {"code": qr.svg(address) if qr.fits(address) else ""}
