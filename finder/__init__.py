"""The finder: cancer centers, specialists and guidelines near a place. docs/python.md shows how to ask it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finder.errors import BadQuery, NotFound, Unsure
    from finder.language import using_language
    from finder.library import Finder, open_directory

__all__ = ["BadQuery", "Finder", "NotFound", "Unsure", "open_directory", "using_language"]
__version__ = "0.5.0.dev0"

#: Where each name comes from. It is imported when it is asked for, so that a command starts without it.
_MODULES = {
    "BadQuery": "finder.errors",
    "Finder": "finder.library",
    "NotFound": "finder.errors",
    "Unsure": "finder.errors",
    "open_directory": "finder.library",
    "using_language": "finder.language",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
