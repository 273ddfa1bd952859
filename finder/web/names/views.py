"""View values of the page that finds hospitals, clinics and doctors by name."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.names import NameAnswer
from finder.formats.contacts.contact import Contact
from finder.language import _, marked
from finder.web.addresses import asked_again
from finder.web.links import link, page_link
from finder.web.page.views import Call
from finder.web.shortlist.picks import pick

TITLE = marked("Find a hospital, clinic or doctor by name")


@dataclass(frozen=True, slots=True)
class NameForm:
    """The boxes for a name and a place."""

    name: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class NameCard:
    """One with the name: what it is, where, and the number to call first."""

    id: str
    kind: str
    name: Markup
    miles: str
    about: tuple[str, ...]
    address: str
    calls: tuple[Call, ...]
    pick: Markup


def card(each: Contact) -> NameCard:
    """Return the card of a contact."""
    anchor = each.path.replace("/", "-")
    return NameCard(
        anchor,
        each.kind,
        page_link(f"/{each.path}", each.name),
        each.distance,
        (*each.why[:1], *each.cautions),
        each.address,
        tuple(Call(one.called, one.number) for one in each.numbers[:1]),
        pick(each.path, each.name, anchor),
    )


def previous(answer: NameAnswer) -> Markup:
    """Return the link to the page before, if there is one."""
    if answer.page == 1:
        return Markup("")
    before = min(answer.page - 1, answer.pages)
    return link(asked_again(page=before if before > 1 else None), _("Previous page"), rel="prev")


def following(answer: NameAnswer) -> Markup:
    """Return the link to the next page, if there is one."""
    if answer.page >= answer.pages:
        return Markup("")
    return link(asked_again(page=answer.page + 1), _("Next page"), rel="next")
