"""Repair what spreadsheets and old exports do to values, where that is safe; refuse the rest."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

#: What the files write where they withhold or lack a value.
_NOTHING = {"<UNAVAIL>", "--", "NONE", "N/A", "NA", "NULL"}
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?: 0?0:00(?::00)?)?")
_BLANKS = re.compile(r"\s+")
#: ZIP codes that begin with 0 or 00 lie in these states; a spreadsheet drops those zeros.
_ZERO_STATES = {"CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI", "AE", "NY"}


def words(text: str) -> str:
    """Return text with single blanks; empty where the file says that it has none."""
    clean = _BLANKS.sub(" ", text).strip() if text else ""
    return "" if clean.upper() in _NOTHING else clean


def name(text: str) -> str:
    """Return a family or given name with single blanks. People are called Na, None and Null."""
    clean = _BLANKS.sub(" ", text).strip() if text else ""
    return "" if clean in ("<UNAVAIL>", "--") else clean


@lru_cache(maxsize=1 << 16)
def day(text: str) -> str:
    """Return a date as YYYY-MM-DD: from MM/DD/YYYY, M/D/YY (a spreadsheet's) or ISO; "" stays "".

    Raises ValueError for anything else.
    """
    if not text or text == "0000-00-00":
        return ""
    if match := _SLASHED.fullmatch(text):
        month, of_month, year = (int(part) for part in match.groups())
        # NPPES began in 2005: two digits are of this century.
        found = datetime.date(year + 2000 if year < 100 else year, month, of_month)
    else:
        found = datetime.date.fromisoformat(text[:10])
    return found.isoformat()


@lru_cache(maxsize=1 << 17)
def zip5(text: str, state: str) -> str:
    """Return five digits of a ZIP code, with leading zeros that a spreadsheet dropped; "" if it is none."""
    digits = text.replace("-", "").strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        match = re.match(r"[0-9]{5}", digits)  # such as 7221120ND: the first five may still be right
        return match[0] if match and len(digits) <= 10 else ""
    if len(digits) in (3, 4, 7, 8) and state in _ZERO_STATES:
        digits = digits.zfill(5 if len(digits) < 5 else 9)
    return digits[:5] if len(digits) in (5, 9) else ""


@lru_cache(maxsize=1 << 16)
def phone(text: str) -> str:
    """Return a telephone number as +1-617-555-0100, or "" if these are no ten digits of a US number."""
    digits = re.sub(r"[^0-9]", "", re.split("[xX]", text, maxsplit=1)[0].removesuffix(".0"))
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) != 10 or digits[0] in "01" or digits[3] in "01" or len(set(digits)) == 1:
        return ""
    return f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def is_future(iso: str) -> bool:
    """Tell whether a date lies after tomorrow: files are made in other time zones."""
    return (
        bool(iso)
        and iso > (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)).isoformat()
    )
