"""Columns of numbers and ids that the build writes: a first question of a FHIR client does not wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.store.schema import fhir_column

#: Columns by name.
Columns: TypeAlias = Mapping[str, NDArray[Any]]
#: The level of isal_zlib, 0 to 3: the others take longer, and ids shrink to a fifth at this one.
_PACKING: Final = 1


class Numbering(Protocol):
    """Sees every record that the build writes, and makes columns of them."""

    def add(self, number: int, record: CareSite | Hospital | Clinician) -> None:
        """See a record with its number. Records of one kind come in their order."""

    def columns(self) -> Columns:
        """Return what is to be written."""


def column_rows(columns: Columns) -> Iterator[dict[str, Any]]:
    """Yield the rows of columns."""
    for name, column in columns.items():
        yield {
            "name": name,
            "kind": column.dtype.str,
            "packed": isal_zlib.compress(column.tobytes(), _PACKING),
        }


def read_columns(connection: Connection) -> Columns:
    """Return all columns; none for a directory that was built without them."""
    rows = connection.execute(select(fhir_column))
    return {name: np.frombuffer(isal_zlib.decompress(packed), kind) for name, kind, packed in rows}
