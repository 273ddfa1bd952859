"""vCards (RFC 6350, version 4.0): a shortlist for an address book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vText, vUri

from finder.formats.contacts import Contact


def cards(contacts: Iterable[Contact], root: str) -> str:
    """Return contacts as vCards, one after the other; `root` is the address of this site without a slash."""
    lines = [line for each in contacts for line in _card(each, root)]
    folded = (Contentline(line).to_ical().decode() for line in lines)  # type: ignore[no-untyped-call]
    return "".join(f"{line}\r\n" for line in folded)


def _card(each: Contact, root: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:individual" if each.path.startswith("clinicians/") else "KIND:org"
    yield _line("FN", each.name)
    if not each.path.startswith("clinicians/"):
        yield _line("ORG", each.name)
    for number in each.numbers:
        # RFC 6350, 6.4.1: a number is a URI; LABEL says what it is for, in programs that know it.
        tel = f"tel:{number.number}"
        parameters = Parameters({"VALUE": "uri", "TYPE": "work,voice", "LABEL": number.label})
        yield Contentline.from_parts("TEL", parameters, vUri(tel))
    parts = ("", "", each.street, each.city, each.state, each.zip, "USA")
    yield f"ADR;TYPE=work:{';'.join(_escaped(part) for part in parts)}"
    if each.url:
        yield Contentline.from_parts("URL", Parameters(), vUri(each.url))
    yield Contentline.from_parts("SOURCE", Parameters(), vUri(f"{root}/{each.path}"))
    said = [*each.why, *(f"{number.number}: {number.label}" for number in each.numbers), each.note]
    yield _line("NOTE", "\n".join(part for part in said if part))
    yield "END:VCARD"


def _line(name: str, text: str) -> str:
    line: str = Contentline.from_parts(name, Parameters(), vText(text))
    return line


def _escaped(text: str) -> str:
    escaped: str = vText(text).to_ical().decode()
    return escaped
