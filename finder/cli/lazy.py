"""Commands by name, each imported or made when it is asked for: a command starts without the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module

import click


class Lazy(Mapping[str, click.Command]):
    """A mapping from names to commands that makes a command when it is first looked up."""

    def __init__(self, names: Sequence[str], make: Callable[[str], click.Command]) -> None:
        self._names, self._make = names, make
        self._made: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def imported(modules: Mapping[str, str]) -> Lazy:
    """Return the commands of modules, given as command → module; each module has its commands in COMMANDS."""

    def make(name: str) -> click.Command:
        commands: Sequence[click.Command] = import_module(modules[name]).COMMANDS
        return next(each for each in commands if each.name == name)

    return Lazy(tuple(modules), make)
