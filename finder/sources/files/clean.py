"""Clean single values: undo what spreadsheets and old exports did to them, where that is safe."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from finder import utc

#: What the files write in place of a value that is withheld or missing.
_NOTHING = {"<UNAVAIL>", "--", "NONE", "N/A", "NA", "NULL"}
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?: 0?0:00(?::00)?)?")
_BLANKS = re.compile(r"\s+")
#: States with ZIP codes that begin with 0 or 00; a spreadsheet drops these zeros.
ZERO_STATES = {"CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI", "AE", "NY"}


def words(text: str) -> str:
    """Return text with single blanks; "" if the file says that there is none."""
    single = _BLANKS.sub(" ", text).strip() if text else ""
    return "" if single.upper() in _NOTHING else single


def name(text: str) -> str:
    """Return a family or given name with single blanks. There are people called Na, None and Null."""
    single = _BLANKS.sub(" ", text).strip() if text else ""
    return "" if single in ("<UNAVAIL>", "--") else single


@lru_cache(maxsize=1 << 16)
def day(text: str) -> str:
    """Return a date as YYYY-MM-DD: from MM/DD/YYYY, M/D/YY (a spreadsheet's) or ISO; "" stays "".

    Raises ValueError for anything else.
    """
    if not text or text == "0000-00-00":
        return ""
    if match := _SLASHED.fullmatch(text):
        month, of_month, year = (int(part) for part in match.groups())
        # NPPES began in 2005: years of two digits are in this century.
        parsed = datetime.date(year + 2000 if year < 100 else year, month, of_month)
    else:
        parsed = datetime.date.fromisoformat(text[:10])
    return parsed.isoformat()


@lru_cache(maxsize=1 << 17)
def zip5(text: str, state: str) -> str:
    """Return the five digits of a ZIP code, with leading zeros that a spreadsheet dropped; "" if bad."""
    digits = text.replace("-", "").strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        match = re.match(r"[0-9]{5}", digits)  # such as 7221120ND: the first five digits may still be right
        return match[0] if match and len(digits) <= 10 else ""
    if len(digits) in (3, 4, 7, 8) and state in ZERO_STATES:
        digits = digits.zfill(5 if len(digits) < 5 else 9)
    return digits[:5] if len(digits) in (5, 9) else ""


@lru_cache(maxsize=1 << 16)
def phone(text: str) -> str:
    """Return a telephone number as +1-617-555-0100, or "" if it is not a US number of ten digits."""
    digits = re.sub(r"[^0-9]", "", re.split("[xX]", text, maxsplit=1)[0].removesuffix(".0"))
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) != 10 or digits[0] in "01" or digits[3] in "01" or len(set(digits)) == 1:
        return ""
    return f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def is_future(iso: str) -> bool:
    """Tell whether a date (YYYY-MM-DD or "") is after tomorrow, as files are made in other time zones."""
    return bool(iso) and iso > (utc.today() + datetime.timedelta(days=1)).isoformat()
