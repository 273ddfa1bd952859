"""Lists as CSV files: shown by the browser, or saved with the mark that Excel needs."""

from __future__ import annotations

from flask import Response, request

from finder.formats.csv import BYTE_ORDER_MARK
from finder.search.fields import CSV_FOR
from finder.search.parameters import Arguments, read_parameters
from finder.web import addresses


def arguments_without_program() -> Arguments:
    """Return the parameters of the question; those of a CSV file without its program. Raises BadQuery."""
    given = addresses.arguments()
    if not request.path.endswith(".csv"):
        return given
    _for_excel()
    return {name: texts for name, texts in given.items() if name != CSV_FOR.name}


def table(text: str | bytes) -> Response:
    """Return rows as CSV, for the program that the request names. Raises BadQuery."""
    excel = _for_excel()
    body = text.encode() if isinstance(text, str) else text
    response = Response(BYTE_ORDER_MARK.encode() + body if excel else body, mimetype="text/csv")
    name = request.path.rpartition("/")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"' if excel else "inline"
    return response


def _for_excel() -> bool:
    given = addresses.arguments().get(CSV_FOR.name, ())
    return bool(read_parameters({CSV_FOR.name: given}, (CSV_FOR,)))
