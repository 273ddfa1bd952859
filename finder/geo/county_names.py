"""County names as keys, without what kind of county it is: people write "Miami-Dade" and "Orleans Parish"."""

from __future__ import annotations

from finder.geo.city_names import key_of_words
from finder.plain_text import normalize

#: What a county is called, behind its name or in front of it, normalized; longer ones first.
KINDS = (
    "city and borough", "census area", "planning region", "county", "parish", "borough", "municipality",
    "municipio", "district", "council of governments", "region", "co",
)  # fmt: skip
IN_FRONT = (
    "city and county of", "city and borough of", "municipality of", "municipio de", "condado del",
    "condado de", "county of", "parish of",
)  # fmt: skip


#: What else is called so: a county is meant only if that is what its name ends with.
STRICT = {
    "borough": "borough", "district": "district", "region": "planning region",
    "council of governments": "planning region",
}  # fmt: skip


def county_key(name: str) -> tuple[str, str]:
    """Return the key of a county, and what it is said to be, or "": "Cook County" → ("cook", "county")."""
    plain = normalize(name)
    for kind in IN_FRONT:
        if plain.startswith(kind + " "):
            return _key(plain.removeprefix(kind + " ")), kind
    for kind in KINDS:
        if plain.endswith(" " + kind):
            return _key(plain.removesuffix(" " + kind)), kind
    return _key(plain), ""


def is_of_kind(name: str, kind: str) -> bool:
    """Return whether the name of a county ends with what it is said to be."""
    return normalize(name).endswith(f" {STRICT.get(kind, kind)}")


def _key(plain: str) -> str:
    return key_of_words(plain.split())
