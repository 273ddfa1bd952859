"""What the API can be asked, one record for each address: routes and OpenAPI document are made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, g, redirect, request
from werkzeug.wrappers import Response as Redirect

from finder.errors import BadQuery, Fault, NotFound
from finder.formats.json.encode import Answer, encode
from finder.search.fields import CSV_FOR
from finder.search.parameters import MOST_FAULTS, Parameter, unknown_name
from finder.web.addresses import arguments
from finder.web.api.tables import table

JSON = "application/json"
#: The formats that lists have beside JSON: the ending of the address, and the media type.
CSV: Mapping[str, str] = MappingProxyType({"csv": "text/csv"})

#: Given the format and what stands in the path, returns an answer; a table as text, or text of a format.
View = Callable[..., Answer | str | bytes]


@dataclass(frozen=True, slots=True)
class Operation:
    """An address of the API: its path, what it does in one line, the form of its answers.

    `parameters` are those of the query, the `required` of them by name; `key` is what stands in the path.
    `formats` are other formats by the ending of the address. `name` is that of the view.
    """

    path: str
    name: str
    about: str
    answers: tuple[type[Answer], ...]
    parameters: tuple[Parameter, ...]
    required: tuple[str, ...]
    key: Parameter | None
    formats: Mapping[str, str]


#: Every operation.
OPERATIONS: list[Operation] = []
#: What most programs ask comes first.
_FIRST = "/search"

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


def operation(
    path: str,
    *answers: type[Answer],
    parameters: tuple[Parameter, ...] = (),
    required: tuple[str, ...] = (),
    key: Parameter | None = None,
    formats: Mapping[str, str] = MappingProxyType({}),
    name: str = "",
    about: str = "",
    given: Mapping[str, Any] = MappingProxyType({}),
) -> Callable[[View], View]:
    """Return a decorator that makes a view answer an address, and each of its formats at its ending.

    The view gets the format ("json" or an ending), what stands in the path, and `given`.
    """

    def register(view: View) -> View:
        called = name or view.__name__
        first_line = about or (view.__doc__ or "").partition("\n")[0]
        OPERATIONS.append(Operation(path, called, first_line, answers, parameters, required, key, formats))

        known = [each.name for each in parameters]

        def as_json(**keys: str) -> Response:
            with only_known(known):
                return json(view("json", **given, **keys))

        def as_other(form: str, **keys: str) -> Response:
            with only_known([*known, CSV_FOR.name] if form == "csv" else known):
                text = view(form, **given, **keys)
            body = encode(text) if isinstance(text, Answer) else text
            is_table = formats[form] == CSV["csv"]
            return table(body) if is_table else Response(body, mimetype=formats[form])

        blueprint.add_url_rule(path, called, as_json)
        if formats:
            endings = ", ".join(formats)
            blueprint.add_url_rule(f"{path}.<any({endings}):form>", f"{called}_as", as_other)
            blueprint.add_url_rule(f"{path}.json", f"{called}_json", _without_ending)
        return view

    return register


def in_order() -> list[Operation]:
    """Return every operation as the document lists them: the search, then by path."""
    return sorted(OPERATIONS, key=lambda each: (each.path != _FIRST, each.path))


@contextmanager
def only_known(names: Sequence[str]) -> Iterator[None]:
    """Refuse parameters with other names, together with everything else that is wrong with the question."""
    asked = arguments()
    unknown = [unknown_name(name, names) for name in asked if name not in names][:MOST_FAULTS]
    faults: tuple[Fault, ...] = ()
    g.arguments = {name: texts for name, texts in asked.items() if name in names}
    try:
        yield
    except BadQuery as error:
        if not unknown:
            raise
        faults = error.faults
    except NotFound:
        if not unknown:
            raise
    if unknown:
        raise BadQuery(*(*unknown, *faults)[:MOST_FAULTS])


def json(answer: Answer | str | bytes, status: int = 200, media_type: str = JSON) -> Response:
    """Return an answer as JSON."""
    body = encode(answer) if isinstance(answer, Answer) else answer
    return Response(body, status, mimetype=media_type)


def _without_ending() -> Redirect:
    """Redirect from an address that ends with .json to the one that it is short for."""
    query = request.query_string.decode("ascii", "replace")
    path = f"{request.script_root}{request.path.removesuffix('.json')}"
    return redirect(f"{path}?{query}" if query else path, 308)
