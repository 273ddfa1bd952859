"""From a condition to the resources that pass it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from finder.directory.fhir.numbering import Numbering
from finder.plain_text import normalize
from finder.search.fhir import values
from finder.search.fhir.index.extract import code_key, text_key, text_of
from finder.search.fhir.index.keys import NO_KEYS, Index, Keys
from finder.search.fhir.index.numbers import NONE, Numbers, union
from finder.search.fhir.query import AnyCondition, Chain, Condition, Has


@dataclass(frozen=True, slots=True)
class Context:
    """What conditions are looked up in: the resources of each type, when they were built, and what is near.

    The index of a type is made when something of it is first asked for. `base` is the address of this server,
    with which references may begin.
    """

    numberings: Mapping[str, Numbering]
    index: Callable[[str], Index]
    built: datetime.datetime
    near: Callable[[values.Near], Numbers]
    base: str


def passing(context: Context, type_: str, condition: AnyCondition) -> Numbers:
    """Return the resources of a type that pass a condition."""
    match condition:
        case Has():
            sources = passing(context, condition.type, condition.condition)
            links = context.index(condition.type).links[condition.parameter.code]
            return links[type_].of(sources) if type_ in links else NONE
        case Chain():
            links = context.index(type_).links[condition.parameter.code]
            return union(
                links[target].to(passing(context, target, inner))
                for target, inner in condition.of_target
                if target in links
            )
        case _:
            return _simple(context, type_, condition)


def _simple(context: Context, type_: str, condition: Condition) -> Numbers:
    every = context.numberings[type_]
    match condition.modifier:
        case "missing":
            has = _with_any(context, type_, condition)
            return _all_but(every, has) if condition.values[0] == "true" else has
        case "not":
            return _all_but(every, _code(context, type_, condition))
        case "text":
            words = context.index(type_).keys.get(text_of(condition.parameter.code), NO_KEYS)
            return union(_begins(words, each) for each in condition.values)
    return _KINDS[condition.parameter.kind](context, type_, condition)


def _all_but(numbering: Numbering, numbers: Numbers) -> Numbers:
    return np.setdiff1d(numbering.every, numbers, assume_unique=True)


def _with_any(context: Context, type_: str, condition: Condition) -> Numbers:
    code = condition.parameter.code
    if code in ("_id", "_lastUpdated"):
        return context.numberings[type_].every
    index = context.index(type_)
    if condition.parameter.kind == "reference":
        return union(np.unique(each.source) for each in index.links[code].values())
    return index.keys[code].any()


def _code(context: Context, type_: str, condition: Condition) -> Numbers:
    if condition.parameter.code == "_id":
        return union(_with_id(context.numberings[type_], each) for each in condition.values)
    keys = context.index(type_).keys[condition.parameter.code]
    return union(_coded(keys, values.read_code(each)) for each in condition.values)


def _with_id(numbering: Numbering, text: str) -> Numbers:
    wanted = values.read_code(text)
    number = None if wanted.system else numbering.with_id(wanted.code)
    return NONE if number is None else np.array([number], np.int32)


def _coded(keys: Keys, wanted: values.Code) -> Numbers:
    if wanted.system is None:
        return keys.beginning(code_key(wanted.code))
    if wanted.code:
        return keys.exactly(code_key(wanted.code, wanted.system))
    return keys.containing(f"|{wanted.system}", at_end=True)


def _text(context: Context, type_: str, condition: Condition) -> Numbers:
    find, keys = _TEXTS[condition.modifier], context.index(type_).keys[condition.parameter.code]
    return union(find(keys, each) for each in condition.values)


def _date(context: Context, type_: str, condition: Condition) -> Numbers:
    """Return all resources or none: they are as old as the directory."""
    moments = (values.read_moment(each, condition.name) for each in condition.values)
    passes = any(values.holds(each, context.built) for each in moments)
    return context.numberings[type_].every if passes else NONE


def _near(context: Context, _type: str, condition: Condition) -> Numbers:
    return context.near(values.read_near(condition.values[0], condition.name))


def _leading(context: Context, type_: str, condition: Condition) -> Numbers:
    """Return the resources with a reference: by its id, its type and id, or its address on this server."""
    links = context.index(type_).links[condition.parameter.code]
    return union(
        each.to(np.array([number], np.int32))
        for text in condition.values
        for target, each in links.items()
        if (number := _led_to(context, target, condition, text)) is not None
    )


def _led_to(context: Context, target: str, condition: Condition, text: str) -> int | None:
    """Return the number of the resource of a type that a reference means; None if it means none."""
    wanted = values.read_reference(text, condition.name)
    is_ours = not wanted.base or wanted.base == context.base
    only = wanted.type or condition.modifier
    return context.numberings[target].with_id(wanted.id) if is_ours and only in ("", target) else None


def _begins(keys: Keys, text: str) -> Numbers:
    plain = normalize(values.unescape(text))
    return keys.beginning(plain) if plain else NONE


def _contains(keys: Keys, text: str) -> Numbers:
    plain = normalize(values.unescape(text))
    return keys.containing(plain) if plain else NONE


def _exact(keys: Keys, text: str) -> Numbers:
    return keys.exactly(text_key(values.unescape(text)))


_TEXTS: dict[str, Callable[[Keys, str], Numbers]] = {
    "": _begins, "contains": _contains, "exact": _exact,
}  # fmt: skip
_KINDS: dict[str, Callable[[Context, str, Condition], Numbers]] = {
    "token": _code, "string": _text, "reference": _leading, "date": _date, "special": _near,
}  # fmt: skip
