"""The tables of parameters in docs/api.md: made from the records that read them (finder/search/fields.py).

usage: python -m scripts.api_docs [--check]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from finder.search.fields import BY_NAME, GUIDELINES, PACK, READER, SEARCH, SHORTLIST, TRIALS
from finder.search.filters import Filter
from finder.search.parameters import Parameter
from scripts.made_docs import write_or_check

TABLES: dict[str, tuple[Parameter, ...]] = {
    "search": SEARCH,
    "guidelines": GUIDELINES,
    "shortlist": SHORTLIST,
    "trials": TRIALS,
    "find": BY_NAME,
    "pack": (*PACK, *READER),
}
_MARKED = re.compile(r"(<!-- parameters of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(parameters: Iterable[Parameter]) -> str:
    """Return a table in Markdown, a line a parameter: name, values, kinds it is known of, what it asks."""
    rows = list(parameters)
    filtered = any(isinstance(each, Filter) for each in rows)
    head = ["parameter", "value", *(["of"] if filtered else []), "what it asks"]
    lines = [head, ["---"] * len(head)]
    for each in rows:
        value = ", ".join(f"`{value}`" for value in each.values) if each.values else each.format or "text"
        value += "; may repeat" if each.many else ""
        kinds = ", ".join(each.kinds) if isinstance(each, Filter) else "all"
        lines.append([f"`{each.name}`", value, *([kinds] if filtered else []), each.help])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def current(text: str) -> str:
    """Return the document with its tables made anew. Raises KeyError for a table that nobody knows."""
    return _MARKED.sub(lambda found: f"{found[1]}{table(TABLES[found[2]])}{found[3]}", text)


if __name__ == "__main__":
    sys.exit(write_or_check("docs/api.md", "api_docs", current, sys.argv[1:]))
