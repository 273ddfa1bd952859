"""Run vulture. What only JSON reads is used: the fields of its objects (finder/formats/json).

usage: python -m scripts.dead_code
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from finder.formats.json.encode import Answer
from finder.web.api import group

PARTS = ("finder", "scripts")


def names_of(kind: type[Answer]) -> Iterator[str]:
    """Yield the names of the fields of every kind of object."""
    for each in kind.__subclasses__():
        yield from each.__struct_fields__
        yield from names_of(each)


def main() -> int:
    """Return 0 if nothing is unused, as vulture does."""
    used = sorted(set(names_of(Answer)))
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder, "fields.py")
        known.write_text("".join(f"_.{name}\n" for name in used), encoding="utf-8")
        return subprocess.run([sys.executable, "-m", "vulture", *PARTS, str(known)], check=False).returncode


if __name__ == "__main__":
    assert group.blueprint.name == "api"  # it has imported every object of the API
    sys.exit(main())
