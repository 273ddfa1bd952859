"""What describes the data set: a Frictionless data package, a dictionary to read, and words for datasette."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.domain.dataset import SOURCES, ExportField, ExportTable, Written
from finder.domain.sources import Source
from finder.formats.dataset.every_table import BY_NAME, TABLES
from finder.formats.json.encode import Json

TITLE = "Cancer care in the United States: places, people, documents"
ABOUT = (
    "Cancer centers, hospitals and clinics, clinicians, trials, care teams of cancer types, and guidelines of"
    " NCI and NCCN as title and link. It is no medical advice. Details may be out of date: call first."
)
_HOW = (
    "The same tables are in SQLite, CSV (UTF-8) and Parquet. A list in a text is written `a|b`. Empty: not"
    " known, or there is none. A text of a CSV file that a spreadsheet would run as a formula begins with"
    " `'`. Import ZIP codes, CCNs and NPIs as text: they are no numbers."
)
#: How each type is called in a data package (Frictionless Table Schema).
_TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def data_package(written: Mapping[str, Written], sources: list[Source], day: str, version: str) -> Json:
    """Return the descriptor of a data package (Frictionless Data Package 1.0) with every CSV file.

    `written` are the files by their names, `day` the date of the directory, and `version` its name.
    """
    return {
        "profile": "tabular-data-package",
        "name": "cancer-care",
        "title": TITLE,
        "description": ABOUT,
        "version": day.replace("-", "."),
        "created": f"{day}T00:00:00Z",
        "directory": version,
        "licenses": [{"path": SOURCES, "title": "The terms of each source"}],
        "sources": [_source(each) for each in sources],
        "resources": [_resource(each, written[f"csv/{each.name}.csv"]) for each in TABLES],
    }


def dictionary(written: Mapping[str, Written], day: str) -> str:
    """Return the data dictionary in Markdown: a section a table, a line a column."""
    parts = [f"# {TITLE}\n\n{ABOUT}\n\nDirectory of {day}. {_HOW}\n"]
    for table in TABLES:
        rows = written[f"csv/{table.name}.csv"].rows
        key = ", ".join(f"`{each}`" for each in table.key)
        parts.append(
            f"## {table.name}\n\n{table.about} {rows} rows. Key: {key}.\n\n"
            "| column | type | what it holds | refers to |\n|---|---|---|---|\n"
            + "".join(_line(each) for each in table.fields)
        )
    return "\n".join(parts)


def terms(sources: Iterable[Source]) -> str:
    """Return every source with its terms, in Markdown."""
    lines = "".join(
        f"- **{each.name}** (`{each.key}`{f', {each.publisher}' if each.publisher else ''}"
        f"{f', {each.as_of}' if each.as_of else ''}). {each.rights or 'Terms not known.'}"
        f"{f' <{each.url}>' if each.url else ''}\n"
        for each in sources
    )
    return (
        "# Sources and their terms\n\nFacts come from these sources; each row of a table names its own."
        f" The finder's code and its own words are under the MIT license.\n\n{lines}"
    )


def datasette(day: str) -> Json:
    """Return the metadata with which datasette shows the SQLite file."""
    tables = {
        each.name: {
            "description": each.about,
            "columns": {one.name: one.about for one in each.fields},
            **({"label_column": each.label} if each.label else {}),
        }
        for each in TABLES
    }
    return {
        "title": TITLE,
        "description": f"{ABOUT} Directory of {day}.",
        "license": "The terms of each source are in the table “source”.",
        "databases": {"finder": {"tables": tables}},
    }


def _resource(table: ExportTable, written: Written) -> Json:
    references = [
        {
            "fields": each.name,
            # A table that refers to itself says so with an empty name.
            "reference": {
                "resource": "" if each.refers_to == table.name else each.refers_to,
                "fields": BY_NAME[each.refers_to].key[0],
            },
        }
        for each in table.fields
        if each.refers_to
    ]
    whole: Json = {
        "primaryKey": list(table.key),
        "missingValues": [""],
        "fields": [_field(each, table) for each in table.fields],
    }
    return {
        "name": table.name,
        "path": written.name,
        "profile": "tabular-data-resource",
        "title": table.name,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.size,
        "rows": written.rows,
        "hash": f"sha256:{written.digest}",
        "schema": whole | ({"foreignKeys": references} if references else {}),
    }


def _field(each: ExportField, table: ExportTable) -> Json:
    constraints = {
        **({"required": True} if each.required else {}),
        **({"unique": True} if table.key == (each.name,) else {}),
    }
    whole: Json = {"name": each.name, "type": _TYPES[each.type], "description": each.about}
    return whole | ({"constraints": constraints} if constraints else {})


def _line(each: ExportField) -> str:
    needed = "" if each.required else " or empty"
    refers = f"`{each.refers_to}`" if each.refers_to else ""
    return f"| `{each.name}` | {each.type}{needed} | {each.about} | {refers} |\n"


def _source(each: Source) -> Json:
    return {"title": each.name, **({"path": each.url} if each.url else {})}
