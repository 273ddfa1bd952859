"""Clean single values: undo what spreadsheets and old exports did to them, where that is safe."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from finder import utc
from finder.geo.states import MILITARY, STATES, state_codes
from finder.plain_text import CONTROLS, normalize

#: What the files write in place of a value that is withheld or missing.
_NOTHING = {"<UNAVAIL>", "-", "--", ".", "NONE", "N/A", "NA", "NULL"}
_GENERATIONS = {"JR", "SR", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "2ND", "3RD", "4TH"}
_TIME = r"(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?)?"
_SLASHED = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_ISO = re.compile(rf"(\d{{4}})([-/]?)(\d\d)\2(\d\d){_TIME}(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
#: What the files write in place of a date: nothing is known then.
_NO_DAYS = {"", "0000-00-00", "00/00/0000", "0/0/0000", "0", *_NOTHING}
#: A file may hold anything: what steers a terminal or turns the text around is no part of a name.
_BLANKS = re.compile(rf"[\s{CONTROLS}]+")
#: Signs by which spreadsheets keep a number as text: '012, ="012".
_AROUND_NUMBERS = " \t\u00a0'\"="
_OTHER_THAN_WORDS = re.compile(r"[^0-9A-Z]+")
#: States with ZIP codes that begin with 0 or 00; a spreadsheet drops these zeros.
_ZERO_STATES = {"CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI", "AE", "NY"}


def words(text: str) -> str:
    """Return text with single blanks; "" if the file says that there is none."""
    single = _BLANKS.sub(" ", text).strip() if text else ""
    return "" if single.upper() in _NOTHING else single


def name(text: str) -> str:
    """Return a family or given name with single blanks. There are people called Na, None and Null."""
    single = _BLANKS.sub(" ", text).strip() if text else ""
    return "" if single in ("<UNAVAIL>", "-", "--", ".") else single


def suffix(text: str, credential: str) -> tuple[str, str]:
    """Return the suffix of a family name and the credentials, if need be with what was written as a suffix.

    NPPES asks for Jr., Sr. and I to X as a suffix; some people write M.D. there.
    """
    if not text or text.strip(" .,").upper() in _GENERATIONS:
        return text, credential
    return "", ", ".join(filter(None, (credential, text)))


def number_as_text(text: str) -> str:
    """Return a number that may begin with zeros without what spreadsheets put around it."""
    return text.strip(_AROUND_NUMBERS).removesuffix(".0")


def npi(text: str) -> str:
    """Return an NPI without what spreadsheets put around and into it. It may still be wrong."""
    return text if text.isdigit() else number_as_text(text).replace("-", "")


@lru_cache(maxsize=1 << 12)
def key(text: str) -> str:
    """Return a specialty or a code in the form to compare it by: "HEMATOLOGY ONCOLOGY", "207RH0003X".

    Releases write one specialty as HEMATOLOGY/ONCOLOGY, Hematology-Oncology and Hematology/Oncology.
    """
    return _OTHER_THAN_WORDS.sub(" ", text.upper()).strip()


def codes(text: str) -> tuple[str, ...]:
    """Return the code in a cell, in the form to compare it by, without the decimals of a spreadsheet."""
    return (key(number_as_text(text)),)


@lru_cache(maxsize=1 << 12)
def keys(text: str) -> tuple[str, ...]:
    """Return the keys of a list of specialties, which some releases write in one column with commas."""
    return tuple(found for each in text.split(",") if (found := key(each)))


@lru_cache(maxsize=1 << 12)
def state(text: str) -> str:
    """Return the USPS code of a state that is written in any way; what is no state stays as it is."""
    code = text.strip().upper()
    return code if code in STATES or code in MILITARY else state_codes().get(normalize(text), code)


@lru_cache(maxsize=1 << 14)
def day(text: str) -> str:
    """Return a date as YYYY-MM-DD: from MM/DD/YYYY, M/D/YY (a spreadsheet's) or ISO, with a time or without.

    "" is returned where the file says that there is none. Raises ValueError for anything else.
    """
    text = text.strip()
    if text.upper() in _NO_DAYS:
        return ""
    if match := _SLASHED.fullmatch(text):
        month, of_month, year = (int(part) for part in match.groups())
        # NPPES began in 2005: years of two digits are in this century.
        return datetime.date(year + 2000 if year < 100 else year, month, of_month).isoformat()
    if match := _ISO.fullmatch(text):
        return datetime.date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    raise ValueError(text)


@lru_cache(maxsize=1 << 14)
def zip5(text: str, of_state: str) -> str:
    """Return the five digits of a ZIP code, with leading zeros that a spreadsheet dropped; "" if bad."""
    digits = text.replace("-", "").strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        match = re.match(r"[0-9]{5}", digits)  # such as 7221120ND: the first five digits may still be right
        return match[0] if match and len(digits) <= 10 else ""
    if len(digits) in (3, 4, 7, 8) and state(of_state) in _ZERO_STATES:
        digits = digits.zfill(5 if len(digits) < 5 else 9)
    return digits[:5] if len(digits) in (5, 9) else ""


#: What may stand between two digits of a number, and before the first.
_BETWEEN = r"[-–. ()/+]{0,3}"
#: Ten digits, with a 1 before them or without. What follows at once may be an extension or a second number.
_PHONE = re.compile(
    rf"[^0-9]{{0,20}}(?:1{_BETWEEN})?(?P<number>[2-9]{_BETWEEN}[0-9]{_BETWEEN}[0-9]{_BETWEEN}[2-9]"
    rf"(?:{_BETWEEN}[0-9]){{6}})(?![0-9])"
    rf"|1?(?P<joined>[2-9][0-9]{{2}}[2-9][0-9]{{6}})(?:[0-9]{{2,6}}|[0-9]{{10}})(?![0-9])"
)


@lru_cache(maxsize=1 << 14)
def phone(text: str) -> str:
    """Return the first telephone number in a text as +1-617-555-0100, or "" if there is no US number.

    Extensions (x12, #12, ext. 12, or two to six digits behind the ten) and further numbers are left out.
    """
    match = _PHONE.match(text.strip())
    digits = re.sub("[^0-9]", "", match["number"] or match["joined"]) if match else ""
    return f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(set(digits)) > 1 else ""


def tomorrow() -> str:
    """Return the last day that a file can name: files are made in other time zones."""
    return (utc.last_day() + datetime.timedelta(days=1)).isoformat()


def is_future(iso: str) -> bool:
    """Tell whether a date (YYYY-MM-DD or "") is after tomorrow."""
    return bool(iso) and iso > tomorrow()
