"""A shortlist as vCards (RFC 6350, version 4.0) for an address book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vText, vUri

from finder.domain.kinds import Kind, split_record
from finder.formats import display
from finder.formats.contacts.contact import Contact


def cards(contacts: Iterable[Contact], root: str) -> str:
    """Return contacts as vCards, one after the other. `root` is the address of this website, or empty."""
    lines = [line for each in contacts for line in _card(each, root)]
    folded = (Contentline(line).to_ical().decode() for line in lines)  # type: ignore[no-untyped-call]
    return "".join(f"{line}\r\n" for line in folded)


def _card(each: Contact, root: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    record = split_record(each.path)
    is_person = record is not None and record[0] is Kind.CLINICIAN
    yield "KIND:individual" if is_person else "KIND:org"
    yield _line("FN", each.name)
    if not is_person:
        yield _line("ORG", each.name)
    for at, number in enumerate(each.numbers, start=1):
        # A number is a URI (RFC 6350, 6.4.1). Apple and Google show what it is for from X-ABLABEL.
        parameters = Parameters({"VALUE": "uri", "TYPE": "work,voice", **({"PREF": "1"} if at == 1 else {})})
        yield f"item{at}.{Contentline.from_parts('TEL', parameters, vUri(f'tel:{number.number}'))}"
        yield f"item{at}.{_line('X-ABLABEL', number.label)}"
    parts = ("", "", each.street, each.city, each.state, each.zip, "USA")
    yield f"ADR;TYPE=work:{';'.join(_escaped(part) for part in parts)}"
    if each.url:
        yield Contentline.from_parts("URL", Parameters(), vUri(each.url))
    if each.zone:
        yield f"TZ:{each.zone.key}"
    if root:
        yield Contentline.from_parts("SOURCE", Parameters(), vUri(f"{root}/{each.page}"))
    numbers = [f"{display.phone(number.number)}: {number.called}" for number in each.numbers]
    notes = [*each.cautions, *each.why, *numbers, each.note]
    yield _line("NOTE", "\n".join(part for part in notes if part))
    yield "END:VCARD"


def _line(name: str, text: str) -> str:
    line: str = Contentline.from_parts(name, Parameters(), vText(text))
    return line


def _escaped(text: str) -> str:
    escaped: str = vText(text).to_ical().decode()
    return escaped
