"""From a condition to the resources that pass it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from finder.plain_text import normalize
from finder.search.fhir import values
from finder.search.fhir.extract import code_key, text_key
from finder.search.fhir.index import NONE, Indexes, Keys, Numbers, TypeIndex, text_of, union
from finder.search.fhir.query import AnyCondition, Chain, Condition, Has


@dataclass(frozen=True, slots=True)
class Context:
    """What conditions are looked up in: the indexes, when the directory was built, and what lies near.

    `base` is the address of this server, with which references may begin.
    """

    indexes: Indexes
    built: datetime.datetime
    near: Callable[[values.Near], Numbers]
    base: str


def passing(context: Context, type_: str, condition: AnyCondition) -> Numbers:
    """Return the resources of a type that pass a condition."""
    index = context.indexes[type_]
    match condition:
        case Has():
            sources = passing(context, condition.type, condition.condition)
            links = context.indexes[condition.type].links.get(condition.parameter.code, {})
            return links[type_].of(sources) if type_ in links else NONE
        case Chain():
            links = index.links.get(condition.parameter.code, {})
            return union(
                links[target].to(passing(context, target, inner))
                for target, inner in condition.of_target
                if target in links
            )
        case _:
            return _simple(context, index, condition)


def _simple(context: Context, index: TypeIndex, condition: Condition) -> Numbers:
    match condition.modifier:
        case "missing":
            has = _with_any(index, condition)
            return _all_but(index, has) if condition.values[0] == "true" else has
        case "not":
            return _all_but(
                index, union(_coded(index, condition.parameter.code, each) for each in condition.values)
            )
        case "text":
            words = index.keys.get(text_of(condition.parameter.code))
            return union(_begins(words, each) for each in condition.values)
    return _KINDS[condition.parameter.kind](context, index, condition)


def _code(_context: Context, index: TypeIndex, condition: Condition) -> Numbers:
    return union(_coded(index, condition.parameter.code, each) for each in condition.values)


def _text(_context: Context, index: TypeIndex, condition: Condition) -> Numbers:
    find, keys = _TEXTS[condition.modifier], index.keys.get(condition.parameter.code)
    return union(find(keys, each) for each in condition.values)


def _date(context: Context, index: TypeIndex, condition: Condition) -> Numbers:
    """Return all resources or none: they are as old as the directory."""
    moments = (values.read_moment(each, condition.name) for each in condition.values)
    return index.every if any(values.holds(each, context.built) for each in moments) else NONE


def _near(context: Context, _index: TypeIndex, condition: Condition) -> Numbers:
    return context.near(values.read_near(condition.values[0], condition.name))


def _all_but(index: TypeIndex, numbers: Numbers) -> Numbers:
    return np.setdiff1d(index.every, numbers, assume_unique=True)


def _with_any(index: TypeIndex, condition: Condition) -> Numbers:
    code = condition.parameter.code
    if code in ("_id", "_lastUpdated"):
        return index.every
    if condition.parameter.kind == "reference":
        return union(np.unique(each.source) for each in index.links.get(code, {}).values())
    keys = index.keys.get(code)
    return keys.any() if keys else NONE


def _coded(index: TypeIndex, code: str, text: str) -> Numbers:
    wanted = values.read_code(text)
    if code == "_id":
        number = index.with_id(wanted.code) if not wanted.system else None
        return NONE if number is None else np.array([number], np.int32)
    keys = index.keys.get(code)
    if keys is None:
        return NONE
    if wanted.system is None:
        return keys.beginning(code_key(wanted.code))
    if wanted.code:
        return keys.exactly(code_key(wanted.code, wanted.system))
    return keys.containing(f"|{wanted.system}", at_end=True)


def _leading(context: Context, index: TypeIndex, condition: Condition) -> Numbers:
    """Return the resources with a reference: by its id, its type and id, or its address on this server."""
    found = []
    for text in condition.values:
        wanted = values.read_reference(text, condition.name)
        if wanted.base and wanted.base != context.base:
            continue
        only = wanted.type or (
            condition.modifier if condition.modifier in condition.parameter.targets else ""
        )
        for target, links in index.links.get(condition.parameter.code, {}).items():
            number = context.indexes[target].with_id(wanted.id) if only in ("", target) else None
            if number is not None:
                found.append(links.to(np.array([number], np.int32)))
    return union(found)


def _begins(keys: Keys | None, text: str) -> Numbers:
    plain = normalize(values.unescape(text))
    return keys.beginning(plain) if keys and plain else NONE


def _contains(keys: Keys | None, text: str) -> Numbers:
    plain = normalize(values.unescape(text))
    return keys.containing(plain) if keys and plain else NONE


def _exact(keys: Keys | None, text: str) -> Numbers:
    return keys.exactly(text_key(values.unescape(text))) if keys else NONE


_TEXTS: dict[str, Callable[[Keys | None, str], Numbers]] = {
    "": _begins, "contains": _contains, "exact": _exact,
}  # fmt: skip
_KINDS: dict[str, Callable[[Context, TypeIndex, Condition], Numbers]] = {
    "token": _code, "string": _text, "reference": _leading, "date": _date, "special": _near,
}  # fmt: skip
