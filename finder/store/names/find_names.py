"""Look up names of places of care, hospitals and clinics by their words."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from finder.domain.kinds import Kind
from finder.domain.names import CareName
from finder.geo.points import Point
from finder.store.names.number_list import Numbers
from finder.store.read_places import words_of
from finder.store.schema import care_name, care_word, name_word

_WITH_WORDS = select(care_word.c.word, care_word.c.records).where(
    care_word.c.word.in_(bindparam("words", expanding=True))
)
_BEGINNING = select(care_word.c.records).where(
    care_word.c.word >= bindparam("first"), care_word.c.word < bindparam("end")
)
_NUMBERS = Numbers(bindparam("numbers")).table_valued("value")
_NUMBERED = (
    select(care_name)
    .join_from(_NUMBERS, care_name, care_name.c.number == _NUMBERS.c.value)
    .order_by(care_name.c.number)
)
#: The words of names: initials and towns come before them.
_EVERY_WORD = select(care_word.c.word).where(care_word.c.word >= "a").order_by(care_word.c.word)
_KINDS = {kind.value: kind for kind in Kind}
_OF_KIND = select(care_name).where(care_name.c.kind == bindparam("kind")).order_by(care_name.c.number)


def records_of_words(connection: Connection, words: Iterable[str]) -> dict[str, set[int]]:
    """Return word → the records that have it; words that none has are left out."""
    rows = connection.execute(_WITH_WORDS, {"words": list(words)})
    return {word: _numbers([records]) for word, records in rows}


def records_beginning(connection: Connection, start: str) -> set[int]:
    """Return the records with a word that begins so."""
    rows = connection.execute(_BEGINNING, {"first": start, "end": start + "{"})
    return _numbers(rows.scalars())


def every_word(connection: Connection) -> list[str]:
    """Return every word of a name."""
    return words_of(connection, _EVERY_WORD)


def names_numbered(connection: Connection, numbers: Iterable[int]) -> list[CareName]:
    """Return the names of these records."""
    return [_name(row) for row in connection.execute(_NUMBERED, {"numbers": json.dumps(list(numbers))})]


def centers(connection: Connection) -> list[CareName]:
    """Return the names of all centers."""
    return [_name(row) for row in connection.execute(_OF_KIND, {"kind": Kind.CENTER})]


def clinics(connection: Connection) -> list[int]:
    """Return the record numbers of all clinics."""
    numbers = _OF_KIND.with_only_columns(care_name.c.number)
    return list(connection.execute(numbers, {"kind": Kind.CLINIC}).scalars())


def person_words_like(connection: Connection, start: str, lengths: tuple[int, int]) -> Sequence[str]:
    """Return the words of clinicians' names with such a beginning and length, for a misspelled one."""
    like = select(name_word.c.word).where(
        name_word.c.word >= start,
        name_word.c.word < start + "{",
        func.length(name_word.c.word).between(*lengths),
    )
    return words_of(connection, like.order_by(name_word.c.word))


def _name(row: Row[*tuple[Any, ...]]) -> CareName:
    number, kind, key, name, words, city, state, latitude, longitude = row
    point = Point(latitude, longitude) if latitude is not None else None
    return CareName(number, _KINDS[kind], key, name, tuple(words.split()), city, state, point)


def _numbers(lists: Iterable[bytes]) -> set[int]:
    numbers = array("i")
    for each in lists:
        numbers.frombytes(each)
    return set(numbers)
