"""Break one thing in the invented world, and read what is reported."""

import datetime

import pytest

from finder.errors import BadData
from finder.sources.curated.read import read_curated

TOMORROW = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=2)).isoformat()
NEXT_YEAR = str(datetime.datetime.now(datetime.UTC).year + 1)
BOSTON, DENVER = "centers/example-boston.toml", "centers/example-denver.toml"
LABORATORY, CONSORTIUM = "centers/example-laboratory.toml", "centers/example-consortium.toml"


def faults_of(data, gazetteer):
    with pytest.raises(BadData) as caught:
        read_curated(data, gazetteer)
    return [str(fault) for fault in caught.value.faults]


def matching(faults, where, said):
    return [fault for fault in faults if fault.startswith(where) and said in fault]


def line_of(file, text):
    """The line of a file that is this text."""
    return file.read_text().splitlines().index(text) + 1


def append(file, *rows):
    """Add rows to a file; the line of the first is returned."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return text.count("\n") + 1
