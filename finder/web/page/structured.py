"""What a page says to search engines, as JSON-LD in its head: data, which no browser runs."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from finder.formats.contacts.contact import Contact
from finder.formats.exports import schema_org
from finder.formats.json.encode import Json
from finder.language import _, current_language
from finder.search.shortlist.find import Record
from finder.web.addresses import host_url, is_private, local
from finder.web.context import current_catalog, exported, site


def record_data(record: Record, contact: Contact, hospitals: Mapping[str, str]) -> Markup:
    """Return a record and the way to its page; `hospitals` are where a clinician works: path → name."""
    if _is_silent():
        return Markup("")
    root, kind = host_url(), record.kind
    about = schema_org.record(record, contact, current_catalog(), root, hospitals)
    about["mainEntityOfPage"] = root + local(f"/{record.path}")
    above = {f"/{kind.path}": _(kind.label)} if kind.curated else {}
    return _script(about, _way({**above, f"/{record.path}": contact.name}))


def cancer_data(slug: str, name: str) -> Markup:
    """Return the way to the page of a cancer type."""
    way = {"/cancers": _("Cancer types"), f"/cancers/{slug}": name}
    return Markup("") if _is_silent() else _script(_way(way))


def site_data() -> Markup:
    """Return the site with its searches, for the home page."""
    if _is_silent():
        return Markup("")
    return _script(schema_org.website(str(site().name), host_url() + local(""), current_language()))


def _way(pages: Mapping[str, str]) -> Json:
    """Return the way from the home page: path → name."""
    whole = {"/": str(site().name), **pages}
    return schema_org.breadcrumbs([(name, host_url() + local(path)) for path, name in whole.items()])


def _is_silent() -> bool:
    """Tell whether no search engine sees the page: a private one, and one of the exported folder."""
    return is_private() or exported() is not None


def _script(*objects: Json) -> Markup:
    script = Markup('<script type="application/ld+json">{}</script>')
    return Markup("\n    ").join(
        script.format(htmlsafe_json_dumps(each, ensure_ascii=False)) for each in objects
    )
