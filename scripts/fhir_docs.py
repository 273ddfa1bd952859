"""The tables of docs/fhir.md: made from the records of search parameters (finder/search/fhir/parameters.py).

usage: python -m scripts.fhir_docs [--check]
"""

from __future__ import annotations

import re
import sys

from finder.search.fhir.parameters import (
    BY_TYPE,
    NOT_LOADED,
    TYPES,
    SearchParameter,
    includes_of,
    revincludes_of,
)
from scripts.made_docs import write_or_check

_MARKED = re.compile(r"(<!-- parameters -->\n).*?(<!-- end -->)", re.DOTALL)


def tables() -> str:
    """Return a section in Markdown for each type of resource."""
    return "\n".join(map(_section, TYPES))


def _section(type_: str) -> str:
    rows = "".join(_row(each, type_) for each in BY_TYPE[type_].values())
    lists = {"_include": includes_of(type_), "_revinclude": revincludes_of(type_)}
    more = "".join(
        f"\n`{name}`: {', '.join(f'`{each}`' for each in found)}.\n" for name, found in lists.items() if found
    )
    return f"### {type_}\n\n| parameter | type | | finds by |\n|---|---|---|---|\n{rows}{more}"


def _row(each: SearchParameter, type_: str) -> str:
    required = " (Plan-Net)" if type_ in each.required else ""
    works = "works" if each.loaded else f"refused under strict handling: {NOT_LOADED[each.code]}"
    escaped = each.help.replace("|", "\\|")
    return f"| `{each.code}`{required} | {each.kind} | {works} | {escaped} |\n"


def current(text: str) -> str:
    """Return the document with its tables made anew."""
    return _MARKED.sub(lambda found: f"{found[1]}{tables()}{found[2]}", text)


if __name__ == "__main__":
    sys.exit(write_or_check("docs/fhir.md", "fhir_docs", current, sys.argv[1:]))
