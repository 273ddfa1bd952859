"""Visit one link, and tell what became of it."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from finder.domain.links import SEEN, Found, LinkRecord, LinkState, is_same_address, reason
from finder.language import marked
from finder.sources.links.client import Visitor
from finder.sources.links.replies import Reply, Stopped, Unreachable
from finder.sources.links.targets import Target
from finder.sources.links.titles import Said, fits, is_login, read_page, says_missing

_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_BUSY = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
_STOPPED: dict[Stopped, tuple[LinkState, str]] = {
    "circle": ("redirect-loop", marked("sends on and on")),
    "login": ("needs-login", marked("leads to a file behind a login")),
    "no-address": ("unknown", marked("sends on to something that is no web address")),
    "robots": ("unknown", marked("its robots.txt asks us not to look")),
    "robots-unknown": ("unknown", marked("its robots.txt could not be read")),
}
_TOO_SLOW = marked("sends its page too slowly to be read")


def visit(visitor: Visitor, target: Target, before: LinkRecord | None) -> Found:
    """Ask for a link: HEAD first, then GET where that was refused or the page has to be read.

    `before` is what is kept of it: a page that has not changed since is not read again. Raises Later where
    the host wants to be left alone for long.
    """
    known = _known(before)
    head = _head(visitor, target, known)
    if head and _is_enough(target, head):
        return _judged(target, head, before)
    for number in range(visitor.limits.tries):
        why = ""
        try:
            reply = visitor.follow("GET", target.url, known)
        except Unreachable as error:
            why = str(error)
        else:
            if reply.stopped or (reply.status < 500 and reply.status not in _BUSY):
                return _judged(target, reply, before)
        visitor.back_off(target.url, number)
    if why:
        return Found("unreachable", why=why)
    return Found("unknown", reply.status, why=_answers(reply.status))


def _head(visitor: Visitor, target: Target, known: dict[str, str]) -> Reply | None:
    """Return the answer to HEAD; None where it failed: some servers answer GET alone."""
    try:
        return visitor.follow("HEAD", target.url, known)
    except Unreachable:
        return None


def _known(before: LinkRecord | None) -> dict[str, str]:
    """Return what asks for a page only if it has changed since it was seen."""
    if before is None or before.state not in SEEN:
        return {}
    asked = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in asked.items() if value}


def _is_enough(target: Target, head: Reply) -> bool:
    """Tell whether the head of an answer says all: not where HEAD was refused, the title counts, or a page
    came in place of a file.
    """
    if head.stopped or head.status == HTTPStatus.NOT_MODIFIED:
        return head.stopped != "circle"
    ok = HTTPStatus.OK <= head.status < HTTPStatus.MULTIPLE_CHOICES
    return ok and not (head.is_html and (target.titles or not target.is_page))


def _judged(target: Target, reply: Reply, before: LinkRecord | None) -> Found:
    """Tell what an answer means."""
    status = reply.status
    if reply.stopped:
        state, why = _STOPPED[reply.stopped]
        return Found(state, status or None, why=why)
    if status in _GONE:
        return Found("gone", status, why=_answers(status))
    if status == HTTPStatus.NOT_MODIFIED and before:
        return _seen(target, reply, before.title, before.etag, before.modified)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        asks = status == HTTPStatus.UNAUTHORIZED
        return Found("needs-login" if asks else "unknown", status, why=_answers(status))
    return _read(target, reply)


def _read(target: Target, reply: Reply) -> Found:
    """Tell what a page that answered is."""
    etag, modified = reply.headers.get("ETag"), reply.headers.get("Last-Modified")
    if not reply.is_html or (not reply.body and reply.whole):
        return _seen(target, reply, None, etag, modified)
    said = read_page(reply.body, _encoding(reply))
    if is_login(said, reply.url):
        return Found(
            "needs-login", reply.status, title=said.title or None, why=marked("shows a page to log in")
        )
    if not reply.whole and not said.title:
        return Found("unknown", reply.status, why=_TOO_SLOW)
    if other := _other(target, said):
        return Found("wrong-title", reply.status, title=said.title or None, why=other)
    return _seen(target, reply, said.title or None, etag, modified)


def _other(target: Target, said: Said) -> str:
    """Return why a page is another than the one expected; empty if it may be that one."""
    if not target.is_page:
        return marked("answers with a web page in place of the file")
    if says_missing(said):
        return marked("answers with a page that says there is none")
    if target.titles and not fits(said, target.titles):
        return reason(marked("its title is “{0}”, not “{1}”"), said.title, target.titles[0])
    return ""


def _seen(target: Target, reply: Reply, title: str | None, etag: str | None, modified: str | None) -> Found:
    """Tell of a page that is there: where it was asked for, or where it has moved for good."""
    if _is_front(reply.url) and not _is_front(target.url):
        why = reason(marked("sends to the front page, {0}"), reply.url)
        return Found("wrong-title", reply.status, title=title, why=why)
    moved = None if is_same_address(target.url, reply.lasting) else reply.lasting
    return Found(
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
    """Return the encoding that the answer names."""
    for part in reply.headers.get("Content-Type", "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def _answers(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:  # a status of somebody's own making
        phrase = ""
    return reason(marked("answers {0}"), f"{status} {phrase}")
