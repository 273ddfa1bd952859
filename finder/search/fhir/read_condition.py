"""Read the conditions of a search: parameters with their modifiers, chains and reverse chains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from finder.search.fhir import values
from finder.search.fhir.issues import Issue, NotKnown, Refused
from finder.search.fhir.parameters import BY_TYPE, MODIFIERS, NOT_LOADED, SearchParameter
from finder.search.fhir.query import AnyCondition, Chain, Condition, Has

#: References are followed so many times.
_DEEPEST: Final = 4


def read_condition(type_: str, whole: str, name: str, text: str, depth: int = 0) -> AnyCondition:
    """Read a condition on resources of a type; `whole` is the name of the parameter as it was sent.

    Raises NotKnown for a parameter or type that is not known, and Refused for what cannot be read.
    """
    if depth > _DEEPEST:
        raise Refused(Issue("too-costly", f"References are followed {_DEEPEST} times at most.", whole))
    if name.startswith("_has:"):
        return _has(type_, whole, name, text, depth)
    head, dot, rest = name.partition(".")
    code, _, modifier = head.partition(":")
    parameter = _known(type_, code)
    if not dot:
        return Condition(whole, parameter, *_values(parameter, modifier, text, whole))
    if parameter.kind != "reference":
        raise Refused(Issue("value", f"“{code}” is no reference, so nothing can follow it.", whole))
    if modifier and modifier not in parameter.targets:
        raise Refused(Issue("value", f"“{code}” leads to {' or '.join(parameter.targets)}.", whole))
    targets = (modifier,) if modifier else parameter.targets
    return Chain(
        parameter, tuple((each, read_condition(each, whole, rest, text, depth + 1)) for each in targets)
    )


def _has(type_: str, whole: str, name: str, text: str, depth: int) -> Has:
    parts = name.split(":", 3)
    if len(parts) < 4:
        advice = (
            "Write it as _has:Type:reference:parameter, such as _has:PractitionerRole:location:specialty."
        )
        raise Refused(Issue("value", advice, whole))
    _start, source, code, rest = parts
    if source not in BY_TYPE:
        raise NotKnown(f"There are no resources of the type “{source[:40]}” here.")
    parameter = _known(source, code)
    if parameter.kind != "reference" or type_ not in parameter.targets:
        raise Refused(Issue("value", f"“{code}” of {source} does not lead to {type_}.", whole))
    return Has(source, parameter, read_condition(source, whole, rest, text, depth + 1))


def _known(type_: str, code: str) -> SearchParameter:
    """Return a parameter of a type. Raises NotKnown for one that is not known, or that finds nothing."""
    parameter = BY_TYPE[type_].get(code)
    if parameter is None:
        raise NotKnown(f"{type_} has no search parameter “{code[:60]}” here.")
    if not parameter.loaded:
        raise NotKnown(f"“{code}” cannot be searched: {NOT_LOADED[code]}.")
    return parameter


def _values(parameter: SearchParameter, modifier: str, text: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Return modifier and values of a condition, checked. Raises Refused."""
    known = (*MODIFIERS[parameter.kind], *parameter.targets)
    if (modifier and modifier not in known) or name.endswith(":"):
        may = f" It knows {', '.join(f':{each}' for each in known)}." if known else ""
        raise Refused(
            Issue("not-supported", f"The modifier “:{modifier[:40]}” is not known here.{may}", name)
        )
    if parameter.kind == "special":
        values.read_near(text.strip(), name)
        return "", (text.strip(),)
    given = values.split(text, name)
    if modifier == "missing":
        if given not in (["true"], ["false"]):
            raise Refused(Issue("value", "“:missing” is true or false.", name))
    elif parameter.kind in _CHECKS:
        for each in given:
            _CHECKS[parameter.kind](each, name)
    return modifier, tuple(given)


_CHECKS: dict[str, Callable[[str, str], object]] = {
    "date": values.read_moment, "reference": values.read_reference,
}  # fmt: skip
