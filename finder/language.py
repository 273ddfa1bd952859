"""Translation: messages, numbers and dates in the current language.

The code and data/ are written in English. Every other language is a folder in translations/ with two
message catalogs: `messages.po` for the code, `data.po` for data/. To add a language, add its folder
(docs/translating.md).
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError, dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

#: The language of the code and of data/.
SOURCE = "en"
FOLDER = Path(__file__).parent / "translations"

#: Languages of documents, in their own words; one that is not here is looked up in Babel.
_NATIVE_NAMES = {
    "ar": "العربية", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "hi": "हिन्दी",
    "hu": "Magyar", "it": "Italiano", "ja": "日本語", "ko": "한국어", "pl": "Polski", "pt": "Português",
    "ru": "Русский", "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
#: The languages that Babel knows to be written from right to left.
_RIGHT_TO_LEFT = frozenset(
    ("apc", "ar", "bal", "bgn", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "rhg", "sd", "sdh",
     "skr", "syr", "trw", "ug", "ur", "yi")
)  # fmt: skip

_current: ContextVar[str] = ContextVar("current_language", default=SOURCE)


def current_language() -> str:
    """Return the code of the current language."""
    return _current.get()


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have translations, English first."""
    others = sorted(each.name for each in FOLDER.iterdir() if (each / "LC_MESSAGES").is_dir())
    return (SOURCE, *others)


@contextmanager
def using_language(code: str) -> Iterator[None]:
    """Make a language the current one inside the block, in this thread only."""
    token = _current.set(code)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(message: str) -> str:
    """Return a message of the code in the current language."""
    return _catalog(current_language(), "messages").gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return a message of the code in its form for a count: singular or plural."""
    return _catalog(current_language(), "messages").ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return a message of the code whose translation depends on its context."""
    return _catalog(current_language(), "messages").pgettext(context, message)


def translate(text: str) -> str:
    """Return a text of data/ in the current language, or in English if it is not translated."""
    return _catalog(current_language(), "data").gettext(text) if text else ""


def is_translated(text: str) -> bool:
    """Tell whether a text of data/ is available in the current language."""
    catalog = _catalog(current_language(), "data")
    return current_language() == SOURCE or text in getattr(catalog, "_catalog", {})


def marked(message: str) -> str:
    """Mark a message for the message catalogs, for tables of messages. It is translated where it is shown."""
    return message


def nmarked(one: str, many: str) -> tuple[str, str]:
    """Mark a message with a singular and a plural form."""
    return one, many


_ = gettext


def number(value: float) -> str:
    """Return a number as the current language writes it: "1,234" or "12.5"."""
    return _number(value, current_language())


def date(partial: str) -> str:
    """Return an ISO date, whole or partial, in words: "May 24, 2026", "May 2026" or "2026"."""
    return _date(partial, current_language())


def time_of_day(time: datetime.time) -> str:
    """Return a time as the current language writes it: "7:00 am", in Spanish "7:00 a. m."."""
    text = dates.format_time(time, "short", locale=_locale(current_language())).replace("\u202f", "\u00a0")
    return text.lower() if current_language() == SOURCE else text


def weekday(day: datetime.date) -> str:
    """Return the name of a day of the week."""
    return dates.format_date(day, "EEEE", locale=_locale(current_language()))


def zone_name(zone: datetime.tzinfo | None, variant: Literal["generic", "standard"] = "generic") -> str:
    """Return the name of a time zone of the United States: "Central Time", not "Chicago"."""
    return dates.get_timezone_name(
        zone, width="long", zone_variant=variant, locale=_locale(current_language())
    )


def format_list(parts: list[str], style: str = "standard") -> str:
    """Return parts joined for a sentence: "a, b and c". With `style` "or": "a, b or c"."""
    return lists.format_list(parts, "or" if style == "or" else "standard", locale=_locale(current_language()))


def native_name(code: str) -> str:
    """Return the name of a language in that language: "Español"."""
    return _NATIVE_NAMES[code] if code in _NATIVE_NAMES else native_name_by_babel(code)


def native_name_by_babel(code: str) -> str:
    """Return the name of a language in that language, from all that Babel knows of it: over 1 MB."""
    name = Locale.parse(code).get_display_name() or code
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """Return the writing direction of a language as HTML names it: "ltr" or "rtl"."""
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"


def language_name(code: str) -> str:
    """Return the name of a language in the current language."""
    return Locale.parse(code).get_display_name(_locale(current_language())) or code


@lru_cache(maxsize=4096)
def _number(value: float, code: str) -> str:
    return numbers.format_decimal(value, locale=_locale(code))


@lru_cache(maxsize=4096)
def _date(partial: str, code: str) -> str:
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 1:
        return partial
    day = datetime.date(*parts, *([1] if len(parts) == 2 else []))
    if len(parts) == 2:
        return dates.format_skeleton("yMMMM", day, locale=_locale(code))
    return dates.format_date(day, "long", locale=_locale(code))


@lru_cache
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(f"{code}_US")
    except UnknownLocaleError:
        return Locale.parse(code)


@lru_cache
def _catalog(code: str, domain: str) -> NullTranslations:
    """Return a message catalog, read at first use. English needs none."""
    return NullTranslations() if code == SOURCE else GNUTranslations(io.BytesIO(compiled(code, domain)))


def compiled(code: str, domain: str) -> bytes:
    """Return a message catalog in GNU gettext's binary format (.mo), for Python's gettext module.

    It was made when the package was built (scripts/hatch_places.py); if it is missing or older than its
    .po file, that is compiled now, which takes a tenth of a second.
    """
    text, made = (FOLDER / code / "LC_MESSAGES" / f"{domain}{ending}" for ending in (".po", ".mo"))
    if made.is_file() and made.stat().st_mtime >= text.stat().st_mtime:
        return made.read_bytes()
    return compile_catalog(code, text)


def compile_catalog(code: str, text: Path) -> bytes:
    """Return a .po file of a language in the binary format."""
    with text.open("rb") as file:
        messages = read_po(file, locale=code, domain=text.stem)
    output = io.BytesIO()
    write_mo(output, messages)
    return output.getvalue()
