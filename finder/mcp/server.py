"""The server of the tools: danger first, then the answer with its sources; faults that a model can mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import anyio
import anyio.to_thread
import msgspec
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ListedTool

from finder import __version__
from finder.domain.guide.emergencies import Emergency
from finder.errors import BadDirectory, BadQuery, Fault, NotFound, in_short
from finder.formats import emergencies
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import Json, encode
from finder.language import SOURCE, _, languages, using_language
from finder.library import Finder
from finder.mcp import rows
from finder.mcp.schemas import input_schema, output_schema
from finder.mcp.tools import LANGUAGE, TOOLS, Tool
from finder.search.parameters import Arguments, read_parameters, texts_of

#: What a client tells its model about the server.
INSTRUCTIONS = (
    "Finds cancer centers, hospitals, specialists, trials and guideline documents in the United States."
    " If an answer has `danger`, say that first, in full: what to do and whom to call. Say the `notice`."
    " Give phone numbers as they are, and say where a fact comes from and of which date it is."
    " `site` and the path of a record make the address of its page."
    " Nothing here ranks doctors or predicts how a person will do. What is not said is not known: never a no."
    " An error lists what is wrong with each argument, with choices: correct it, or ask the person."
)
#: How many questions are worked on at once: the work is for the processor, so more would only share it.
_AT_ONCE = 1


def server_of(finder: Finder, site: str = "") -> Server[Any]:
    """Return the server. Each question is answered from the newest version of the directory.

    `site` is the address of the pages with a slash at its end, if it is known.
    """
    limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def list_tools(
        _context: ServerRequestContext[Any], _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_listed(each) for each in TOOLS.values()])

    async def call_tool(_context: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no such tool. The tools are: {', '.join(TOOLS)}.")
        return await anyio.to_thread.run_sync(
            call, finder, tool, params.arguments or {}, site, limiter=limiter
        )

    return Server(
        "finder",
        version=__version__,
        title="Cancer care finder",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def call(finder: Finder, tool: Tool, given: Mapping[str, object], site: str = "") -> CallToolResult:
    """Answer one call. What is wrong with the arguments is an answer too, for the model to read."""
    try:
        finder = finder.newest()
    except BadDirectory as error:
        return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
    asked = {name: _texts(value) for name, value in given.items()}
    with using_language(_language(asked)):
        signs = finder.danger(**asked)
        try:
            _check(tool, given, asked)
            arguments = {name: [""] for name in tool.required} | _own(tool, asked)
            fields = _with_sources(tool.answer(finder, arguments), finder)
            return _result(finder, signs, fields | ({"site": site} if site else {}))
        except BadQuery as error:
            return _result(finder, signs, {"errors": [_fault(each) for each in error.faults]}, is_error=True)
        except NotFound as error:
            near = tuple(replace(each, value=each.value.removeprefix("/")) for each in error.near)
            missing = Fault("", error.what, "", near)
            return _result(finder, signs, {"errors": [_fault(missing)]}, is_error=True)


def _listed(tool: Tool) -> ListedTool:
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=input_schema(tool.parameters, tool.required),
        output_schema=output_schema(tool.fields),
        annotations=ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=tool.asks_others,
        ),
    )


def _texts(value: object) -> list[str]:
    """Return a value of JSON as the texts of a parameter, an object as its own text."""
    match value:
        case None | str() | bool() | int() | float():
            return list(texts_of(value=value).get("value", ()))
        case list():
            return [text for each in value for text in _texts(each)]
    return [encode(value).decode()]


def _language(asked: Arguments) -> str:
    """Return the language of an answer: the one asked for if we have it, or English."""
    return next((text for text in asked.get("language", ()) if text in languages()), SOURCE)


def _check(tool: Tool, given: Mapping[str, object], asked: Arguments) -> None:
    """Raise BadQuery for an argument that the tool does not have, and for a language that we do not have."""
    names = {each.name for each in tool.parameters}
    if not names.issuperset(given):
        read_parameters(asked, tool.parameters)
    if LANGUAGE in tool.parameters:
        read_parameters({"language": asked.get("language", ())}, (LANGUAGE,))


def _own(tool: Tool, asked: Arguments) -> dict[str, Sequence[str]]:
    """Return the arguments that have a value, without the language where it is only that of the answer."""
    others = {LANGUAGE.name} if LANGUAGE in tool.parameters else set()
    return {name: texts for name, texts in asked.items() if texts and name not in others}


def _with_sources(fields: Json, finder: Finder) -> Json:
    """Put the sources of an answer in the place of their keys."""
    cited: Iterable[str] = fields.pop("cited")  # type: ignore[assignment]
    return fields | {"sources": rows.sources(cited, finder.catalog), "directory_built": finder.built_on}


def _result(
    finder: Finder, signs: Sequence[Emergency], fields: Json, *, is_error: bool = False
) -> CallToolResult:
    """Return an answer twice, as the protocol asks: as structure and as text. Danger signs come first."""
    first = {"danger": danger(signs, finder.catalog)}
    notice = _(
        "This is not medical advice. It helps you find care and information. Decide with your care team."
    )
    body = encode({**first, "notice": notice, **fields})
    urgent = "\n".join((*emergencies.lines(signs, finder.catalog), emergencies.not_a_call())) if signs else ""
    return CallToolResult(
        content=[TextContent(text=text) for text in (urgent, body.decode()) if text],
        structured_content=msgspec.json.decode(body),
        is_error=is_error,
    )


def _fault(fault: Fault) -> Json:
    """Return what is wrong with an argument: the reason, how to correct it, and the values to choose from."""
    fields: Json = {
        "argument": fault.field,
        "reason": in_short(fault.reason),
        "hint": fault.hint,
        "choices": [{"value": each.value, "label": each.label} for each in fault.choices],
    }
    return {name: value for name, value in fields.items() if value}
