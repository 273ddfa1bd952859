"""The address of a PostgreSQL database that holds the directory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_PASSWORDS = re.compile(r"(?<=://)([^:@/,]*):[^@,]*@|(?<=[?&]password=)[^&,]*")


@dataclass(frozen=True, slots=True)
class Database:
    """A database that is built in (`primary`), and its streaming replicas, which are only read.

    Addresses are those of libpq: postgresql://USER:PASSWORD@HOST:PORT/NAME. `home` holds the loaded files.
    """

    home: Path
    primary: str = field(repr=False)
    replicas: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return name_of(self.primary)


def name_of(address: str) -> str:
    """Return host, port and name of a database: all of its address that may be logged."""
    parts = urlsplit(address)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"


def without_passwords(addresses: str) -> str:
    """Return addresses separated by commas, with … in place of each password."""
    return _PASSWORDS.sub(lambda found: f"{found[1]}:…@" if found[1] is not None else "…", addresses)
