"""Reports of a mistake: a message with the record, the fact and its source filled in, or a text to copy."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from finder.formats.display import date
from finder.language import _
from finder.search.fields import ABOUT
from finder.web.addresses import host_url, local
from finder.web.context import current_catalog, exported, site
from finder.web.elements import aloud
from finder.web.links import link
from finder.web.reader import kept

#: The page with a text to copy, for a site whose operator gave no address for reports.
PATH = "/mistake"


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported: the path of the page, the name and identifiers of its record, a fact, its source."""

    page: str
    record: str = ""
    field: str = ""
    says: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """The report with empty lines for what the reader knows."""
        lines = (
            _("Page: %(address)s") % {"address": f"{host_url()}{local(f'/{self.page}')}"},
            _("Record: %(record)s") % {"record": self.record} if self.record else "",
            _("Directory updated: %(day)s") % {"day": date(current_catalog().built_on)},
            _("It says: %(text)s") % {"text": self.says} if self.says else "",
            _("Its source: %(source)s") % {"source": self.source} if self.source else "",
        )
        asked = (
            _("What is wrong: %(field)s") % {"field": self.field},
            _("What is right, and how you know:"),
        )
        return "\n".join([*(line for line in lines if line), *asked]) + "\n"


def mistake(path: str, field: str = "", says: str = "", source: str = "") -> Markup:
    """Return a link to report a mistake in a record or a fact.

    Where the operator gave no address, it leads to a text to copy; nothing then for a single fact of a
    record, and nothing on an exported page.
    """
    to = report(path, field, says, source)
    if not to and not field and not exported():
        to = kept(PATH, **{ABOUT.name: path})
    return link(to, _("Report a mistake") + aloud(field), class_="mistake", rel="nofollow")


def report(path: str, field: str = "", says: str = "", source: str = "") -> str:
    """Return the address for reporting a mistake in the record at `path`, or "" if none is configured.

    It is a mailto: link if `report_to` is an email address, else a page such as an issue form. Nothing is
    sent until the reader sends it.
    """
    to = site().report_to
    if not to:
        return ""
    about = f"{path}: {field}" if field else path
    subject = quote(_("Mistake on %(record)s") % {"record": about})
    body = quote(Report(path, field=field, says=says, source=source).text)
    if "@" in to and "://" not in to:
        return f"mailto:{to}?subject={subject}&body={body}"
    return to.format(subject=subject, body=body)
