"""What the elements of a resource can be found by: codes, texts and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from finder.plain_text import normalize
from finder.search.fhir.parameters import Kind

#: Stands between a text as it is compared and as it is written, in the key of a text.
AS_WRITTEN = "\0"
#: The parts of a name of a person and of an address that a text is looked for in.
_PARTS = (
    "text", "family", "given", "prefix", "suffix", "line", "city", "district", "state", "postalCode",
    "country",
)  # fmt: skip


def keys_of(kind: Kind, resource: Mapping[str, Any], paths: Iterable[str]) -> Iterator[str]:
    """Yield what a resource is found by in the elements at some paths."""
    read = _READERS[kind]
    for path in paths:
        for element in _elements(resource, path):
            yield from read(element)


def words_of_codes(resource: Mapping[str, Any], paths: Iterable[str]) -> Iterator[str]:
    """Yield the texts of codes at some paths, which `:text` looks in."""
    for path in paths:
        for element in _elements(resource, path):
            if isinstance(element, Mapping):
                codings = element.get("coding", (element,))
                texts = [element.get("text"), *(each.get("display") for each in codings)]
                yield from (text_key(text) for text in texts if text)


def _elements(resource: Mapping[str, Any], path: str) -> list[Any]:
    found: list[Any] = [resource]
    for name in path.split("."):
        found = [value for node in found if (value := node.get(name)) is not None]
        found = [each for value in found for each in (value if isinstance(value, list) else (value,))]
    return found


def code_key(code: str, system: str = "") -> str:
    """Return the key of a code: codes are compared without regard to capitals, their systems exactly."""
    return f"{code.casefold()}|{system}"


@lru_cache(maxsize=1 << 14)
def text_key(text: str) -> str:
    """Return the key of a text: as it is compared, and as it is written."""
    return f"{normalize(text)}{AS_WRITTEN}{text}"


def _codes(element: Any) -> Iterator[str]:
    match element:
        case bool():
            yield code_key(str(element))
        case str():
            yield code_key(element)
        case {"coding": codings}:
            yield from (code_key(each["code"], each.get("system", "")) for each in codings if "code" in each)
        case {"value": value}:
            yield code_key(value, element.get("system", ""))
        case {"code": code}:
            yield code_key(code, element.get("system", ""))


def _texts(element: Any) -> Iterator[str]:
    if isinstance(element, str):
        yield text_key(element)
        return
    for part in _PARTS:
        value = element.get(part)
        if isinstance(value, str):
            yield text_key(value)
        else:
            yield from (text_key(each) for each in value or ())


def _references(element: Any) -> Iterator[str]:
    if reference := element.get("reference"):
        yield reference


_READERS: Mapping[Kind, Callable[[Any], Iterator[str]]] = {
    "token": _codes,
    "string": _texts,
    "reference": _references,
}
