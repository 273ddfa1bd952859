"""Texts of resources that were made, kept in memory up to a number of bytes."""

from __future__ import annotations

from typing import Final, TypeAlias

#: A resource: its type, and its number in the index.
Numbered: TypeAlias = tuple[str, int]


class KeptTexts:
    """Texts of resources, at most so many bytes of them: those that nobody asked for are forgotten first.

    They are of two ages. When the young ones have half of the bytes, they become the old ones; who is asked
    for becomes young. Threads may use it together: at worst a text is made twice.
    """

    #: What a text takes beside its characters, in bytes.
    _BESIDE: Final = 250

    def __init__(self, most: int) -> None:
        self._most = most // 2
        self._young: dict[Numbered, bytes] = {}
        self._old: dict[Numbered, bytes] = {}
        self._size = 0

    def get(self, key: Numbered) -> bytes | None:
        """Return the text of a resource, None if it is not here."""
        text = self._young.get(key)
        if text is None and (text := self._old.get(key)) is not None:
            self.keep(key, text)
        return text

    def keep(self, key: Numbered, text: bytes) -> None:
        """Keep a text."""
        self._size += len(text) + self._BESIDE
        if self._size > self._most:
            self._old, self._young, self._size = self._young, {}, len(text)
        self._young[key] = text
