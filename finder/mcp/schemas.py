"""JSON Schema of what a tool takes and returns, made from the records of its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from finder.search.filters import YES
from finder.search.parameters import LONGEST, MOST_VALUES, Parameter

Schema = dict[str, Any]

_UP_TO = re.compile(r"up to ([0-9]+), or ([a-z]+)")


def input_schema(parameters: Iterable[Parameter], required: Iterable[str]) -> Schema:
    """Return the schema of the arguments of a tool; no others are allowed."""
    return {
        "type": "object",
        "properties": {each.name: {**_values(each), "description": each.help} for each in parameters},
        "required": list(required),
        "additionalProperties": False,
    }


def _values(each: Parameter) -> Schema:
    if each.values is YES:
        return {"type": "boolean"}
    one = _one(each)
    if not each.many:
        return one
    # A model that means one often sends it without a list.
    return {"anyOf": [{"type": "array", "items": one, "maxItems": MOST_VALUES}, one]}


def _one(each: Parameter) -> Schema:
    if each.values is not None:
        return {"type": "string", "enum": list(each.values)}
    if each.bounds:
        return {"type": "integer", "minimum": each.bounds[0], "maximum": each.bounds[1]}
    if found := _UP_TO.fullmatch(each.written):
        number = {"type": "number", "exclusiveMinimum": 0, "maximum": int(found[1])}
        return {"anyOf": [number, {"type": "string", "enum": [found[2]]}]}
    return {"type": "string", "maxLength": LONGEST}


_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_OBJECT: Schema = {"type": ["object", "null"]}


def _object(fields: Mapping[str, Schema], required: Iterable[str]) -> Schema:
    return {"type": "object", "properties": dict(fields), "required": list(required)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


_DANGER = _object({"sign": _TEXT, "do": _TEXT, "urgency": _TEXT, "why": _TEXT}, ("sign", "do", "urgency"))
_SOURCE = _object(
    {"key": _TEXT, "name": _TEXT, "publisher": _TEXT_OR_NULL, "url": _TEXT_OR_NULL, "as_of": _TEXT_OR_NULL},
    ("key", "name"),
)
_COUNT: Schema = {"type": "integer", "minimum": 0}
_COMMON = {
    "danger": {**_list(_DANGER), "description": "Danger signs in the question: say these before all else."},
    "notice": {**_TEXT, "description": "What to say with every answer."},
    "sources": {**_list(_SOURCE), "description": "Where the facts come from; other fields name them by key."},
    "directory_built": {**_TEXT, "description": "The day when this directory was built: YYYY-MM-DD."},
}
_PAGED = {
    "results": _list({"type": "object"}),
    "total": _COUNT,
    "page": _COUNT,
    "pages": _COUNT,
    "place": _OBJECT,
    "understood": _OBJECT,
}


def output_schema(fields: Iterable[str]) -> Schema:
    """Return the schema of an answer with these fields, after the four that every answer has."""
    own = {name: _PAGED.get(name, {}) for name in fields}
    return _object({**_COMMON, **own}, (*_COMMON, *own))
