"""Send requests to CMS: the session, the redirects that are followed, and the tries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests

from finder import __version__
from finder.errors import SourceDown
from finder.language import _
from finder.plain_text import printable
from finder.sources import connections
from finder.sources.retry import TryAgain, retry_after, with_retries

T = TypeVar("T")
#: The longest and the first pause between two tries, in seconds.
LONGEST_PAUSE, FIRST_PAUSE = 300.0, 2.0
_MOST_REDIRECTS = 5
#: Statuses that may pass, as those from 500 up may; and those of a file that is gone.
_BUSY, _GONE = (408, 429), (404, 410)


class NotThere(SourceDown):
    """An address that answers 404 or 410: the file is gone, or not there yet."""


@contextmanager
def open_session() -> Iterator[requests.Session]:
    """Yield a session with our name as user agent, without cookies and without passwords."""
    with connections.open_session() as session:
        session.headers["User-Agent"] = f"cancer-finder/{__version__}"
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Otherwise a password for the host in ~/.netrc would be sent.
        session.auth = lambda request: request
        yield session


def allowed_target(link: str, here: str) -> str | None:
    """Return the address that `link` on the page `here` leads to, None where it must not be followed.

    Allowed are the same host and hosts of CMS, by https, or by http from a page that was http already.
    """
    try:
        url = urljoin(here, link)
        target, page = urlsplit(url), urlsplit(here)
        host = target.hostname or ""
    except ValueError:
        return None
    trusted = host in (page.hostname, "cms.gov") or host.endswith(".cms.gov")
    safe = target.scheme == "https" or target.scheme == page.scheme == "http"
    return url if trusted and safe and target.username is None else None


def get(session: requests.Session, url: str, headers: dict[str, str], timeout: float) -> requests.Response:
    """Return the response to a GET, its body not yet read. `timeout` is in seconds without a byte.

    Raises SourceDown for a redirect to a place that is not CMS's, and for too many redirects.
    """
    here = url
    for _hop in range(_MOST_REDIRECTS + 1):
        response = session.get(here, headers=headers, timeout=timeout, stream=True, allow_redirects=False)
        if (link := session.get_redirect_target(response)) is None:
            return response
        response.close()
        if (target := allowed_target(link, here)) is None:
            raise SourceDown(
                _("%(url)s redirects to %(link)s, which is not a CMS site. We did not follow it.")
                % {"url": url, "link": printable(link)}
            )
        here = target
    raise SourceDown(
        _("%(url)s redirects more than %(count)s times.") % {"url": url, "count": _MOST_REDIRECTS}
    )


def check_status(response: requests.Response, address: str, *expected: HTTPStatus) -> HTTPStatus:
    """Return the status if it is one of `expected`. Raises TryAgain, NotThere or SourceDown for any other."""
    status = f"{response.status_code} {printable(response.reason or '')}".rstrip()
    message = _("answered %(status)s") % {"status": status}
    if response.status_code in _BUSY or response.status_code >= 500:
        seconds = retry_after(response.headers)
        raise TryAgain(message, None if seconds is None else min(seconds, LONGEST_PAUSE))
    if response.status_code in _GONE:
        raise NotThere(
            _("%(address)s %(told)s: the file is not there.") % {"address": address, "told": message}
        )
    if response.status_code not in expected:
        raise SourceDown(
            _("Download the file by hand. %(address)s %(told)s: it may only accept web browsers.")
            % {"address": address, "told": message}
        )
    return HTTPStatus(response.status_code)


def with_tries(attempt: Callable[[], T], address: str, tries: int, wait: Callable[[float], None]) -> T:
    """Return what `attempt` returns, with up to `tries` tries. Raises SourceDown where all of them failed.

    A connection that cannot be made, or that breaks off, is tried again as TryAgain is.
    """

    def once() -> T:
        try:
            return attempt()
        except requests.RequestException as error:
            message = _("cannot be reached, or the connection was cut (%(error)s)")
            raise TryAgain(message % {"error": f"{type(error).__name__}: {error}"}) from error

    try:
        return with_retries(once, tries, wait, first=FIRST_PAUSE, longest=LONGEST_PAUSE)
    except TryAgain as failure:
        raise SourceDown(
            _("Try again later. %(address)s %(told)s after %(tries)s tries.")
            % {"address": address, "told": failure, "tries": tries}
        ) from failure
