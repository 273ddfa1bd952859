"""Visit one link and return its state."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from finder.domain.links import SEEN, LinkRecord, LinkState, VisitResult, is_same_address, reason
from finder.language import marked
from finder.sources.links.client import Visitor
from finder.sources.links.replies import Reply, Stopped, Unreachable
from finder.sources.links.targets import Target
from finder.sources.links.titles import PageInfo, is_login, is_missing, matches, read_page

_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_BUSY = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
_STOPPED: dict[Stopped, tuple[LinkState, str]] = {
    "circle": ("redirect-loop", marked("keeps redirecting")),
    "login": ("needs-login", marked("leads to a file behind a login")),
    "no-address": ("unknown", marked("redirects to something that is not a web address")),
    "private": ("unknown", marked("leads into a private network")),
    "robots": ("unknown", marked("its robots.txt asks us not to look")),
    "robots-unknown": ("unknown", marked("its robots.txt could not be read")),
}
_TOO_SLOW = marked("sends its page too slowly to be read")


def visit(visitor: Visitor, target: Target, before: LinkRecord | None) -> VisitResult:
    """Request a link: HEAD first, then GET where that was refused or the page has to be read.

    `before` is its record so far: a page that has not changed since is not read again. Raises HostBusy where
    the host asks to be left alone for too long.
    """
    headers = _conditions(before)
    head = _head(visitor, target, headers)
    if head and _is_enough(target, head):
        return _result(target, head, before)
    for number in range(visitor.limits.tries):
        why = ""
        try:
            reply = visitor.follow("GET", target.url, headers)
        except Unreachable as error:
            why = str(error)
        else:
            if reply.stopped or (reply.status < 500 and reply.status not in _BUSY):
                return _result(target, reply, before)
        visitor.back_off(target.url, number)
    if why:
        return VisitResult("unreachable", why=why)
    return VisitResult("unknown", reply.status, why=_status_text(reply.status))


def _head(visitor: Visitor, target: Target, headers: dict[str, str]) -> Reply | None:
    """Return the response to HEAD, None where it failed: some servers answer only GET."""
    try:
        return visitor.follow("HEAD", target.url, headers)
    except Unreachable:
        return None


def _conditions(before: LinkRecord | None) -> dict[str, str]:
    """Return the headers that request a page only if it has changed since it was seen."""
    if before is None or before.state not in SEEN:
        return {}
    headers = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in headers.items() if value}


def _is_enough(target: Target, head: Reply) -> bool:
    """Tell whether the response to HEAD is enough.

    It is not where HEAD was refused, where the title has to be compared, or where a page came for a file.
    """
    if head.stopped or head.status == HTTPStatus.NOT_MODIFIED:
        return head.stopped != "circle"
    ok = HTTPStatus.OK <= head.status < HTTPStatus.MULTIPLE_CHOICES
    return ok and not (head.is_html and (target.titles or not target.is_page))


def _result(target: Target, reply: Reply, before: LinkRecord | None) -> VisitResult:
    """Return the state that a response means."""
    status = reply.status
    if reply.stopped:
        state, why = _STOPPED[reply.stopped]
        return VisitResult(state, status or None, why=why)
    if status in _GONE:
        return VisitResult("gone", status, why=_status_text(status))
    if status == HTTPStatus.NOT_MODIFIED and before:
        return _seen(target, reply, before.title, before.etag, before.modified)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        is_login_page = status == HTTPStatus.UNAUTHORIZED
        return VisitResult("needs-login" if is_login_page else "unknown", status, why=_status_text(status))
    return _page_result(target, reply)


def _page_result(target: Target, reply: Reply) -> VisitResult:
    """Return the state of a page that came with status 200."""
    etag, modified = reply.headers.get("ETag"), reply.headers.get("Last-Modified")
    if not reply.is_html or (not reply.body and reply.whole):
        return _seen(target, reply, None, etag, modified)
    page = read_page(reply.body, _encoding(reply))
    if is_login(page, reply.url):
        return VisitResult(
            "needs-login", reply.status, title=page.title or None, why=marked("asks you to log in")
        )
    if not reply.whole and not page.title:
        return VisitResult("unknown", reply.status, why=_TOO_SLOW)
    if mismatch := _mismatch(target, page):
        return VisitResult("wrong-title", reply.status, title=page.title or None, why=mismatch)
    return _seen(target, reply, page.title or None, etag, modified)


def _mismatch(target: Target, page: PageInfo) -> str:
    """Return why a page is not the expected one, "" if it may be."""
    if not target.is_page:
        return marked("sends a web page instead of the file")
    if is_missing(page):
        return marked("shows a page that says it does not exist")
    if target.titles and not matches(page, target.titles):
        return reason(marked("its title is “{0}”, not “{1}”"), page.title, target.titles[0])
    return ""


def _seen(
    target: Target, reply: Reply, title: str | None, etag: str | None, modified: str | None
) -> VisitResult:
    """Return the state of the expected page: alive, or moved by permanent redirects."""
    if _is_front(reply.url) and not _is_front(target.url):
        why = reason(marked("redirects to the home page, {0}"), reply.url)
        return VisitResult("wrong-title", reply.status, title=title, why=why)
    moved = None if is_same_address(target.url, reply.permanent_url) else reply.permanent_url
    return VisitResult(
        "moved" if moved else "alive",
        reply.status,
        moved_to=moved,
        title=title,
        etag=etag,
        modified=modified,
        why=reason(marked("now at {0}"), moved) if moved else None,
    )


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _encoding(reply: Reply) -> str | None:
    """Return the encoding in the headers."""
    for part in reply.headers.get("Content-Type", "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def _status_text(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:  # not a registered status
        phrase = ""
    return reason(marked("answers {0}"), f"{status} {phrase}")
