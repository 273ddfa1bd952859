"""Run the server of the tools: over standard input and output, or over streamable HTTP."""

from __future__ import annotations

import anyio
import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from finder.domain.public_address import PublicAddress
from finder.errors import BadSetting
from finder.language import _
from finder.library import Finder
from finder.mcp.server import server_of

#: A question is short: more than this in one request is no question. In bytes.
_MOST_BODY = 64 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_ANY = ("0.0.0.0", "[::]")  # noqa: S104 (that is what is refused)


def over_stdio(finder: Finder, public: PublicAddress) -> None:
    """Answer the program that started this one, until it closes the input."""

    async def run() -> None:
        server = server_of(finder, _site(public))
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(run)


def over_http(app: Starlette, host: str, port: int) -> None:
    """Serve the application at `http://HOST:PORT/mcp` until the process is stopped."""
    uvicorn.run(
        app,
        host=host.strip("[]"),
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def http_app(finder: Finder, host: str, public: PublicAddress) -> Starlette:
    """Return the application, without sessions: any process may answer any request.

    It answers only to names of its own, so that a page in a browser cannot reach it under another name.
    Raises BadSetting where every address is listened on and no name is known.
    """
    names = {*_LOOPBACK, host.lower(), public.host, *public.hosts} - {*_ANY, ""}
    if host in _ANY and not public.is_known:
        message = _("Set %(setting)s to the names that this server is reached by. %(host)s is every address.")
        raise BadSetting(message % {"setting": "FINDER_ALLOWED_HOSTS", "host": host})
    hosts = [form for name in sorted(names) for form in (name, f"{name}:*")]
    return server_of(finder, _site(public)).streamable_http_app(
        stateless_http=True,
        json_response=True,
        max_request_body_size=_MOST_BODY,
        host=host,
        transport_security=TransportSecuritySettings(
            allowed_hosts=hosts,
            allowed_origins=[f"{scheme}://{each}" for each in hosts for scheme in ("http", "https")],
        ),
    )


def _site(public: PublicAddress) -> str:
    """Return the address of the pages, "" if the operator has not said it."""
    return f"{public.scheme}://{public.host}/" if public.host else ""
