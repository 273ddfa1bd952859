"""Columns that many tables have, and the phrases for where a value comes from."""

from __future__ import annotations

from finder.domain.cancers.types import CANCERS
from finder.domain.documents import LANGUAGES
from finder.domain.sources import SOURCES
from finder.sources.curated.data_table import Column
from finder.sources.curated.forms import DATE, URL

#: Where a value comes from.
OURS = "our own words"
KEY = "made up by us; never changed once it is in use"
JUDGED = "our reading of the source"
COMMON = "common knowledge; a clinician should review it"

#: The lowest and highest degrees north and east.
LATITUDE, LONGITUDE = (-90.0, 90.0), (-180.0, 180.0)


def source(example: str, of: str = "this row") -> Column:
    """Return the column that names the source of a row or of a part of it."""
    return Column(f"The source of {of}: a key of `sources.toml`.", example, "itself", refers_to=SOURCES)


def checked(example: str, of: str = "the source") -> Column:
    """Return the column that dates a source."""
    meaning = f"The date of {of}, not the day somebody typed it in. Empty where there is none."
    return Column(meaning, example, form=DATE)


def cancer(meaning: str, example: str = "breast-cancer", origin: str = JUDGED) -> Column:
    """Return a column of cancer types."""
    return Column(meaning, example, origin, refers_to=CANCERS)


def language(meaning: str, example: str = "en", origin: str = OURS) -> Column:
    """Return a column of languages."""
    return Column(meaning, example, origin, among=LANGUAGES)


def url(meaning: str, example: str) -> Column:
    """Return a column of web addresses."""
    return Column(meaning, example, "the publisher's own page or list; never put together by us", form=URL)
