"""Read parameters from a query string, a form or the command line. Unknown ones are errors, never ignored."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finder.errors import BadQuery, Choice, Fault
from finder.language import _
from finder.words.similar_names import similar_names

LONGEST = 200
#: How many faults are said at once, and how many values of one parameter are read.
MOST_FAULTS, MOST_VALUES = 10, 60

Arguments = Mapping[str, Sequence[str]]
#: The value of a parameter as a program gives it; None, False and what is empty stand for one not given.
Given = str | float | bool | Iterable[str] | None


def free_text(text: str) -> str:
    """Return the text unchanged. `read_parameters` has already refused invisible characters."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a query. Forms, error messages, `--help` and docs/api.md are all made from it.

    `label` is its name on pages. `help` says in a sentence what it does. `values` are its possible values,
    each with its label; without them `read` converts the text. `read` raises BadQuery, or ValueError with
    the reason and, on a second line, a hint. `many`: it may be given several times.
    """

    name: str
    label: str
    help: str
    values: Mapping[str, str] | None = None
    read: Callable[[str], Any] = free_text
    many: bool = False
    #: The format of the value, for the docs: "name or CMS number".
    written: str = ""
    #: The least and the most that a whole number may be; other values are no numbers.
    bounds: tuple[int, int] | None = None
    #: A value as somebody may send it, for the docs.
    example: str = ""

    def parse(self, text: str) -> Any:
        """Return the value of a text. Raises ValueError or BadQuery."""
        if self.bounds:
            return whole_number(*self.bounds)(text)
        return one_of(self.values)(text) if self.values is not None else self.read(text)

    @property
    def format(self) -> str:
        """What a value looks like, for the docs; empty for any text."""
        return "{}-{}".format(*self.bounds) if self.bounds else self.written


def read_parameters(
    arguments: Arguments, parameters: Iterable[Parameter], required: Mapping[str, Fault] | None = None
) -> dict[str, Any]:
    """Return name → value of the parameters that were given. Raises BadQuery with the first ten faults.

    `required` holds the fault to report for each required parameter that is missing. An empty value counts
    as missing, because a form sends one for a field left blank.
    """
    by_name = {each.name: each for each in parameters}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, texts in arguments.items():
        if len(faults) >= MOST_FAULTS:
            break
        parameter = by_name.get(name)
        if parameter is None:
            faults.append(unknown_name(name, by_name))
            continue
        given = [text for text in texts if text.strip()]
        if len(given) > (MOST_VALUES if parameter.many else 1):
            reason = _("It appears %(count)s times.") % {"count": len(given)}
            most = _("Use it at most %(most)s times.") % {"most": MOST_VALUES}
            faults.append(Fault(name, reason, most if parameter.many else _("Use it only once.")))
            continue
        read: list[Any] = []
        for text in given:
            try:
                read.append(parameter.parse(_clean(text)))
            except BadQuery as error:
                faults.extend(Fault(name, each.reason, each.hint, each.choices) for each in error.faults)
            except ValueError as error:
                reason, _end, hint = str(error).partition("\n")
                faults.append(Fault(name, reason, hint))
        if read:
            values[name] = tuple(dict.fromkeys(read)) if parameter.many else read[0]
    wrong = {fault.field for fault in faults}
    faults += [fault for name, fault in (required or {}).items() if name not in values and name not in wrong]
    if faults:
        raise BadQuery(*faults[:MOST_FAULTS])
    return values


def texts_of(**values: Given) -> Arguments:
    """Return values as the texts that an address would have: True is "yes", a number has three decimals."""
    return {name: texts for name, value in values.items() if (texts := _texts(value))}


def _texts(value: Given) -> list[str]:
    match value:
        case None | False | "":
            return []
        case True:
            return ["yes"]
        case str():
            return [value]
        case int():
            return [str(value)]
        case float():
            return [f"{value:.3f}".rstrip("0").rstrip(".")]
    return list(value)


def one_of(options: Mapping[str, str]) -> Callable[[str], str]:
    """Return a reader that accepts a key of `options`. For other text it raises BadQuery, listing them."""

    def read(text: str) -> str:
        if text in options:
            return text
        spellings = {label.casefold(): value for value, label in options.items()}
        spellings |= {value.casefold(): value for value in options}
        near = similar_names(text, spellings)
        suggestion = _("Did you mean %(value)s?") % {"value": spellings[near[0]]} + " " if near else ""
        raise BadQuery(
            Fault(
                "",
                _("“%(text)s” is not one of the choices.") % {"text": text},
                suggestion + _("Choose one of: %(values)s.") % {"values": ", ".join(options)},
                tuple(Choice(value, _(label)) for value, label in options.items()),
            )
        )

    return read


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return a reader for a whole number from `least` to `most`. It raises ValueError for other text."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            reason = _("“%(text)s” is not a valid number.\nUse a whole number from %(least)s to %(most)s.")
            raise ValueError(reason % {"text": text, "least": least, "most": most})
        return int(text)

    return read


def _clean(text: str) -> str:
    if len(text) > LONGEST:
        reason = _("It is %(count)s characters long.\nUse at most %(most)s.")
        raise ValueError(reason % {"count": len(text), "most": LONGEST})
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in text):
        raise ValueError(_("It has characters that we can't read.\nPlease type it again."))
    return " ".join(text.split())


def unknown_name(name: str, names: Iterable[str]) -> Fault:
    """Return the fault of a parameter that is not one of `names`, with the one that may be meant."""
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    names = list(names)
    if not names:
        return Fault(shown, _("There is no field with this name."), _("This address takes no fields."))
    near = similar_names(shown, names)
    suggestion = _("Did you mean %(value)s?") % {"value": near[0]} + " " if near else ""
    fields = _("The fields are: %(fields)s.") % {"fields": ", ".join(names)}
    return Fault(shown, _("There is no field with this name."), suggestion + fields)


def read_page(text: str) -> str:
    """Read the path of a page of ours. Raises ValueError with what would be right."""
    path = text.strip("/")
    if not re.fullmatch(r"[A-Za-z0-9-]{1,90}(/[A-Za-z0-9-]{1,90}){0,3}", path):
        reason = _("“%(path)s” is not a page of this site.") % {"path": text[:60]}
        raise ValueError(reason + "\n" + _("Write it as in its address, such as centers/mayo-rochester."))
    return path


def day_within_a_year(today: datetime.date) -> Callable[[str], datetime.date]:
    """Return a reader for an ISO day, from yesterday (still that day somewhere) to a year from now."""
    hint = _("Write it as %(day)s.") % {"day": today.isoformat()}

    def read(text: str) -> datetime.date:
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            raise ValueError(_("“%(text)s” is not a date.") % {"text": text} + "\n" + hint) from None
        if not -1 <= (day - today).days <= 366:
            raise ValueError(_("Choose a day within the next year.") + "\n" + hint)
        return day

    return read


def read_yes(text: str) -> bool:
    """Read the one value of a flag. Raises ValueError for another."""
    if text != "yes":
        raise ValueError(_("Use “yes”.\nLeave it out for the table of contents."))
    return True
