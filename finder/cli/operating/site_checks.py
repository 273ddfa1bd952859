"""The checks of `finder doctor --url`: what readers get at the public address, through every proxy."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from finder import __version__, utc
from finder.cli.operating.findings import Finding, fail, ok, warn
from finder.errors import SourceDown
from finder.language import _, number
from finder.sources.own_site import Reply, ask

#: Headers that every answer has; a proxy may have dropped them.
_HEADERS = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")
#: The most seconds that two clocks may differ.
_APART = 300
#: What the page says of its own address.
_OWN_ADDRESS = re.compile(r'property="og:url" content="([^"]*)"')


def site_checks(url: str) -> Iterator[Finding]:
    """Ask the site at its public address, and say what a proxy or a setting makes wrong."""
    try:
        page = ask(url, "/")
        yield from _ready(ask(url, "/readyz"))
        yield from _headers(url, page)
        yield from _clock(page)
        yield from _addresses(url, page, ask(url, "/about?fbclid=doctor"))
        yield from _metrics(ask(url, "/metrics"))
    except SourceDown as error:
        yield fail("site", str(error), _("Start it, or correct the address or the proxy."))


def _ready(reply: Reply) -> Iterator[Finding]:
    try:
        said = msgspec.json.decode(reply.text, type=dict[str, object])
    except msgspec.DecodeError:
        yield fail("site", _("/readyz is not answered by the finder."), _("Let the proxy pass every path."))
        return
    if reply.status != 200:
        yield fail("site", str(said.get("reason", reply.status)), _("See the check of the directory above."))
    elif (version := said.get("version")) != __version__:
        values = {"version": version, "own": __version__}
        text = _("The site runs version %(version)s, this command is %(own)s.") % values
        yield warn("site", text, _("Restart the site after an upgrade."))
    else:
        yield ok("site", _("The site is ready."))


def _headers(url: str, page: Reply) -> Iterator[Finding]:
    expected = [*_HEADERS, "Strict-Transport-Security"] if url.startswith("https://") else [*_HEADERS]
    missing = [each for each in expected if each not in page.headers]
    if missing:
        text = _("These headers are missing: %(names)s.") % {"names": ", ".join(missing)}
        yield warn("headers", text, _("Let the proxy pass headers on; docs/operating.md has examples."))
    else:
        yield ok("headers", _("The headers that protect readers arrive."))


def _clock(page: Reply) -> Iterator[Finding]:
    sent = email.utils.parsedate_tz(page.headers.get("Date", ""))
    if sent is None:
        return
    apart = abs(utc.now().timestamp() - email.utils.mktime_tz(sent))
    if apart > _APART:
        text = _("The clocks of this machine and of the site are %(count)s seconds apart.")
        yield warn("clock", text % {"count": number(round(apart))}, _("Set both by NTP."))


def _addresses(url: str, page: Reply, redirect: Reply) -> Iterator[Finding]:
    """Check that the site knows its public address: scheme and host that it writes and redirects to."""
    public = _origin(url)
    own = _OWN_ADDRESS.search(page.text)
    written = [own[1]] if own else []
    target = redirect.headers.get("Location", "")
    wrong = sorted({_origin(each) for each in (*written, target) if "://" in each} - {public})
    if wrong:
        values = {"wrong": ", ".join(wrong), "public": public}
        text = _("The site writes %(wrong)s for %(public)s.") % values
        advice = _("Set the public address and the trusted proxy: docs/operating.md, “Behind a proxy”.")
        yield fail("proxy", text, advice)
    else:
        yield ok("proxy", _("The site knows that it is %(public)s.") % {"public": public})


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _metrics(reply: Reply) -> Iterator[Finding]:
    if reply.status == 200 and "finder_answers" in reply.text:
        text = _("Anybody who reaches this address can read /metrics.")
        advice = _("Refuse /metrics in the proxy, or set %(setting)s.") % {"setting": "FINDER_METRICS=off"}
        yield warn("metrics", text, advice)
    else:
        yield ok("metrics", _("/metrics cannot be read at this address."))
