"""The identifiers of HSDS: a UUID for each thing, the same on every site and in every build.

The four things that one record is made of share all but the last digit of their UUIDs.
"""

from __future__ import annotations

import re
import uuid

_NAMESPACE = uuid.UUID("0b4d5c9e-1f0a-5c58-9a35-6d7a4e0f2b11")
ORGANIZATION, SERVICE, LOCATION, SERVICE_AT_LOCATION = "0", "1", "2", "3"
_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def of_record(path: str, thing: str) -> str:
    """Return the id of a thing that a record is made of; `path` is that of its page: `centers/huntsman`."""
    return of_text(path)[:-1] + thing


def of_text(text: str) -> str:
    """Return an id for anything that has a name of its own."""
    return str(uuid.uuid5(_NAMESPACE, text))


def key_of(given: str, thing: str) -> str:
    """Return what the ids of all things of a record share; "" for what is no id of such a thing."""
    text = given.lower()
    return text[:-1] if _FORM.fullmatch(text) and text.endswith(thing) else ""
