"""Parts of pages that are made once and used again, because they are the same for many questions.

They are kept in memory, for one directory and one application, and the least recently used go first. A page
that leaves no trace and an exported page are made anew: nothing of the one may be kept, and the links of the
other depend on where it lies.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import nullcontext
from typing import TypeVar, cast

from cachetools import LRUCache
from flask import Flask, current_app, g
from jinja2 import Template, nodes
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup

from finder.language import current_language
from finder.store.connect import Snapshot
from finder.web.addresses import asked, is_private, left_open, local
from finder.web.context import exported, snapshot
from finder.web.reader import asks_live, chosen, explained
from finder.web.stencil import Stencil, hole

#: How much is kept, in bytes of memory; what is no HTML counts as so many.
_MOST, _OTHER = 6_000_000, 2000
#: The key of the parts in the extensions of an application.
_EXTENSION = "finder.ready"

Value = TypeVar("Value")


class _Parts:
    """The parts of each directory that is in use."""

    def __init__(self) -> None:
        self._of: MutableMapping[Snapshot, LRUCache[Hashable, object]] = weakref.WeakKeyDictionary()
        self._lock = threading.Lock()

    def get(self, of: Snapshot, key: Hashable) -> object | None:
        with self._lock:
            return self._of[of].get(key) if of in self._of else None

    def keep(self, of: Snapshot, key: Hashable, value: object) -> None:
        with self._lock:
            self._of.setdefault(of, LRUCache(_MOST, _size))[key] = value


def _size(value: object) -> int:
    return value.size if isinstance(value, Stencil) else _OTHER


def install(app: Flask) -> None:
    """Give an application its parts, and its templates the tag `cache`."""
    app.extensions[_EXTENSION] = _Parts()
    app.jinja_env.add_extension(CacheTag)
    app.jinja_env.template_class = _Template


def ready(name: str, key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what `make` returns, made once for a key, the language and the reader's choices.

    `make` may depend on nothing else of the request. What explains a word is made each time: a word is
    explained at its first use on a page. None is never kept.
    """
    here = _here()
    if here is None:
        return make()
    parts, of, reader = here
    whole = (name, key, reader)
    found = parts.get(of, whole)
    if found is None:
        words = len(explained())
        found = make()
        if len(explained()) == words:
            parts.keep(of, whole, found)
    return cast(Value, found)


def _here() -> tuple[_Parts, Snapshot, Hashable] | None:
    """Return the parts of the application, the directory, and what all parts of this request depend on.

    None where nothing of the page may be kept.
    """
    found = g.get("ready")
    if found is None and not (exported() or is_private()):
        reader = (current_language(), local(""), asks_live(), *chosen().items())
        found = g.ready = current_app.extensions[_EXTENSION], snapshot(), reader
    return cast(tuple[_Parts, Snapshot, Hashable] | None, found)


class _Template(Template):
    """A template whose macros are made once.

    Jinja compares the names of all globals at each import, which takes a twentieth of a page: ours are the
    same for every template.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 (Jinja's)
        return super()._get_default_module()


class CacheTag(Extension):
    """The tag `{% cache key, … with name=value, … %}…{% endcache %}`.

    Its body is rendered once for the values of the key. The names after `with` are known in the body. Their
    values, or the values of a mapping, may differ each time, and the body may only print them.

    If `near_asked` or `cancer_asked` is among them, the body may have links that repeat the place or the
    cancer (addresses.left_open); where one is None, nothing is kept.
    """

    tags = {"cache"}  # noqa: RUF012 (as Jinja has it)

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the block as a call of `_filled` with the body as its caller."""
        line = next(parser.stream).lineno
        ends = ("block_end", "name:with")
        key = (
            nodes.Const(None)
            if parser.stream.current.test_any(*ends)
            else parser.parse_tuple(extra_end_rules=ends)
        )
        names: list[nodes.Name] = []
        values: list[nodes.Pair] = []
        if parser.stream.skip_if("name:with"):
            while not parser.stream.current.test("block_end"):
                if names:
                    parser.stream.expect("comma")
                names.append(parser.parse_assign_target(name_only=True))
                parser.stream.expect("assign")
                values.append(nodes.Pair(nodes.Const(names[-1].name), parser.parse_expression()))
        for each in names:
            each.set_ctx("param")
        body = parser.parse_statements(("name:endcache",), drop_needle=True)
        name = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_filled", [name, key, nodes.Dict(values)])
        return nodes.CallBlock(call, names, [], body).set_lineno(line)

    def _filled(
        self, name: str, key: Hashable, values: dict[str, object], caller: Callable[..., Markup]
    ) -> Markup:
        opened = [each for each in ("near", "cancer") if f"{each}_asked" in values]
        if _here() is None or any(values[f"{each}_asked"] is None for each in opened):
            return caller(**values)
        filling = {each: asked(each) for each in opened} | dict(_flat(values))
        return ready(name, key, lambda: _stencil(values, filling, opened, caller)).filled(filling)


def _flat(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield each value with the name of its hole; a mapping has a hole for each of its values."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}_{each}", one) for each, one in value.items())
        else:
            yield name, value


def _stencil(
    values: Mapping[str, object], names: Collection[str], opened: Sequence[str], make: Callable[..., Markup]
) -> Stencil:
    """Return what `make` makes of holes in the place of the values; `opened` are parameters left open."""
    holes = {
        name: {each: hole(f"{name}_{each}") for each in value} if isinstance(value, Mapping) else hole(name)
        for name, value in values.items()
    }
    with left_open(*opened) if opened else nullcontext():
        return Stencil.of(make(**holes), names)
