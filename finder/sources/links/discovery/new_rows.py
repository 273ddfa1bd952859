"""The row for a document that is listed but not in data/, as far as its address is clear."""

from __future__ import annotations

import re
import unicodedata

from finder.domain.documents import DOCUMENT_KINDS
from finder.language import _
from finder.sources.links.discovery.listings import NCI_LISTS, Listed, audience_of

#: The cells of a row by column.
Row = dict[str, str]
_KIND_IN_PATH = {
    "treatment": "treatment", "tratamiento": "treatment", "screening": "screening",
    "deteccion": "screening", "prevention": "prevention", "prevencion": "prevention",
    "genetics": "genetics", "genetica": "genetics",
}  # fmt: skip
_NCCN_KINDS = {"1": "treatment", "3": "supportive"}
_YOUNG = re.compile(r"\b(pediatric|wilms|neuroblastoma)\b|in children", re.IGNORECASE)


class NeedsReview(Exception):
    """A document whose row a person has to write: why, in normalized_title words."""


def new_row(each: Listed) -> Row:
    """Return the cells of the row. Raises NeedsReview where the address and the list do not give all."""
    return _nccn_row(each) if each.publisher == "NCCN" else _nci_row(each)


def _nci_row(each: Listed) -> Row:
    path = each.key[1]
    if re.fullmatch(r"/node/\d+", path):
        raise NeedsReview(_("the address is only a number; find its page"))
    if not path.endswith("-pdq") and "/publications/pdq/" not in path:
        raise NeedsReview(_("an ordinary NCI page, or an address without -pdq: check if it is a PDQ summary"))
    readers = audience_of(path)
    if readers is None or (each.readers and each.readers != readers):
        raise NeedsReview(_("the address does not say who it is for"))
    words = set(re.findall(r"[a-z]+", path.rpartition("/")[2]))
    by_path = {kind for word, kind in _KIND_IN_PATH.items() if word in words}
    listed, ages = NCI_LISTS.get(each.list, ("", None))
    kinds = by_path | ({listed} if listed else set())
    if len(kinds) != 1:
        names = ", ".join(sorted(kinds)) or _("no hint")
        raise NeedsReview(_("we are not sure of its kind (%(kinds)s)") % {"kinds": names})
    kind = kinds.pop()
    topic = without_version(each.title)
    if not topic:
        raise NeedsReview(_("the list gives no title"))
    young = bool(re.search(r"\bchild|\bpediatric|infantil", f"{path} {topic.casefold()}"))
    if kind == "treatment" and (ages is None or (young and ages == "adult")):
        raise NeedsReview(_("we are not sure which ages it is for"))
    language = "es" if path.startswith("/espanol/") else "en"
    if language == "es":
        raise NeedsReview(_("we do not know the English topic that links its versions"))
    general = "any" if kind in ("supportive", "genetics", "complementary") else "adult"
    population = ages or ("pediatric" if young else general)
    return _row(
        id=f"pdq-{slug(topic)}-{readers}-{language}",
        topic=topic,
        title=each.title,
        publisher="NCI",
        series="PDQ",
        audience=readers,
        language=language,
        kind=kind,
        population=population,
        url=each.url,
        needs_login="no",
    )


def _nccn_row(each: Listed) -> Row:
    if each.key[0] == "nccn-patient":
        raise NeedsReview(_("a booklet for patients: the list does not say its kind, ages or languages"))
    category, number = each.key[1:]
    if category not in _NCCN_KINDS:
        raise NeedsReview(_("its category has several kinds of documents"))
    kind = _NCCN_KINDS[category]
    population = "any" if kind == "supportive" else "adult"
    return _row(
        id=f"nccn-{category}-{number}-{slug(each.title)}",
        topic=each.title,
        title=each.title,
        publisher="NCCN",
        series="NCCN Guidelines",
        audience="professional",
        language="en",
        kind=kind,
        population="pediatric" if _YOUNG.search(each.title) else population,
        url=f"https://www.nccn.org/guidelines/guidelines-detail?category={category}&id={number}",
        needs_login="yes",
    )


def _row(**cells: str) -> Row:
    if cells["kind"] not in DOCUMENT_KINDS:
        raise ValueError(cells["kind"])
    return cells | {"format": "page"}


def without_version(title: str) -> str:
    """Return the title of a PDQ summary without the words on its audience."""
    return re.sub(r"\s*\(PDQ®?\).*$", "", title, flags=re.IGNORECASE)


def slug(text: str) -> str:
    """Return a title as an id: lowercase letters and digits, joined by hyphens."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", flat).strip("-")
