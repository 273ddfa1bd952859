"""A page of an answer as a Bundle, with links to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from finder.formats.json.encode import encode
from finder.search.fhir.answer import Entry, Found
from finder.search.fhir.elements import part_of
from finder.search.fhir.query import DIRECTORY, OFFSET, FhirQuery
from finder.search.fhir.values import UNITS
from finder.web.fhir.outcome import outcome

_DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
_UCUM = "http://unitsofmeasure.org"
_NOT_UCUM = {"mi": "[mi_i]"}
_ID = b'"id":"'


def bundle(found: Found, base: str) -> bytes:
    """Return a page; `base` is the address of this server. It is put together from the texts of resources."""
    begin = b'{"fullUrl":"%b/' % base.encode()
    search = _search_of(found.query)
    entries = [_entry(begin, each, found.query) + search(each.miles) for each in found.entries]
    entries += [_entry(begin, each, found.query) + b'"search":{"mode":"include"}}' for each in found.added]
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


def _search_of(query: FhirQuery) -> Callable[[float | None], bytes]:
    """Return what writes how an entry was found: with its distance, if places near a point were asked for."""
    if query.near is None:
        return lambda _miles: b'"search":{"mode":"match"}}'
    unit = query.near.unit
    code = _NOT_UCUM.get(unit, unit)
    quantity = f'"unit":"{unit}","system":"{_UCUM}","code":"{code}"'
    start = f'"search":{{"extension":[{{"url":"{_DISTANCE}","valueDistance":{{"value":'
    form = f'{start}%.3f,{quantity}}}}}],"mode":"match"}}}}'.encode()
    return lambda miles: form % ((miles or 0.0) / UNITS[unit])


def _entry(begin: bytes, each: Entry, query: FhirQuery) -> bytes:
    start = each.text.index(_ID) + len(_ID)
    resource_id = each.text[start : each.text.index(b'"', start)]
    return b'%b%b/%b","resource":%b,' % (
        begin, each.type.encode(), resource_id, part_of(each.text, each.type, query),
    )  # fmt: skip


def _links(found: Found, base: str) -> Iterator[tuple[str, str]]:
    query = found.query
    used = [(name, str(query.count) if name == "_count" else text) for name, text in query.used]
    asked = urlencode(used, safe="|,:/")

    def address(offset: int, *, later: bool = False) -> str:
        place = [f"{OFFSET}={offset}"] if offset else []
        directory = [f"{DIRECTORY}={found.directory.version}"] if later else []
        parameters = "&".join([*([asked] if asked else []), *place, *directory])
        return f"{base}/{query.type}?{parameters}" if parameters else f"{base}/{query.type}"

    yield "self", address(query.offset, later=bool(query.directory))
    size = 0 if query.summary == "count" else query.count
    if not size:
        return
    yield "first", address(0)
    if query.offset:
        yield "previous", address(max(0, query.offset - size), later=True)
    if query.offset + size < found.total:
        yield "next", address(query.offset + size, later=True)
