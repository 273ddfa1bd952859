"""A page of an answer as a Bundle, with links to the others."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from finder.formats.json.encode import encode
from finder.search.fhir.answer import Entry, Found
from finder.search.fhir.elements import part_of
from finder.search.fhir.query import DIRECTORY, OFFSET
from finder.search.fhir.values import UNITS
from finder.web.fhir.outcome import outcome

_DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
_UCUM = "http://unitsofmeasure.org"
_NOT_UCUM = {"mi": "[mi_i]"}
_ID = b'"id":"'


def bundle(found: Found, base: str) -> bytes:
    """Return a page; `base` is the address of this server. It is put together from the texts of resources."""
    entries = [b"".join(_match(each, found, base.encode())) for each in found.entries]
    entries += [_entry(each, found, base.encode()) + b'"search":{"mode":"include"}}' for each in found.added]
    if found.issues:
        entries.append(b'{"resource":%b,"search":{"mode":"outcome"}}' % encode(outcome(found.issues)))
    head = {
        "resourceType": "Bundle",
        "meta": {"lastUpdated": found.directory.built.isoformat(timespec="seconds")},
        "type": "searchset",
        **({"total": found.total} if found.query.has_total else {}),
        "link": [{"relation": name, "url": url} for name, url in _links(found, base)],
    }
    if not entries:
        return encode(head)
    return b'%b,"entry":[%b]}' % (encode(head)[:-1], b",".join(entries))


def _match(each: Entry, found: Found, base: bytes) -> Iterator[bytes]:
    yield _entry(each, found, base)
    if each.miles is None or not found.query.near:
        yield b'"search":{"mode":"match"}}'
        return
    unit = found.query.near.unit
    code = _NOT_UCUM.get(unit, unit)
    distance = (
        f'{{"value":{each.miles / UNITS[unit]:.3f},"unit":"{unit}","system":"{_UCUM}","code":"{code}"}}'
    )
    extension = f'{{"url":"{_DISTANCE}","valueDistance":{distance}}}'
    yield f'"search":{{"extension":[{extension}],"mode":"match"}}}}'.encode()


def _entry(each: Entry, found: Found, base: bytes) -> bytes:
    start = each.text.index(_ID) + len(_ID)
    resource_id = each.text[start : each.text.index(b'"', start)]
    text = part_of(each.text, each.type, found.query)
    return b'{"fullUrl":"%b/%b/%b","resource":%b,' % (base, each.type.encode(), resource_id, text)


def _links(found: Found, base: str) -> Iterator[tuple[str, str]]:
    query = found.query
    path, used = f"{base}/{query.type}", list(query.used)

    def address(offset: int, *, later: bool = False) -> str:
        count = [(name, str(query.count) if name == "_count" else text) for name, text in used]
        place = [(OFFSET, str(offset))] if offset else []
        directory = [(DIRECTORY, found.directory.version)] if later else []
        asked = [*count, *place, *directory]
        return f"{path}?{urlencode(asked, safe='|,:/')}" if asked else path

    yield "self", address(query.offset, later=bool(query.directory))
    size = 0 if query.summary == "count" else query.count
    if not size:
        return
    yield "first", address(0)
    if query.offset:
        yield "previous", address(max(0, query.offset - size), later=True)
    if query.offset + size < found.total:
        yield "next", address(query.offset + size, later=True)
