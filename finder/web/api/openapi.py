"""The OpenAPI 3.1 document of the API, made from the records of its operations, parameters and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from finder import __version__
from finder.domain.documents import EMERGENCY_NUMBER
from finder.formats.exports import geojson
from finder.formats.json.encode import Answer, reference
from finder.formats.json.errors import PROBLEM, Problem
from finder.search.parameters import LONGEST, Parameter
from finder.web.api.operations import JSON, Operation
from finder.web.api.paging import CURSOR

Schema = dict[str, Any]

#: The schemas of other formats that are JSON; all others are text.
_OF_MEDIA_TYPE: Mapping[str, Schema] = {geojson.MEDIA_TYPE: geojson.SCHEMA}
_SCHEMAS = "#/components/schemas/"

_TITLE = "Cancer Finder"
_ABOUT = (
    "Cancer centers, hospitals and specialists near a place, the NCCN and NCI PDQ documents for a cancer, and"
    " what a second opinion needs. Read-only, no key. Not medical advice: in an emergency call"
    f" {EMERGENCY_NUMBER}."
)
#: Errors that any operation may answer, by status.
_ALWAYS = {
    "400": "The question cannot be read: everything that is wrong with it.",
    "404": "There is no such record.",
    "414": "The address is too long.",
    "429": "Too many requests: ask again after the seconds in Retry-After.",
    "503": "The directory cannot be read at the moment.",
}
_CHANGED = "The directory has changed since the cursor was given: start again with the first page."


def document(operations: Sequence[Operation]) -> Schema:
    """Return the OpenAPI document, without the address of a server."""
    types: list[type[Answer]] = [Problem, *(each for one in operations for each in one.answers)]
    paths: Schema = {}
    for each in operations:
        paths |= _paths(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": _TITLE, "version": __version__, "description": _ABOUT},
        "paths": paths,
        "components": {"schemas": schemas(types)},
    }


def schemas(types: Iterable[type[Answer]]) -> Schema:
    """Return the JSON schemas of answers and of everything in them, by name."""
    named = {each.__name__: each for each in _all_below(Answer)}
    found = {each.__name__ for each in types}
    while True:
        ordered = [named[name] for name in sorted(found)]
        _, components = msgspec.json.schema_components(ordered, ref_template=f"{_SCHEMAS}{{name}}")
        # What is ready as text is referred to by its name alone (finder/formats/json/encode.py).
        referred = set(re.findall(rf"{_SCHEMAS}(\w+)", repr(components)))
        if referred <= set(components):
            return dict(sorted(components.items()))
        found |= referred - set(components)


def _all_below(kind: type[Answer]) -> Iterator[type[Answer]]:
    for each in kind.__subclasses__():
        yield each
        yield from _all_below(each)


def _paths(each: Operation) -> Schema:
    """Return an address, and those of its other formats."""
    path = re.sub(r"<(\w+)>", r"{\1}", each.path)
    refs = [reference(kind) for kind in each.answers]
    found = {path: {"get": _get(each, each.name, {JSON: {"schema": _either(refs)}})}}
    for ending, media_type in each.formats.items():
        content: Schema = {media_type: {"schema": _OF_MEDIA_TYPE.get(media_type, {"type": "string"})}}
        found[f"{path}.{ending}"] = {"get": _get(each, f"{each.name}_{ending}", content)}
    return found


def _get(each: Operation, name: str, content: Schema) -> Schema:
    problem = {"content": {PROBLEM: {"schema": reference(Problem)}}}
    errors = _ALWAYS | ({"409": _CHANGED} if CURSOR in each.parameters else {})
    responses: Schema = {
        "200": {"description": each.about, "content": content},
        "304": {"description": "Nothing has changed since the ETag that was sent."},
    }
    responses |= {status: {"description": about, **problem} for status, about in errors.items()}
    in_path = [_parameter(each.key, "path", True)] if each.key else []
    in_query = [_parameter(one, "query", one.name in each.required) for one in each.parameters]
    return {
        "operationId": name,
        "summary": each.about,
        "parameters": in_path + in_query,
        "responses": responses,
    }


def _parameter(each: Parameter, where: str, required: bool) -> Schema:
    found: Schema = {
        "name": each.name,
        "in": where,
        "required": required,
        "description": each.help + (f" ({each.written})" if each.written else ""),
        "schema": _schema(each),
    }
    if each.example:
        found["example"] = [each.example] if each.many else each.example
    return found


def _schema(each: Parameter) -> Schema:
    """Return the schema of the values of a parameter."""
    one: Schema = {"type": "string", "maxLength": LONGEST}
    if each.bounds:
        one = {"type": "integer", "minimum": each.bounds[0], "maximum": each.bounds[1]}
    elif each.values is not None:
        one = {"type": "string", "enum": list(each.values)}
    return {"type": "array", "items": one} if each.many else one


def _either(refs: list[dict[str, str]]) -> Mapping[str, Any]:
    return refs[0] if len(refs) == 1 else {"anyOf": refs}
