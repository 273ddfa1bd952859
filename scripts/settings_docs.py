"""The tables of docs/settings.md: made from the table of settings (finder/settings/table.py).

usage: python -m scripts.settings_docs [--check]
"""

from __future__ import annotations

import re
import sys

from finder.settings.setting import GROUPS
from finder.settings.table import SETTINGS
from scripts.made_docs import write_or_check

_MARKED = re.compile(r"(<!-- settings -->\n).*?(<!-- end -->)", re.DOTALL)


def tables() -> str:
    """Return a section in Markdown for each group of settings."""
    sections = []
    for group, heading in GROUPS.items():
        rows = [
            f"| `{each.name}` | {_default(each.in_words, each.default())} | {each.help} |\n"
            for each in SETTINGS
            if each.group == group
        ]
        sections.append(
            f"## {heading}\n\n| variable | default | what it does |\n|---|---|---|\n{''.join(rows)}"
        )
    return "\n".join(sections)


def current(text: str) -> str:
    """Return the document with its tables made anew."""
    return _MARKED.sub(lambda found: f"{found[1]}{tables()}{found[2]}", text)


def _default(in_words: str, value: str) -> str:
    return in_words or (f"`{value}`" if value else "empty")


if __name__ == "__main__":
    sys.exit(write_or_check("docs/settings.md", "settings_docs", current, sys.argv[1:]))
