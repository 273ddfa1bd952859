"""The first look at a request: whose address it is for, and whether it can be read at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from finder.domain.public_address import PublicAddress
from finder.web.headers import LOOPBACK, host_name, most_body
from finder.web.page.plain import plain_response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: The longest path and query string that are read. A list of 30 saved places has about 1,500 characters.
MOST_PATH, MOST_QUERY = 500, 16 * 1024
_HOST = re.compile(r"([A-Za-z0-9_.-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
#: The key of the environment that holds why a body was not read: a status, 0 if it was.
BODY_STATUS = "finder.body_status"
#: All of ASCII that a query may hold as it is.
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def install(app: Flask, address: PublicAddress) -> None:
    """Refuse what cannot be read, before anything else reads it, and give pages their public address."""
    app.wsgi_app = _Guard(app, app.wsgi_app, address)  # type: ignore[method-assign]


def trust_proxies(app: Flask, count: int) -> None:
    """Take client, scheme and host from the headers that this many proxies in front of us have set."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


class _Guard:
    """WSGI middleware around Flask: its own parts fail on hosts and paths that are none."""

    def __init__(self, flask: Flask, app: WSGIApplication, address: PublicAddress) -> None:
        self._flask, self._app, self._address = flask, app, address

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_UPGRADE", None)  # no page is a WebSocket; Flask would say so with an error
        # A browser writes them as %XX; as they are, they can be no text, and werkzeug fails on them.
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ["QUERY_STRING"] = quote(query.encode("latin-1", "replace"), safe=_PRINTABLE)
        status = self._refused(environ)
        if self._address.host:
            environ["wsgi.url_scheme"], environ["HTTP_HOST"] = self._address.scheme, self._address.host
        if not status:
            return self._app(environ, start_response)
        with self._flask.app_context():
            response = plain_response(status, environ["PATH_INFO"], environ["SCRIPT_NAME"])
        return response(environ, start_response)

    def _refused(self, environ: WSGIEnvironment) -> int:
        """Return the status with which a request is refused; 0 for one that can be read."""
        path, host = environ["PATH_INFO"], environ.get("HTTP_HOST")
        if environ.get(BODY_STATUS):
            return int(environ[BODY_STATUS])
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return 400
        if int(length[:20]) > most_body(path):
            return 413
        if len(path) > MOST_PATH or len(environ.get("QUERY_STRING", "")) > MOST_QUERY:
            return 414
        if not path.startswith("/") or _CONTROL.search(path):
            return 400
        return 0 if host is None or self._is_ours(host) else 400

    def _is_ours(self, host: str) -> bool:
        if not _HOST.fullmatch(host):
            return False
        name = host_name(host)
        if name in LOOPBACK:
            return True
        if self._address.hosts and name not in self._address.hosts:
            return False
        return name.startswith("[") or _is_name(name)


def _is_name(name: str) -> bool:
    """Tell whether werkzeug can read a host: it decodes international names, and fails on what is none."""
    try:
        name.rstrip(".").encode("ascii").decode("idna")
    except UnicodeError:
        return False
    return True
