"""Read the parameters of a search once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from finder.search.fhir import values
from finder.search.fhir.issues import Issue, NotKnown, Refused
from finder.search.fhir.parameters import BY_TYPE, includes_of, revincludes_of
from finder.search.fhir.query import DIRECTORY, MOST, OFFSET, AnyCondition, Condition, FhirQuery, Include
from finder.search.fhir.read_condition import read_condition

_MOST_CONDITIONS: Final = 40
#: What `_sort` knows.
SORTS = ("_id", "-_id", "_lastUpdated", "-_lastUpdated")
_SUMMARIES = ("true", "text", "data", "count", "false")
_TOTALS = ("none", "estimate", "accurate")

Arguments: TypeAlias = Iterable[tuple[str, str]]


def read_query(type_: str, arguments: Arguments, *, strict: bool) -> FhirQuery:
    """Read the parameters of a search for a type.

    Raises Refused with everything that is wrong: values that cannot be read, modifiers that are not known
    and, if `strict`, parameters that are not.
    """
    reader = _Reader(type_)
    for name, text in arguments:
        reader.read(name, text)
    faults = [*reader.faults, *(reader.ignored if strict else ())]
    if faults:
        raise Refused(*(replace(each, severity="error") for each in faults[:20]))
    near = [
        each for each in reader.conditions if isinstance(each, Condition) and each.parameter.code == "near"
    ]
    ranked = values.read_near(near[0].values[0], near[0].name) if near else None
    return FhirQuery(
        type=type_,
        conditions=tuple(each for each in reader.conditions if each not in near[:1]),
        near=ranked,
        used=tuple(reader.used),
        ignored=tuple(reader.ignored[:20]),
        **reader.options,
    )


@dataclass(slots=True)
class _Reader:
    """Reads one parameter after the other, and collects what is wrong."""

    type: str
    conditions: list[AnyCondition] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    used: list[tuple[str, str]] = field(default_factory=list)
    ignored: list[Issue] = field(default_factory=list)
    faults: list[Issue] = field(default_factory=list)

    def read(self, name: str, text: str) -> None:
        """Read one parameter."""
        try:
            if name in _PASSED_BY:
                return
            read_option = _OPTIONS.get(name, _read_condition)
            (read_option if text.strip() else _read_nothing)(self, name, text)
        except NotKnown as unknown:
            self.ignored.append(Issue("not-supported", str(unknown), name, "warning"))
        except Refused as refused:
            self.faults += refused.issues
        else:
            if name not in (OFFSET, DIRECTORY):
                self.used.append((name, text))

    def once(self, option: str, name: str, value: object) -> None:
        """Keep an option. Raises Refused if it was given before."""
        if option in self.options:
            raise Refused(Issue("value", "Give it only once.", name))
        self.options[option] = value


def _read_condition(reader: _Reader, name: str, text: str) -> None:
    if len(reader.conditions) >= _MOST_CONDITIONS:
        raise Refused(Issue("too-costly", f"Ask at most {_MOST_CONDITIONS} conditions.", name))
    reader.conditions.append(read_condition(reader.type, name, name, text))


def _read_nothing(_reader: _Reader, name: str, _text: str) -> None:
    raise NotKnown(f"“{name[:60]}” has no value.")


def _read_count(reader: _Reader, name: str, text: str) -> None:
    reader.once("count", name, min(_natural(name, text), MOST))


def _read_offset(reader: _Reader, name: str, text: str) -> None:
    reader.once("offset", name, min(_natural(name, text), 2**31))


def _natural(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 400):
        raise Refused(Issue("value", "It is a whole number, 0 or more.", name))
    return int(text)


def _read_directory(reader: _Reader, name: str, text: str) -> None:
    reader.once("directory", name, text[:80])


def _one_of(option: str, allowed: Sequence[str]) -> Callable[[_Reader, str, str], None]:
    def read(reader: _Reader, name: str, text: str) -> None:
        if text not in allowed:
            raise Refused(Issue("value", f"It is one of {', '.join(allowed)}.", name))
        reader.once(option, name, text)

    return read


def _read_total(reader: _Reader, name: str, text: str) -> None:
    if text not in _TOTALS:
        raise Refused(Issue("value", f"It is one of {', '.join(_TOTALS)}.", name))
    reader.once("has_total", name, text != "none")


def _read_elements(reader: _Reader, name: str, text: str) -> None:
    names = tuple(each.rpartition(".")[2] for each in values.split(text, name))
    if not all(each.isascii() and each.isalpha() for each in names):
        raise Refused(Issue("value", "Give the names of elements with commas between: name,address.", name))
    reader.once("elements", name, names)


def _read_sort(reader: _Reader, name: str, text: str) -> None:
    if text not in SORTS:
        raise NotKnown(f"Results can be sorted by {', '.join(SORTS)} only.")
    reader.once("sort", name, text)


def _read_include(reader: _Reader, name: str, text: str) -> None:
    option = "revincludes" if name.startswith("_revinclude") else "includes"
    iterate = name.endswith((":iterate", ":recurse"))
    source, _, rest = (f"{reader.type}:*" if text == "*" else text).partition(":")
    code, _, target = rest.partition(":")
    known = source in BY_TYPE and (code == "*" or code in BY_TYPE[source])
    if not known or not (found := _included(reader.type, option, source, code, target, iterate=iterate)):
        may = revincludes_of(reader.type) if option == "revincludes" else includes_of(reader.type)
        advice = f"{reader.type} knows {', '.join(may)}." if may else f"{reader.type} knows none."
        raise NotKnown(f"“{text[:80]}” adds nothing here. {advice}")
    reader.options[option] = (*reader.options.get(option, ()), *found)


def _included(
    type_: str, option: str, source: str, code: str, target: str, *, iterate: bool
) -> tuple[Include, ...]:
    """Return what an include adds; nothing if it cannot add anything to this search."""
    chosen = BY_TYPE[source].values() if code == "*" else (BY_TYPE[source][code],)
    found = [each for each in chosen if each.kind == "reference" and each.loaded]
    found = [each for each in found if not target or target in each.targets]
    if not iterate:
        leads = option == "includes"
        found = [each for each in found if (source == type_ if leads else type_ in each.targets)]
    return tuple(Include(source, each, target, iterate) for each in found)


#: Read elsewhere, or without an effect on the answer.
_PASSED_BY = frozenset(("_format", "_pretty"))
_OPTIONS: dict[str, Callable[[_Reader, str, str], None]] = {
    "_count": _read_count,
    OFFSET: _read_offset,
    DIRECTORY: _read_directory,
    "_summary": _one_of("summary", _SUMMARIES),
    "_elements": _read_elements,
    "_total": _read_total,
    "_sort": _read_sort,
    **{
        f"{name}{modifier}": _read_include
        for name in ("_include", "_revinclude")
        for modifier in ("", ":iterate", ":recurse")
    },
}
