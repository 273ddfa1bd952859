"""The way a language is written."""

from __future__ import annotations

from babel import Locale


def direction(code: str) -> str:
    """Return the way a language is written, as HTML says it."""
    return Locale.parse(code).text_direction
