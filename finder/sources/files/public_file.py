"""One public file that `finder load` reads, as a record.

To add a file, write its reader and its record, in the package of its source (finder/sources/nppes, cms).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from finder.sources.files.cancer_care import CancerCare

if TYPE_CHECKING:  # PyArrow takes 0.3 s to import, a fifth of the start of a command: only readers import it
    from finder.sources.files.extract import Extracted

#: Called while a file is read, with the rows read, the bytes read, and the bytes in all.
Progress = Callable[[int, int, int], None]
#: Reads a file and returns the rows to keep. Raises BadFile if it is not this kind of file, or is damaged.
Reader = Callable[[Path, CancerCare, Progress], "Extracted"]


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A public file: what it is called, where CMS offers it, how it is read and what its rows are."""

    #: What `finder load` calls it; its extract and its download folder have this name too.
    name: str
    #: What it is, for the help of `finder load`.
    label: str
    #: The column of the extract that tells its rows apart.
    key: str
    read: Reader
    #: How a report says what is kept: `count` keys, in `rows` rows.
    keeps: str
    #: The source (a key of data/sources.toml) that records made from it cite; None if none are.
    source: str | None = None
    #: Its rows have dates, and only the newest row of each key counts.
    newest_only: bool = False
    #: It is read with the NPIs of the loaded NPPES files, because it also has rows of these people.
    of_known_people: bool = False
    #: Each file adds to the files loaded before it; others replace them.
    adds_up: bool = False
    #: The name of the zip on the NPPES page, as a pattern without the version; "" if it is not there.
    listed_as: str = ""
    #: The identifier of the data set in CMS's provider data; "" if it is not there.
    data_set: str = ""
