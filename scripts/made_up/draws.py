"""Random draws: from lists, by weight or evenly; digits; names of people, marked as made up."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from random import Random
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Weighed: TypeAlias = tuple[list[T], list[float]]


def words(text: str) -> list[str]:
    return text.split()


def running(pairs: Iterable[tuple[T, float]]) -> Weighed[T]:
    """Split pairs of a thing and its weight into the things and their running weights."""
    things, weights = zip(*pairs, strict=True)
    return list(things), list(accumulate(weights))


def draw_from(rng: Random, pool: Weighed[T], how_many: int) -> list[T]:
    return rng.choices(pool[0], cum_weights=pool[1], k=how_many)


def digits(rng: Random, many: int) -> str:
    """Return a number of so many digits, leading zeros among them."""
    return f"{int(rng.random() * 10**many):0{many}}"


# A last name is a stem and an ending.
STEMS = words("""
    ABAD BRANT CALD DELM ESCOB FARR GOLD HALV IBARR JANS KOWAL LIND MEND NAKAM OKAF PETR QUINT
    ROSS SAND TRAN URB VARG WEST XI YAMAM ZAPAT AHM BERG CHAND DUBO ELLS FITZ GUTI HARR ILIC
    JOHAN KHAN LOP MART NGUY ORT PARK RAM SING THOMPS ULL VILL WHIT YOUS ZIMM ANDERS BLANCH CRAW
    DONN ERICKS FERN GREENW HOLL IVERS KAPL LARS MORR NORT
""")
ENDINGS = words("""
    I ER EZ SON MAN OVA SKI ERO A EN ES STEIN FORD LEY TON ETTI INE OS AK UYEN WAY WOOD IS EAU
    AMI OTO ELL ANE ICK ULA
""")
SURNAMES = [stem + ending for stem in STEMS for ending in ENDINGS] + ["PEÑA", "NUÑEZ"]

GIVEN = {
    "F": words("""
        MARIA JENNIFER LINDA AMANDA JESSICA SUSAN PRIYA MEI FATIMA OLGA CARMEN HANNAH EMILY SARAH
        ANN REBECCA ELIZABETH KATHERINE NICOLE MICHELLE STEPHANIE LAURA KIMBERLY ANGELA HEATHER
        TIFFANY RACHEL AISHA YOLANDA DANIELLE INGRID JO MARY-KATE SHANNON TAMIKA VICTORIA WENDY
        XIMENA YUKI ZOE BRITTANY CHLOE DESTINY EVELYN GRACE
    """),
    "M": words("""
        JAMES JOHN ROBERT MICHAEL DAVID WILLIAM RAJ WEI AHMED IVAN CARLOS JOSE DANIEL MATTHEW BRIAN
        CHRISTOPHER KEVIN THOMAS ANTHONY STEVEN ANDREW JOSHUA KENNETH PAUL TIMOTHY GREGORY PATRICK
        SAMUEL HIROSHI BENJAMIN ALEXANDER JEAN-LUC TY OMAR NATHANIEL VICTOR ZACHARY PETER RAYMOND
        SETH TREVOR ULYSSES WALTER XAVIER YUSUF
    """),
}
#: How a last name is marked as made up; the surname goes into the braces.
MARKS = [*["MADEUP {}", "MADEUP-{}"] * 30, "O'MADEUP {}", "MCMADEUP {}", "DE LA MADEUP {}", "MADEUP {} JR"]


def person_name(rng: Random) -> tuple[str, str, str, str]:
    """Return a last, a first and a middle name and the sex."""
    draw = rng.random
    sex = "F" if draw() < 0.66 else "M"
    given = GIVEN[sex]
    last = MARKS[int(draw() * len(MARKS))].format(SURNAMES[int(draw() * len(SURNAMES))])
    roll, middle = draw(), ""
    if roll < 0.55:
        middle = given[int(draw() * len(given))] if roll > 0.25 else "ABCDEFGHJKLMNPRSTW"[int(roll * 72)]
    return last, given[int(draw() * len(given))], middle, sex
