"""What the elements of a resource can be found by: codes, texts and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from finder.plain_text import normalize
from finder.search.fhir.parameters import BY_TYPE, Kind

#: Stands between a text as it is compared and as it is written, in the key of a text.
AS_WRITTEN = "\0"
#: The parts of a name of a person and of an address that a text is looked for in.
_PARTS = frozenset((
    "text", "family", "given", "prefix", "suffix", "line", "city", "district", "state", "postalCode",
    "country",
))  # fmt: skip


class Reader(NamedTuple):
    """What a parameter, or the texts of its codes, reads: the keys of the elements at some paths."""

    code: str
    paths: tuple[tuple[str, ...], ...]
    keys_of: Callable[[Any], Iterable[str]]
    is_reference: bool = False


def readers_of(type_: str) -> tuple[Reader, ...]:
    """Return what reads each parameter of a type."""
    found = []
    for code, each in BY_TYPE[type_].items():
        paths = tuple(tuple(path.split(".")) for path in each.on[type_])
        if paths and each.loaded and each.kind in _KEYS:
            found.append(Reader(code, paths, _KEYS[each.kind], each.kind == "reference"))
            if each.kind == "token":
                found.append(Reader(text_of(code), paths, _words))
    return tuple(found)


def text_of(code: str) -> str:
    """Return what the texts of the codes of a parameter are kept under."""
    return f"{code}:text"


def elements_in(value: Any, path: tuple[str, ...]) -> Iterable[Any]:
    """Return the elements of a value, one or a list; with a path, those inside it."""
    found = value if isinstance(value, list) else (value,)
    for name in path:
        inside = [node[name] for node in found if name in node]
        found = [each for one in inside for each in (one if isinstance(one, list) else (one,))]
    return found


@lru_cache(maxsize=1 << 14)
def code_key(code: str, system: str = "") -> str:
    """Return the key of a code: codes are compared without regard to capitals, their systems exactly."""
    return f"{code.casefold()}|{system}"


@lru_cache(maxsize=1 << 15)
def text_key(text: str) -> str:
    """Return the key of a text: as it is compared, and as it is written."""
    return f"{normalize(text)}{AS_WRITTEN}{text}"


def _codes(element: Any) -> Iterable[str]:
    if not isinstance(element, dict):
        return (code_key(str(element)),)
    if "coding" in element:
        coded = [each for each in element["coding"] if "code" in each]
        return [code_key(each["code"], each.get("system", "")) for each in coded]
    code = element.get("value") or element.get("code")
    return (code_key(code, element.get("system", "")),) if code else ()


def _words(element: Any) -> Iterable[str]:
    """Return the texts of a code."""
    if not isinstance(element, dict):
        return ()
    texts = [each.get("display") for each in element.get("coding", (element,))]
    return [text_key(each) for each in (element.get("text"), *texts) if each]


def _texts(element: Any) -> Iterable[str]:
    if isinstance(element, str):
        return (text_key(element),)
    found: list[str] = []
    for part, value in element.items():
        if part in _PARTS:
            found += map(text_key, (value,) if isinstance(value, str) else value)
    return found


def _references(element: Any) -> Iterable[str]:
    reference = element.get("reference")
    return (reference,) if reference else ()


_KEYS: Mapping[Kind, Callable[[Any], Iterable[str]]] = {
    "token": _codes, "string": _texts, "reference": _references,
}  # fmt: skip
