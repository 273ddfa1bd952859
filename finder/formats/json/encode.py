"""JSON objects and lists as text. The types of the objects are also the schemas of the OpenAPI document."""

from __future__ import annotations

from typing import Any

import msgspec

Json = dict[str, object]

encode = msgspec.json.Encoder().encode


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An object of an answer. Its docstring and its types are what the OpenAPI document says of it."""


class Listing(Answer, frozen=True, kw_only=True):
    """A list: how many rows there are in all, and the address of the next page, if it has pages."""

    total: int
    next: str | None = None


def fields(row: Answer) -> dict[str, Any]:
    """Return the fields of an object by the names that they have in JSON."""
    return {each.encode_name: getattr(row, each.name) for each in msgspec.structs.fields(row)}


def one_of(*types: type[Answer]) -> msgspec.Meta:
    """Return the schema of a value that is ready as text: an object of one of these types."""
    return msgspec.Meta(extra_json_schema={"anyOf": [reference(each) for each in types]})


def joined(first: type[Answer], *others: type[Answer]) -> msgspec.Meta:
    """Return the schema of an object that is ready as text: the fields of the first, and of one other."""
    either = {"anyOf": [reference(each) for each in others]}
    return msgspec.Meta(extra_json_schema={"allOf": [reference(first), either]})


def reference(kind: type[Answer]) -> dict[str, str]:
    """Return the reference to a schema of the OpenAPI document."""
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def join(first: Answer, text: bytes) -> msgspec.Raw:
    """Return an object with the fields of `first` before those of an object that is ready as text."""
    return msgspec.Raw(encode(first)[:-1] + b"," + text[1:])
