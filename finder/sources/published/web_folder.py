"""Published directories in a folder of the web, read by HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests
import urllib3

from finder.errors import BadSetting, SourceDown
from finder.language import _
from finder.plain_text import printable
from finder.replace_file import naming
from finder.sources.connections import deadline
from finder.sources.download.client import open_session
from finder.sources.published.place import NotPublished, without_secrets
from finder.sources.published.pointer import MOST_BYTES

#: How long a small file may take in all, and a wait for a byte, in seconds.
_SMALL_SECONDS, _WAIT = 30.0, 20.0
#: A directory may take so long, and a second more for each of so many bytes: a slow line is still enough.
_START_SECONDS, _BYTES_A_SECOND = 60.0, 100_000
_CHUNK = 1 << 18
_MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class WebFolder:
    """A folder of the web. `query` is added to each address, as signed addresses of object stores need it."""

    folder: str
    query: str = ""
    login: tuple[str, str] | None = None

    @classmethod
    def at(cls, address: str) -> WebFolder:
        """Return the folder at an address. Raises BadSetting for an address without a host."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port = "", None
        if not host:
            raise BadSetting(
                _("Write the address with its host: “%(address)s” has none.")
                % {"address": printable(address)}
            )
        name = f"[{host}]" if ":" in host else host
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        netloc = f"{name}:{port}" if port else name
        folder = parts._replace(netloc=netloc, query="", fragment="").geturl().rstrip("/")
        return cls(folder, parts.query, login)

    @property
    def shown(self) -> str:
        """The address without what may be secret."""
        return without_secrets(self.folder)

    def read(self, name: str, tag: str = "") -> tuple[bytes, str] | None:
        """Return a small file and its ETag; None if it still has the ETag `tag`."""
        headers = {"Cache-Control": "no-cache"} | ({"If-None-Match": tag} if tag else {})
        with self._asked(name, headers, _SMALL_SECONDS) as response:
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                return None
            self._check(response, name, HTTPStatus.OK)
            body = bytearray()
            for piece in response.iter_content(_CHUNK):
                body += piece
                if len(body) > MOST_BYTES:
                    raise SourceDown(_("%(file)s at %(address)s is too large.") % self._named(name))
            return bytes(body), response.headers.get("ETag", "")

    def fetch(self, name: str, part: Path, size: int) -> None:
        """Write a file to `part`, and go on where an earlier call broke off."""
        start = part.stat().st_size if part.exists() else 0
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        with self._asked(name, headers, _START_SECONDS + size / _BYTES_A_SECOND) as response:
            self._check(response, name, HTTPStatus.OK, *([HTTPStatus.PARTIAL_CONTENT] if start else []))
            goes_on = response.status_code == HTTPStatus.PARTIAL_CONTENT
            with naming(part), part.open("ab" if goes_on else "wb") as file:
                for piece in response.raw.stream(_CHUNK, decode_content=False):
                    file.write(piece[: size - file.tell()])
                    if file.tell() >= size:
                        return

    @contextmanager
    def _asked(self, name: str, headers: dict[str, str], seconds: float) -> Iterator[requests.Response]:
        """Yield the answer to a request. Raises SourceDown for whatever is wrong with the connection."""
        address = f"{self.folder}/{name}" + (f"?{self.query}" if self.query else "")
        try:
            with open_session() as session, deadline(seconds):
                session.max_redirects = _MOST_REDIRECTS
                if self.login:
                    session.auth = self.login
                with session.get(address, headers=headers, timeout=_WAIT, stream=True) as response:
                    yield response
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise self._away(name, type(error).__name__) from error

    def _check(self, response: requests.Response, name: str, *expected: HTTPStatus) -> None:
        hops = (*response.history, response)
        if self.folder.startswith("https:") and any(each.url.startswith("http:") for each in hops):
            raise self._away(name, _("it leads to an address without https"))
        if response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            raise NotPublished(_("Check %(address)s: %(file)s is not there.") % self._named(name))
        if response.status_code not in expected:
            raise self._away(name, f"{response.status_code} {printable(response.reason or '')}".rstrip())

    def _away(self, name: str, reason: str) -> SourceDown:
        message = _("Check %(address)s: %(file)s cannot be read (%(reason)s).")
        return SourceDown(message % {**self._named(name), "reason": reason})

    def _named(self, name: str) -> dict[str, str]:
        return {"file": name, "address": self.shown}
