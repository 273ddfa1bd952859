"""The values of settings: each function reads one, or raises BadSetting that says what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Literal, TypeVar, get_args

from finder.domain.places import StreetTiles
from finder.domain.site_name import SiteName
from finder.errors import BadSetting
from finder.language import SOURCE, _, format_list, languages

#: When the live NPI Registry is asked: if a reader chooses it, by every search, or never.
LiveRegistryUse = Literal["ask", "on", "off"]

#: Who may read the metrics, and the form of the log.
MetricsReaders = Literal["off", "loopback", "on"]
LogForm = Literal["text", "json"]
#: What a refresh can do, in the order in which it does it.
Part = Literal["nppes", "cms", "quick", "trials", "geocode", "links"]
READERS: tuple[MetricsReaders, ...] = ("off", "loopback", "on")
FORMS: tuple[LogForm, ...] = ("text", "json")
PARTS: tuple[Part, ...] = get_args(Part)
Word = TypeVar("Word", bound=str)

#: The longest name of a site that its header can show on a phone, and of its operator.
MOST_NAME, MOST_LABEL = 40, 100
_DAY = 86_400
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SECURE = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s\"'<>]*)?")
#: Scheme and host go into a content security policy, so they hold no character that could end a source there.
_TILES = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/[^\s\"'<>]*")
_ABOUT = re.compile(r"https?://[^\s\"'<>]+")


def streets(values: Mapping[str, str]) -> StreetTiles | None:
    """Return the tile server, or None if there is none. Raises BadSetting if a part is missing or wrong."""
    url, credit, about = (values[f"FINDER_TILES_{name}"].strip() for name in ("URL", "CREDIT", "CREDIT_URL"))
    if not url:
        return None
    fields = (
        [name for _, name, _, _ in Formatter().parse(url) if name is not None] if _is_template(url) else []
    )
    if not _TILES.fullmatch(url) or sorted(fields) != ["x", "y", "z"]:
        message = _(
            "%(setting)s: write https://, one host, and {z}, {x} and {y} once each in the path. "
            "“%(value)s” is not an address of map tiles."
        )
        raise BadSetting(message % {"setting": "FINDER_TILES_URL", "value": url})
    if not credit:
        message = _("%(setting)s: write the credit. The terms of the tile server say who to credit.")
        raise BadSetting(message % {"setting": "FINDER_TILES_CREDIT"})
    if about and not _ABOUT.fullmatch(about):
        message = _("%(setting)s: write a web address. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": "FINDER_TILES_CREDIT_URL", "value": about})
    return StreetTiles(url, credit, about)


def _is_template(url: str) -> bool:
    try:
        url.format(x=0, y=0, z=0)
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return True


#: What the setting was before it had three values: on and off, also as truth values.
_LIVE_REGISTRY: dict[str, LiveRegistryUse] = {
    **dict.fromkeys(("on", "yes", "1", "true"), "on"),
    **dict.fromkeys(("off", "no", "0", "false"), "off"),
    **dict.fromkeys(("ask", ""), "ask"),
}


def live_registry(name: str, text: str) -> LiveRegistryUse:
    """Return when the live registry is asked. Raises BadSetting for another word."""
    clean = text.strip().lower()
    if clean not in _LIVE_REGISTRY:
        message = _("%(setting)s: write ask, on or off. “%(value)s” is none of them.")
        raise BadSetting(message % {"setting": name, "value": text})
    return _LIVE_REGISTRY[clean]


def on_or_off(name: str, text: str) -> bool:
    """Return whether a setting is on; empty is off. Raises BadSetting for another word."""
    use = _LIVE_REGISTRY.get(text.strip().lower() or "off", "ask")
    if use == "ask":
        message = _("%(setting)s: write on or off. “%(value)s” is neither.")
        raise BadSetting(message % {"setting": name, "value": text})
    return use == "on"


def one_of(name: str, text: str, words: Sequence[Word]) -> Word:
    """Return one of `words`, whatever its capitals. Raises BadSetting for another word."""
    clean = text.strip().lower()
    for word in words:
        if word == clean:
            return word
    message = _("%(setting)s: write %(words)s. “%(value)s” is none of them.")
    raise BadSetting(message % {"setting": name, "words": format_list([*words], "or"), "value": text})


def some_of(name: str, text: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """Return words separated by spaces or commas, each of them one of `words`. Raises BadSetting."""
    return tuple(dict.fromkeys(one_of(name, each, words) for each in text.replace(",", " ").split()))


def refresh_parts(name: str, text: str) -> tuple[Part, ...]:
    """Return the steps of a refresh. Raises BadSetting for another word, and for quick beside cms."""
    parts = some_of(name, text, PARTS)
    if {"quick", "cms"} <= set(parts):
        message = _("%(setting)s: write quick or cms, not both: each replaces what the other loaded.")
        raise BadSetting(message % {"setting": name})
    return parts


def email(text: str) -> str:
    """Return the text if it is an email address, or ""."""
    return text if _EMAIL.fullmatch(text) else ""


def security_contact(name: str, text: str) -> str:
    """Return an email address or an https:// address; it may be empty. Raises BadSetting."""
    if text and not email(text) and not _SECURE.fullmatch(text):
        message = _(
            "%(setting)s: write an email address, or a web address that starts with https://."
            " “%(value)s” is neither."
        )
        raise BadSetting(message % {"setting": name, "value": text})
    return text


def language(name: str, text: str) -> str:
    """Return the code of a language that has translations; it may be empty. Raises BadSetting."""
    if text and text not in languages():
        message = _("%(setting)s: write %(codes)s. The finder has no translation for “%(value)s”.")
        raise BadSetting(
            message % {"setting": name, "value": text, "codes": format_list([*languages()], "or")}
        )
    return text


def directions_url(name: str, text: str) -> str:
    """Return the template of addresses for directions. Raises BadSetting if a field has another name."""
    try:
        text.format(address="", latitude="", longitude="")
    except (KeyError, ValueError, IndexError) as error:
        message = _(
            "%(setting)s: write {address}, or {latitude} and {longitude}. We cannot fill in %(field)s."
        )
        raise BadSetting(message % {"setting": name, "field": error}) from None
    return text


def web_address(name: str, text: str) -> str:
    """Return a web address. Raises BadSetting for any other text."""
    if not text.strip().startswith(("https://", "http://")):
        message = _("%(setting)s: write a web address that starts with https://. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "value": text})
    return text.strip()


def report_to(name: str, text: str) -> str:
    """Return an email address or an https:// address with {subject} and {body}; it may be empty."""
    if not text or _EMAIL.fullmatch(text):
        return text
    if not _SECURE.fullmatch(text):
        message = _(
            "%(setting)s: write an email address, or a web address that starts with https://."
            " “%(value)s” is neither."
        )
        raise BadSetting(message % {"setting": name, "value": text})
    try:
        text.format(subject="", body="")
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        message = _("%(setting)s: write {subject} and {body}. We cannot fill in %(field)s.")
        raise BadSetting(message % {"setting": name, "field": error}) from None
    return text


def site_name(name: str, text: str) -> SiteName:
    """Read `Name; es: Nombre`. Raises BadSetting for an empty or long name and for an unknown language."""
    first, *others = (part.strip() for part in text.split(";"))
    names = {SOURCE: first} if first else {}
    for part in others:
        code, colon, own = (each.strip() for each in part.partition(":"))
        if code not in languages() or not colon:
            message = _("%(setting)s: write the name, then ; and %(codes)s: and the name in that language.")
            codes = format_list([each for each in languages() if each != SOURCE], "or")
            raise BadSetting(message % {"setting": name, "codes": codes})
        names[code] = own
    if names and (SOURCE not in names or any(not _is_label(each, MOST_NAME) for each in names.values())):
        message = _("%(setting)s: write a name of 1 to %(most)s characters, on one line.")
        raise BadSetting(message % {"setting": name, "most": MOST_NAME})
    return SiteName(names)


def label(name: str, text: str) -> str:
    """Return a text of one line that may be empty. Raises BadSetting if it is too long."""
    if text and not _is_label(text, MOST_LABEL):
        message = _("%(setting)s: write at most %(most)s characters, on one line.")
        raise BadSetting(message % {"setting": name, "most": MOST_LABEL})
    return text


def file(text: str) -> Path | None:
    """Return the path of a file, or None where the setting is empty."""
    return Path(text).expanduser() if text else None


def _is_label(text: str, most: int) -> bool:
    return 0 < len(text) <= most and text.isprintable()


def seconds(name: str, text: str) -> float:
    """Return a number of seconds above 0, up to 60. Raises BadSetting."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 60:
        message = _("%(setting)s: write a number of seconds above 0, up to 60. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "value": text})
    return seconds


def megabytes(name: str, text: str) -> int:
    """Return a number of megabytes from 0 to 4096. Raises BadSetting."""
    clean = text.strip()
    if not (clean.isascii() and clean.isdigit() and len(clean) <= 4 and int(clean) <= 4096):
        message = _("%(setting)s: write a number of megabytes from 0 to 4096. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "value": text})
    return int(clean)


def seconds_between(name: str, text: str) -> float:
    """Return a whole number of seconds from 1 to a day's. Raises BadSetting."""
    clean = text.strip()
    number = int(clean) if clean.isascii() and clean.isdigit() and len(clean) <= 5 else 0
    if not 1 <= number <= _DAY:
        message = _("%(setting)s: write a number of seconds from 1 to %(most)s. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "most": _DAY, "value": text})
    return float(number)


def days(name: str, text: str) -> int:
    """Return a number of days from 1 to 3650. Raises BadSetting."""
    days = int(text) if text.strip().isascii() and text.strip().isdigit() else 0
    if not 1 <= days <= 3650:
        message = _("%(setting)s: write a number of days from 1 to 3650. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "value": text})
    return days
