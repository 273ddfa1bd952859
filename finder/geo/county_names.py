"""County names as keys, without what kind of county it is: people write "Miami-Dade" and "Orleans Parish"."""

from __future__ import annotations

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


def county_key(name: str) -> tuple[str, bool]:
    """Return the key of a county, and whether it says that it is one: "Cook County" → ("cook", True)."""
    plain = normalize(name)
    for kind in IN_FRONT:
        if plain.startswith(kind + " "):
            return plain.removeprefix(kind + " ").replace(" ", ""), True
    for kind in KINDS:
        if plain.endswith(" " + kind):
            return plain.removesuffix(" " + kind).replace(" ", ""), True
    return plain.replace(" ", ""), False


def is_planning_region(name: str) -> bool:
    """Return whether a county is one of the planning regions that Connecticut has in place of counties."""
    return name.endswith(" Planning Region")
