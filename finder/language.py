"""The language that is spoken: every message, number and date goes through here, and nothing else knows how.

English is written in the code and in data/. Any other language is a folder of translations/ with two
catalogs: `messages.po` for the words of the code, `data.po` for those of data/. A language that has the
folder is spoken; nothing else has to be told of it (docs/translating.md).
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

_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


def current_language() -> str:
    """Return the code of the language that is spoken now."""
    return _spoken.get()


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the codes of every language that can be spoken, English first."""
    others = sorted(each.name for each in FOLDER.iterdir() if (each / "LC_MESSAGES").is_dir())
    return (SOURCE, *others)


@contextmanager
def using_language(code: str) -> Iterator[None]:
    """Speak a language until the block ends: in this thread, nowhere else."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(message: str) -> str:
    """Return a message of the code in the language that is spoken."""
    return _catalog(current_language(), "messages").gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return a message of the code as it is worded for a count."""
    return _catalog(current_language(), "messages").ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return a message of the code that means different things in different places."""
    return _catalog(current_language(), "messages").pgettext(context, message)


def translate(text: str) -> str:
    """Return a sentence or name of data/ in the language that is spoken, in English where it has none."""
    return _catalog(current_language(), "data").gettext(text) if text else ""


def is_translated(text: str) -> bool:
    """Tell whether a text of data/ can be told in the language that is spoken."""
    catalog = _catalog(current_language(), "data")
    return current_language() == SOURCE or text in getattr(catalog, "_catalog", {})


def marked(message: str) -> str:
    """Mark a message for the catalogs; it is translated where it is shown. For tables of words."""
    return message


def nmarked(one: str, many: str) -> tuple[str, str]:
    """Mark a message that is worded for a count."""
    return one, many


_ = gettext


def number(value: float) -> str:
    """Return a number as it is written: 1,234 or 12.5."""
    return numbers.format_decimal(value, locale=_locale(current_language()))


def date(partial: str) -> str:
    """Return an ISO date, whole or partial, in words: "May 24, 2026", "May 2026" or "2026"."""
    return _date(partial, current_language())


def time_of_day(time: datetime.time) -> str:
    """Return a time as it is said: "7:00 am", in Spanish "7:00 a. m."."""
    said = dates.format_time(time, "short", locale=_locale(current_language())).replace("\u202f", "\u00a0")
    return said.lower() if current_language() == SOURCE else said


def weekday(day: datetime.date) -> str:
    """Return the name of a day of the week."""
    return dates.format_date(day, "EEEE", locale=_locale(current_language()))


def zone_name(zone: datetime.tzinfo | None, variant: Literal["generic", "standard"] = "generic") -> str:
    """Return what a time zone of the United States is called: "Central Time", not "Chicago"."""
    return dates.get_timezone_name(
        zone, width="long", zone_variant=variant, locale=_locale(current_language())
    )


def format_list(parts: list[str], style: str = "standard") -> str:
    """Return parts as they stand in a sentence: "a, b and c"; `style` "or" joins them by "or"."""
    return lists.format_list(parts, "or" if style == "or" else "standard", locale=_locale(current_language()))


def own_name(code: str) -> str:
    """Return what a language is called by those who speak it: "Español"."""
    name = Locale.parse(code).get_display_name() or code
    return name[:1].upper() + name[1:]


def in_own_words(code: str) -> str:
    """Return "In English" as a language says it of itself: "En español"; "English:" where it does not say."""
    if code not in languages():
        return own_name(code)
    with using_language(code):
        # Translators: not “in English” but in your own language: “En español”.
        return gettext("In English")


def direction(code: str) -> str:
    """Return the direction in which a language is written, as HTML names it: "ltr" or "rtl"."""
    return Locale.parse(code).text_direction


def name_of(code: str) -> str:
    """Return what a language is called in the language that is spoken."""
    return Locale.parse(code).get_display_name(_locale(current_language())) or code


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
    """Return a catalog, read from its .po file when it is first needed; English needs none."""
    return NullTranslations() if code == SOURCE else GNUTranslations(io.BytesIO(compiled(code, domain)))


def compiled(code: str, domain: str) -> bytes:
    """Return a catalog as GNU gettext reads it (.mo), for whoever speaks through Python's own gettext."""
    with (FOLDER / code / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        read = read_po(file, locale=code, domain=domain)
    written = io.BytesIO()
    write_mo(written, read)
    return written.getvalue()
