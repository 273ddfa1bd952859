"""Ask a site of the finder by its public address, as its readers reach it. Redirects are not followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import requests

from finder.errors import SourceDown
from finder.language import _
from finder.sources.download.client import open_session

#: Seconds without an answer, and the most bytes that are read of one.
_TIMEOUT, _MOST = 10, 2 * 10**6


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, headers (of any case), text."""

    status: int
    headers: Mapping[str, str]
    text: str


def ask(base: str, path: str) -> Reply:
    """Return the answer to a GET of a path. Raises SourceDown if there is none."""
    url = urljoin(base.rstrip("/") + "/", path.removeprefix("/"))
    try:
        with (
            open_session() as session,
            session.get(url, timeout=_TIMEOUT, allow_redirects=False, stream=True) as response,
        ):
            body = response.raw.read(_MOST, decode_content=True)
            return Reply(response.status_code, response.headers, body.decode("utf-8", "replace"))
    except (requests.RequestException, OSError, ValueError) as error:
        message = _("%(address)s does not answer (%(error)s).")
        raise SourceDown(message % {"address": url, "error": type(error).__name__}) from None
