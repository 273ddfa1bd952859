"""The place that the operator fills in for readers, checked against the gazetteer."""

from __future__ import annotations

from finder.errors import BadQuery, BadSetting
from finder.language import _
from finder.store.storage.interface import OpenDirectory
from finder.words.place.find import find_place

SETTING = "FINDER_START_PLACE"


def start_place(directory: OpenDirectory, text: str) -> str:
    """Return the place as the operator wrote it; it may be empty.

    Raises BadSetting if it is not exactly one place, with the places that it may mean.
    """
    if not text:
        return ""
    with directory.snapshot().connect() as connection:
        try:
            find_place(connection, text)
        except BadQuery as error:
            fault = error.faults[0]
            lines = [f"{SETTING}: {fault.reason} {fault.hint}".rstrip()]
            lines += [f"  {choice.value}" for choice in fault.choices]
            lines += [_("Write a ZIP code, or a city and state such as Billings, MT.")]
            raise BadSetting("\n".join(lines)) from None
    return text
