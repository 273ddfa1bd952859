"""A shortlist as vCards for an address book: version 3.0 (RFC 2426), which phones read, or 4.0 (RFC 6350)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vText, vUri

from finder.domain.kinds import Kind, split_record
from finder.formats import display
from finder.formats.contacts.contact import Contact

#: The versions that can be written, the usual one first.
VERSIONS = ("3.0", "4.0")


def cards(contacts: Iterable[Contact], root: str, version: str = VERSIONS[0]) -> str:
    """Return contacts as vCards, one after the other. `root` is the address of this website, or empty."""
    lines = [line for each in contacts for line in _card(each, root, version)]
    folded = (Contentline(line).to_ical().decode() for line in lines)  # type: ignore[no-untyped-call]
    return "".join(f"{line}\r\n" for line in folded)


def _card(each: Contact, root: str, version: str) -> Iterator[str]:
    newer = version == "4.0"
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    record = split_record(each.path)
    is_person = record is not None and record[0] is Kind.CLINICIAN
    if newer:
        yield "KIND:individual" if is_person else "KIND:org"
    # Version 3.0 requires N, which is empty for a place: address books then show FN.
    yield f"N:{_parts(each.sorted_name)}"
    yield _line("FN", each.name)
    if not is_person:
        yield _line("ORG", each.name)
        yield "X-ABShowAs:COMPANY"
    for at, number in enumerate(each.numbers, start=1):
        # Many phones show "tel:" of a URI as part of the number. Text is right in both versions.
        # Apple and Google show what a number is for from X-ABLABEL.
        types = _types(("WORK", "VOICE"), newer, preferred=at == 1)
        yield f"item{at}.TEL;{types}:{number.number}"
        yield f"item{at}.{_line('X-ABLABEL', number.label)}"
    place = ("", "", each.street, each.city, each.state, each.zip, "USA")
    yield f"ADR;{_types(('WORK',), newer)}:{_parts(place)}"
    if each.url:
        yield Contentline.from_parts("URL", Parameters(), vUri(each.url))
    if each.zone:
        yield f"TZ{'' if newer else ';VALUE=text'}:{each.zone.key}"
    if root:
        yield Contentline.from_parts("SOURCE", Parameters(), vUri(f"{root}/{each.page}"))
    numbers = [f"{display.phone(number.number)}: {number.called}" for number in each.numbers]
    notes = [*each.cautions, *each.why, *numbers, each.note]
    yield _line("NOTE", "\n".join(part for part in notes if part))
    yield "END:VCARD"


def _types(types: tuple[str, ...], newer: bool, *, preferred: bool = False) -> str:
    """Return the parameters of a value: each type on its own, as address books on phones write them."""
    written = ";".join(f"TYPE={each.lower() if newer else each}" for each in types)
    return written + ((";PREF=1" if newer else ";TYPE=PREF") if preferred else "")


def _line(name: str, text: str) -> str:
    line: str = Contentline.from_parts(name, Parameters(), vText(text))
    return line


def _parts(texts: Iterable[str]) -> str:
    return ";".join(vText(text).to_ical().decode() for text in texts)
