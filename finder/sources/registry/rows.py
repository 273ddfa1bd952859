"""The rows of an answer as the NPI Registry sends them, and how their fields are read."""

from __future__ import annotations

import datetime

import msgspec

#: What the registry writes in an empty field.
_BLANKS = {"--", "<UNAVAIL>", "NONE", "N/A"}
#: Letters of a field that are read: no name or address is longer.
_LONGEST = 200
#: A field: text as documented, but servers also send numbers.
Cell = str | int | float | bool | None


class Basic(msgspec.Struct):
    """Who it is, and whether the record is in use."""

    status: Cell = None
    first_name: Cell = None
    last_name: Cell = None
    middle_name: Cell = None
    name_suffix: Cell = None
    credential: Cell = None
    organization_name: Cell = None
    sex: Cell = None
    gender: Cell = None
    sole_proprietor: Cell = None
    enumeration_date: Cell = None
    last_updated: Cell = None
    deactivation_date: Cell = None
    reactivation_date: Cell = None


class Address(msgspec.Struct):
    """A mailing address, or one where the clinician works."""

    address_purpose: Cell = None
    address_type: Cell = None
    country_code: Cell = None
    address_1: Cell = None
    address_2: Cell = None
    city: Cell = None
    state: Cell = None
    postal_code: Cell = None
    telephone_number: Cell = None


class Taxonomy(msgspec.Struct):
    """A specialty by its code."""

    code: Cell = None
    primary: Cell = None


class OtherName(msgspec.Struct):
    """A former or other name."""

    last_name: Cell = None


class Row(msgspec.Struct, rename={"practice_locations": "practiceLocations"}):
    """One record."""

    number: str | int
    basic: Basic
    enumeration_type: Cell = None
    created_epoch: Cell = None
    last_updated_epoch: Cell = None
    addresses: list[Address] | None = None
    practice_locations: list[Address] | None = None
    taxonomies: list[Taxonomy] | None = None
    other_names: list[OtherName] | None = None


def text_of(value: Cell) -> str:
    """Return a field in one line; "" for what stands for nothing."""
    text = _line(value)
    return "" if text.upper() in _BLANKS else text


def name_of(value: Cell) -> str:
    """Return a name, or a line of an address, in capitals if it has none: others write it as people do.

    There are people called None.
    """
    text = _line(value)
    if text in ("-", "--", ".", "<UNAVAIL>"):
        return ""
    return text.upper() if text.islower() else text


def _line(value: Cell) -> str:
    """Return a field with single blanks and without control characters."""
    words = str("" if value is None else value)[:_LONGEST].split()
    return " ".join("".join(filter(str.isprintable, word)) for word in words).strip()


def is_yes(value: Cell) -> bool:
    """Tell whether a field says yes."""
    return value is True or text_of(value).upper() in {"Y", "YES", "TRUE", "1"}


def day_of(value: Cell) -> str | None:
    """Return YYYY-MM-DD for an ISO date, or for milliseconds since 1970 (seconds in old records)."""
    text = text_of(value)
    try:
        if text.isascii() and text.isdigit():
            return _moment(int(text)).date().isoformat()
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _moment(epoch: int) -> datetime.datetime:
    # NPIs started in 2005: a value below a hundred billion is in seconds, not milliseconds.
    seconds = epoch / 1000 if epoch > 10**11 else epoch
    # A date alone is midnight UTC; a time is by the registry's clock, five hours behind UTC.
    behind = datetime.timedelta(hours=5 if seconds % 86400 else 0)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC) - behind
