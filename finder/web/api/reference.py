"""The OpenAPI document at its address, and the page that shows it: it needs no other host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from flask import Response, render_template
from markupsafe import Markup

from finder.language import _
from finder.search.parameters import Parameter, read_parameters
from finder.web.addresses import address, arguments, host_url, local
from finder.web.api.openapi import document
from finder.web.api.operations import Operation, blueprint, in_order, json
from finder.web.links import link


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of the page: a parameter or a field, what it may be, what it is."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of an answer with its fields."""

    name: str
    about: str
    fields: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An address of the API on the page; `answers` are the names of its objects, `example` is a link."""

    path: str
    about: str
    formats: str
    parameters: tuple[Row, ...]
    answers: tuple[str, ...]
    example: Markup


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI document."""
    read_parameters(arguments(), ())
    server = {"url": f"{host_url()}{blueprint.url_prefix}"}
    return json(msgspec.json.encode(_document() | {"servers": [server]}))


@blueprint.get("/")
def reference_page() -> str:
    """Show every address of the API with its parameters and the fields of its answers."""
    read_parameters(arguments(), ())
    schemas = _document()["components"]["schemas"]
    return render_template(
        "api/reference.html",
        entries=[_entry(each) for each in in_order()],
        shapes=[_shown(name, schemas) for name in schemas],
        root=local(str(blueprint.url_prefix)),
        document=link(local(f"{blueprint.url_prefix}/openapi.json"), "OpenAPI 3.1"),
    )


@cache
def _document() -> dict[str, Any]:
    """Return the document, which is the same as long as the program runs."""
    return document(in_order())


def _entry(each: Operation) -> Entry:
    given = ([(each.key, True)] if each.key else []) + [
        (one, one.name in each.required) for one in each.parameters
    ]
    return Entry(
        re.sub(r"<(\w+)>", r"{\1}", each.path),
        each.about,
        ", ".join(each.formats),
        tuple(_parameter(one, required) for one, required in given),
        tuple(one.__name__ for one in each.answers),
        _example(each),
    )


def _example(each: Operation) -> Markup:
    """Return a link that asks the address with an example of each required parameter; empty for a record."""
    if each.key:
        return Markup()
    values = {one.name: one.example for one in each.parameters if one.name in each.required}
    to = address(local(f"{blueprint.url_prefix}{each.path}"), values)
    return link(to, _("Example"))


def _parameter(each: Parameter, required: bool) -> Row:
    values = " | ".join(each.values) if each.values else each.format or "text"
    kind = values + (", may repeat" if each.many else "") + (", required" if required else "")
    return Row(each.name, kind, _(each.help))


def _shown(name: str, schemas: dict[str, Any]) -> Shape:
    """Return the fields of an object, in their order."""
    schema = schemas[name]
    fields = schema.get("properties", {})
    return Shape(
        name,
        schema.get("description", ""),
        tuple(Row(field, kind_of(each), each.get("description", "")) for field, each in fields.items()),
    )


def kind_of(schema: dict[str, Any]) -> str:
    """Return the type of a value in a few words: `text or null`, `list of Phone`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for several in ("anyOf", "allOf"):
        if several in schema:
            word = " or " if several == "anyOf" else " with "
            return word.join(dict.fromkeys(kind_of(each) for each in schema[several]))
    if "enum" in schema:
        return " | ".join("null" if each is None else str(each) for each in schema["enum"])
    if schema.get("type") == "array":
        inner = schema.get("items") or {"anyOf": schema.get("prefixItems", [])}
        return f"list of {kind_of(inner)}" if isinstance(inner, dict) and inner else "list"
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return f"map to {kind_of(inner)}" if isinstance(inner, dict) else "object"
    return _TYPES.get(str(schema.get("type")), "any")


_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}
