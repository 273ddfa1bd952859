"""How to ask CMS: by which session, following what, and how often."""

from __future__ import annotations

import datetime
import email.utils
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

T = TypeVar("T")
#: The longest and the first pause between two tries, in seconds; each pause is twice the one before.
LONGEST_PAUSE, FIRST_PAUSE = 300.0, 2.0
_MOST_REDIRECTS = 5
#: Answers that may be better later, as those above 500 may; and those of a file that is gone.
_BUSY, _GONE = (408, 429), (404, 410)


class NotThere(SourceDown):
    """An address that answers 404: the file is gone, or not there yet."""


class Busy(Exception):
    """An answer that may be better later; `pause` is how many seconds to wait, where the server says."""

    def __init__(self, what: str, pause: float | None = None) -> None:
        super().__init__(what)
        self.pause = pause


@contextmanager
def open_session() -> Iterator[requests.Session]:
    """Lend a session that says who asks, and sends neither cookies nor anybody's password."""
    with requests.Session() as session:
        session.headers["User-Agent"] = f"cancer-finder/{__version__}"
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Otherwise a password for the host in ~/.netrc would be sent along.
        session.auth = lambda request: request
        yield session


def followed(link: str, here: str) -> str | None:
    """Return where `link` on `here` leads; None if that is neither the same host nor CMS's, or less safe."""
    try:
        url = urljoin(here, link)
        there, at = urlsplit(url), urlsplit(here)
        host = there.hostname or ""
    except ValueError:
        return None
    known = host in (at.hostname, "cms.gov") or host.endswith(".cms.gov")
    safe = there.scheme == "https" or there.scheme == at.scheme == "http"
    return url if known and safe and there.username is None else None


def ask(session: requests.Session, url: str, headers: dict[str, str], timeout: float) -> requests.Response:
    """Return the answer to a GET, its body not yet read. Raises SourceDown for a redirect that leads away."""
    here = url
    for _hop in range(_MOST_REDIRECTS + 1):
        answer = session.get(here, headers=headers, timeout=timeout, stream=True, allow_redirects=False)
        if (link := session.get_redirect_target(answer)) is None:
            return answer
        answer.close()
        if (there := followed(link, here)) is None:
            raise SourceDown(
                _("%(url)s sends on to %(link)s, which is not a place of CMS's: not followed.")
                % {"url": url, "link": link}
            )
        here = there
    raise SourceDown(
        _("%(url)s sends on and on, more than %(count)s times.") % {"url": url, "count": _MOST_REDIRECTS}
    )


def checked(answer: requests.Response, address: str, *right: HTTPStatus) -> HTTPStatus:
    """Return the status if it is one of `right`. Raises Busy, NotThere or SourceDown for any other."""
    told = _("answered %(status)s") % {"status": f"{answer.status_code} {answer.reason or ''}".rstrip()}
    if answer.status_code in _BUSY or answer.status_code >= 500:
        raise Busy(told, _pause(answer))
    if answer.status_code in _GONE:
        raise NotThere(_("%(address)s %(told)s: the file is not there.") % {"address": address, "told": told})
    if answer.status_code not in right:
        raise SourceDown(
            _("%(address)s %(told)s. It may let in browsers only: then download the file by hand.")
            % {"address": address, "told": told}
        )
    return HTTPStatus(answer.status_code)


def _pause(answer: requests.Response) -> float | None:
    """Return the seconds that Retry-After asks for: a number, or a date (against the server's own clock)."""
    asked = answer.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    until, now = _http_date(asked), _http_date(answer.headers.get("Date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else None


def _http_date(text: str) -> datetime.datetime | None:
    try:
        read = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return read.replace(tzinfo=read.tzinfo or datetime.UTC)


def patiently(attempt: Callable[[], T], address: str, tries: int, wait: Callable[[float], None]) -> T:
    """Return what `attempt` returns, tried up to `tries` times. Raises SourceDown where none went well."""
    told = _("was not asked")
    for number in range(tries):
        try:
            return attempt()
        except Busy as busy:
            told, pause = str(busy), busy.pause
        except requests.RequestException as error:
            said = _("cannot be reached, or broke off (%(error)s)")
            told, pause = said % {"error": f"{type(error).__name__}: {error}"}, None
        if number + 1 < tries:
            wait(min(LONGEST_PAUSE, FIRST_PAUSE * 2**number if pause is None else pause))
    raise SourceDown(
        _("%(address)s %(told)s. It was tried %(tries)s times; try again later.")
        % {"address": address, "told": told, "tries": tries}
    )
