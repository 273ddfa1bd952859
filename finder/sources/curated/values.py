"""Values of a row: whether they are of their type, and how to reach each by the name of its column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect

from finder.language import _, marked
from finder.sources.curated import messages
from finder.sources.curated.row_locations import Keys, column

#: What a value of each type is, in words. A CSV file and a TOML file write truths differently.
_WORDS: dict[type, str] = {
    inspect.StrType: marked("text in quotes"),
    inspect.IntType: marked("a whole number"),
    inspect.FloatType: marked("a number"),
    inspect.VarTupleType: marked("a list in square brackets"),
    inspect.TupleType: marked("exactly one"),
    inspect.DictType: marked("a table"),
    inspect.StructType: marked("a table"),
}
_CSV_BOOL, _TOML_BOOL = marked("`yes` or `no`"), marked("`true` or `false`")
_PYTHON: dict[type, type | tuple[type, ...]] = {
    inspect.StrType: str,
    inspect.IntType: int,
    inspect.FloatType: (int, float),
    inspect.BoolType: bool,
    inspect.VarTupleType: (list, tuple),
    inspect.DictType: dict,
    inspect.StructType: dict,
}

Type = inspect.Type


def type_of(row: type[Any]) -> inspect.StructType | inspect.DataclassType:
    """Return the type of a row with those of its fields."""
    kind = inspect.type_info(row)
    assert isinstance(kind, inspect.StructType | inspect.DataclassType)  # noqa: S101 (rows are nothing else)
    return kind


def fields_of(row: type) -> Mapping[str, inspect.Field]:
    """Return the fields of a row by the names they have in the file."""
    return {field.encode_name: field for field in type_of(row).fields}


def plain(kind: Type) -> Type:
    """Return the type of a value that is there: of `str | None`, `str`."""
    if isinstance(kind, inspect.UnionType):
        return next(each for each in kind.types if not isinstance(each, inspect.NoneType))
    return kind


def column_types(row: type) -> Iterator[tuple[str, Type, bool]]:
    """Yield every column of a row as `site.phone.number`, with its type and whether it must be there."""
    yield from _columns(type_of(row), "", True)


def _columns(kind: Type, name: str, required: bool) -> Iterator[tuple[str, Type, bool]]:
    kind = plain(kind)
    inner, step = kind, ""
    if isinstance(kind, inspect.VarTupleType):
        inner = kind.item_type
    elif isinstance(kind, inspect.TupleType):
        inner = kind.item_types[0]
    elif isinstance(kind, inspect.DictType):
        inner, step = kind.value_type, ".*"
    if isinstance(inner, inspect.StructType | inspect.DataclassType):
        for field in inner.fields:
            inside = f"{name}{step}.{field.encode_name}".lstrip(".")
            yield from _columns(field.type, inside, field.required)
    else:
        yield name, kind, required


def type_faults(value: object, kind: Type, keys: Keys = (), *, csv: bool) -> Iterator[tuple[Keys, str]]:
    """Yield every part of a value that is not of its type: its keys, and what is wrong in words."""
    if isinstance(kind, inspect.UnionType):
        lists = [each for each in kind.types if isinstance(each, inspect.VarTupleType)]
        kind = lists[0] if lists and isinstance(value, list) else plain(kind)
    name = column(keys)
    if isinstance(kind, inspect.LiteralType):
        if value not in kind.values:
            yield keys, messages.not_among(name, value, [str(each) for each in kind.values])
    elif isinstance(kind, inspect.StructType | inspect.DataclassType) and isinstance(value, dict):
        yield from _field_faults(value, kind, keys, csv=csv)
    elif isinstance(kind, inspect.DictType) and isinstance(value, dict):
        for key, each in value.items():
            wrong = list(type_faults(key, kind.key_type, (*keys, key), csv=csv))
            yield from wrong or type_faults(each, kind.value_type, (*keys, key), csv=csv)
    elif isinstance(kind, inspect.VarTupleType) and isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from type_faults(each, kind.item_type, (*keys, index), csv=csv)
    elif isinstance(kind, inspect.TupleType) and isinstance(value, list) and len(value) == 1:
        yield from type_faults(value[0], kind.item_types[0], (*keys, 0), csv=csv)
    elif not _is_of(value, kind):
        if isinstance(kind, inspect.BoolType):
            words = _CSV_BOOL if csv else _TOML_BOOL
        else:
            words = _WORDS.get(type(kind), _WORDS[inspect.StructType])
        yield keys, messages.wrong_type(name, _short(value), _(words))


def _is_of(value: object, kind: Type) -> bool:
    python = _PYTHON.get(type(kind), ())
    return isinstance(value, python) and isinstance(value, bool) == isinstance(kind, inspect.BoolType)


def _short(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _field_faults(
    value: dict[str, object],
    kind: inspect.StructType | inspect.DataclassType,
    keys: Keys,
    *,
    csv: bool,
) -> Iterator[tuple[Keys, str]]:
    fields = {field.encode_name: field for field in kind.fields}
    for name, each in value.items():
        inside = (*keys, name)
        if name in fields:
            yield from type_faults(each, fields[name].type, inside, csv=csv)
        else:
            near = messages.nearest(name, [each for each in fields if each not in value])
            yield inside, messages.unknown_column(column(inside), near, [*fields])
    for name, field in fields.items():
        if field.required and name not in value:
            inside = (*keys, name)
            yield inside, messages.empty(column(inside)) if csv else messages.missing_column(column(inside))


def values_at(row: object, name: str) -> Iterator[tuple[Keys, Any]]:
    """Yield each value of a column in a row with its keys; of lists each element, nothing for None."""
    value = getattr(row, name, None)
    if isinstance(value, str):  # most columns are text
        yield (name,), value
    else:
        yield from _values(row, name.split("."), ())


def _values(value: object, names: list[str], keys: Keys) -> Iterator[tuple[Keys, Any]]:
    if value is None:
        return
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _values(each, names, (*keys, index))
    elif not names:
        yield keys, value
    elif names[0] == "*" and isinstance(value, dict):
        for key, each in value.items():
            yield from _values(each, names[1:], (*keys, key))
    else:
        yield from _values(_attribute(value, names[0]), names[1:], (*keys, names[0]))


def _attribute(value: object, name: str) -> object:
    if hasattr(value, name):
        return getattr(value, name)
    renamed = {field.encode_name: field.name for field in msgspec.structs.fields(type(value))}  # type: ignore[arg-type]
    return getattr(value, renamed[name])  # `for` is a keyword of Python
