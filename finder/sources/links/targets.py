"""Which links the directory leads to, and what is known of the page behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from finder.domain.curated import Curated
from finder.domain.documents import Guideline
from finder.domain.links import host_of

#: Files behind NCCN's login: asked without one, any name answers 200 with a login page.
_BEHIND_LOGIN = "/physician_gls/pdf"
#: Titles of NCI's start pages are ours, with words behind a colon that NCI does not use.
_OWN_WORDS = re.compile(r": (overview|página del)\b.*")


@dataclass(frozen=True, slots=True)
class Target:
    """A link to check: the titles the page may have (none: any), whether it is a page or a file.

    `used_by` says where the link stands, for the report.
    """

    url: str
    titles: tuple[str, ...] = ()
    is_page: bool = True
    used_by: tuple[str, ...] = ()


def targets(curated: Curated) -> list[Target]:
    """Return every link once: documents that are linked, NCI's pages, help lines, centers and programs."""
    found: dict[str, Target] = {}
    for each in _links(curated):
        if not can_be_checked(each.url):
            continue
        known = found.get(each.url)
        found[each.url] = replace(known, used_by=known.used_by + each.used_by) if known else each
    return list(found.values())


def can_be_checked(url: str) -> bool:
    """Tell whether asking for the address can prove anything."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(host_of(parts)) and "{" not in url
    return whole and not is_behind_login(url)


def is_behind_login(url: str) -> bool:
    """Tell whether the address lies where NCCN answers every name with its login page."""
    return _BEHIND_LOGIN in urlsplit(url).path.lower()


def _links(curated: Curated) -> Iterator[Target]:
    for document in curated.guidelines:
        if document.status == "current":
            yield Target(document.url, _titles(document), document.format == "page", (document.id,))
    for cancer in curated.cancers:
        for url in (cancer.nci_page_en, cancer.nci_page_es):
            if url:
                yield Target(url, used_by=(f"cancer {cancer.slug}",))
    for line in curated.helplines:
        if line.url:
            yield Target(line.url, used_by=(f"help line {line.key}",))
    for site in curated.care_sites:
        for link in site.links:
            yield Target(link.url, used_by=(f"{site.kind} {site.id}",))


def _titles(document: Guideline) -> tuple[str, ...]:
    if document.url.endswith("/guidelines/category_1"):
        return ()  # a list that stands in for a page which was never seen
    if document.language != "en":  # where the title in its own language was not seen, the topic stands for it
        return () if document.title == document.topic else (_OWN_WORDS.sub("", document.title),)
    return tuple(dict.fromkeys(_OWN_WORDS.sub("", each) for each in (document.title, document.topic)))
