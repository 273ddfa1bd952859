"""The links of the directory, and what the page of each should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from finder.domain.curated import Curated
from finder.domain.documents import Guideline
from finder.domain.links import host_of

#: Files behind NCCN's login: without a login, any file name there answers 200 with a login page.
_BEHIND_LOGIN = "/physician_gls/pdf"
#: We title NCI's start pages ourselves, with words after a colon that NCI does not use.
_OWN_WORDS = re.compile(r": (overview|página del)\b.*")


@dataclass(frozen=True, slots=True)
class Target:
    """A link to check: the titles that the page may have (none: any), and whether it is a page or a file.

    `used_by` are the records that have the link, for the report.
    """

    url: str
    titles: tuple[str, ...] = ()
    is_page: bool = True
    used_by: tuple[str, ...] = ()


def targets(curated: Curated) -> list[Target]:
    """Return each link once: linked documents, NCI's pages, help lines, centers and programs."""
    by_url: dict[str, Target] = {}
    for each in _links(curated):
        if not can_be_checked(each.url):
            continue
        other = by_url.get(each.url)
        by_url[each.url] = replace(other, used_by=other.used_by + each.used_by) if other else each
    return list(by_url.values())


def can_be_checked(url: str) -> bool:
    """Tell whether a visit can show anything: a complete web address that is not behind a login."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    complete = parts.scheme in ("http", "https") and bool(host_of(parts)) and "{" not in url
    return complete and not is_behind_login(url)


def is_behind_login(url: str) -> bool:
    """Tell whether NCCN answers the address with its login page, whether the file exists or not."""
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
        return ()  # a list, used where we have not seen the page of the document
    if document.language != "en":  # the topic is the title where we have not seen it in its own language
        return () if document.title == document.topic else (_OWN_WORDS.sub("", document.title),)
    return tuple(dict.fromkeys(_OWN_WORDS.sub("", each) for each in (document.title, document.topic)))
