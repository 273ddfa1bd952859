"""The forms in which people and records systems write a code: labels, brackets, tags, a name beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: What records systems print behind a diagnosis: a billing tag (Hierarchical Condition Category), and the
#: kind of thing that a full name of SNOMED CT names.
_TAG = re.compile(
    r"[(\[]\s*(?:(?:CMS|HHS|RX)[\s/-]*)*HCC[\s\d.]*[)\]]"
    r"|\((?:disorder|finding|situation|morphologic abnormality)\)\s*$",
    re.IGNORECASE,
)
#: Words before a code: "Dx:", "ICD-10-CM code". The last group says which system, if the words do.
_LABEL = re.compile(
    r"^[\s(\[]*(?:(?:dx|diag(?:nosis)?|diagn[oó]stico|c[oó]digo|code|primary|cie|icd)[\s:.#=-]*"
    r"(?:(?P<nine>-?9)|-?10)?(?:[\s-]*cm)?(?![a-z0-9])[\s:.#=-]*)+",
    re.IGNORECASE,
)
#: A code of ICD-10-CM, with what people type for its dot, and with the letter O or I for a digit.
_BODY = r"[A-TV-Z]\s?(?:[0-9][0-9ABOI]|[OI][0-9])(?:[\s.,·•]{1,2}[0-9AO][0-9A-Z]{0,3}|\.?[0-9A-Z]{0,4})"
#: What code books print for "any further digit", and stops at the end.
_OPEN_END = r"(?:[.\s]*[-x*])?[.\s]*"
_WHOLE = re.compile(rf"({_BODY}?){_OPEN_END}", re.IGNORECASE)
_RANGE = re.compile(rf"({_BODY}?){_OPEN_END}(?:[-–—]|to|a)\s*({_BODY}?){_OPEN_END}", re.IGNORECASE)
#: A code among words is written in capitals.
_AMONG_WORDS = re.compile(
    r"(?<![A-Za-z0-9.])([A-TV-Z][0-9][0-9AB](?:[.,·]\s?[0-9A-Z]{1,4})?|[A-TV-Z][0-9][0-9AB][0-9]{1,4})"
    r"(?![A-Za-z0-9]|[.,·][0-9])"
)


@dataclass(frozen=True, slots=True)
class CodeForm:
    """What a text has of the form of codes: the codes without dots, in capitals, and the words beside them.

    `from_to`: the two codes are the ends of a range. `labeled`: there is a label; `nine`: it says ICD-9.
    """

    codes: tuple[str, ...]
    words: str
    from_to: bool = False
    nine: bool = False
    labeled: bool = False


def without_tags(text: str) -> str:
    """Return a text without tags such as "(HCC)" and "(disorder)", unless there is nothing else in it."""
    return " ".join(_TAG.sub(" ", text).split()) or text


def code_form(text: str) -> CodeForm:
    """Return the codes in a text, as it writes them; whether they exist is not looked up."""
    plain = unicodedata.normalize("NFKC", text).strip()
    label = _LABEL.match(plain)
    nine, labeled = bool(label and label["nine"]), label is not None
    rest = (plain[label.end() :] if label else plain).strip(" ()[]\"'“”:;")
    if both := _RANGE.fullmatch(rest):
        return CodeForm((_plain(both[1]), _plain(both[2])), "", True, nine, labeled)
    if whole := _WHOLE.fullmatch(rest):
        return CodeForm((_plain(whole[1]),), "", False, nine, labeled)
    codes = tuple(dict.fromkeys(_plain(each) for each in _AMONG_WORDS.findall(rest)))
    words = _AMONG_WORDS.sub(" ", rest) if codes else rest
    return CodeForm(codes, " ".join(words.strip(" -–—:;,.").split()), False, nine, labeled)


def _plain(code: str) -> str:
    """Return a code in capitals without its dot, with digits for the letters that look like them."""
    bare = re.sub(r"[^0-9A-Z]", "", code.upper())
    return bare[0] + bare[1:].replace("O", "0").replace("I", "1")
