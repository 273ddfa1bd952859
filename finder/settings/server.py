"""The settings of where the site is reached: its public address, other hosts, proxies."""

from __future__ import annotations

import re
from collections.abc import Mapping

from finder.domain.public_address import PublicAddress
from finder.domain.rate import MEMORY, USUAL, Rate
from finder.errors import BadSetting
from finder.language import _

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
_ADDRESS = re.compile(rf"(https?)://({_HOST})(:[0-9]{{1,5}})?/?")
#: More proxies than any site has: a larger number is a mistake.
_MOST_PROXIES = 9
_RATE = re.compile(r"[1-9][0-9]{0,8}/(second|minute|hour|day)")
_STORES = (MEMORY, "redis://", "rediss://", "redis+unix://")


def public_address(values: Mapping[str, str]) -> PublicAddress:
    """Return the public address and the hosts that are answered. Raises BadSetting."""
    url = values["FINDER_PUBLIC_URL"].strip()
    others = _hosts("FINDER_ALLOWED_HOSTS", values["FINDER_ALLOWED_HOSTS"])
    if not url:
        return PublicAddress(hosts=others)
    found = _ADDRESS.fullmatch(url)
    if not found:
        message = _(
            "%(setting)s: write https:// and the host, such as https://find.example.org."
            " “%(value)s” is not such an address."
        )
        raise BadSetting(message % {"setting": "FINDER_PUBLIC_URL", "value": url})
    scheme, name, port = found.groups(default="")
    hosts = others | {name.lower()} if others else others
    return PublicAddress(scheme, f"{name.lower()}{port}", hosts)


def proxies(name: str, text: str) -> int:
    """Return a number of proxies from 0 to 9. Raises BadSetting."""
    clean = text.strip() or "0"
    if not (clean.isascii() and clean.isdigit() and int(clean) <= _MOST_PROXIES):
        message = _("%(setting)s: write a number from 0 to %(most)s. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "most": _MOST_PROXIES, "value": text})
    return int(clean)


def _hosts(name: str, text: str) -> frozenset[str]:
    hosts = [each.strip().lower() for each in text.split(",") if each.strip()]
    for each in hosts:
        if not re.fullmatch(_HOST, each):
            message = _("%(setting)s: write names of hosts without port. “%(value)s” is not one.")
            raise BadSetting(message % {"setting": name, "value": each})
    return frozenset(hosts)


def rate(values: Mapping[str, str]) -> Rate | None:
    """Return how often one address may ask; None for any number of times. Raises BadSetting."""
    text = values["FINDER_RATE"].strip().lower()
    if text == "off":
        return None
    if text and not _RATE.fullmatch(text):
        message = _("%(setting)s: write a number and a time, such as 600/minute, or off.")
        raise BadSetting(message % {"setting": "FINDER_RATE"})
    store = values["FINDER_RATE_STORE"].strip() or MEMORY
    if not store.startswith(_STORES):
        message = _(
            "%(setting)s: write memory://, or the address of a Redis, such as redis://localhost:6379."
        )
        raise BadSetting(message % {"setting": "FINDER_RATE_STORE"})
    return Rate(text or USUAL, store, bool(text))
