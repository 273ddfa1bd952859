"""The frame of every page: menu, languages, help lines, glossary."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from finder.domain.documents import EMERGENCY_NUMBER, LINES_FOR_ANYONE, Helpline
from finder.formats import opening_hours
from finder.formats.display import date
from finder.language import _, marked, translate
from finder.search.parameters import LONGEST
from finder.web.addresses import is_private, local, page_address
from finder.web.context import current_catalog, exported, site
from finder.web.elements import attributes, dial, optional
from finder.web.language import LanguageLink, language_links
from finder.web.language import translate as shown
from finder.web.links import PRIVATE_FORM, SEARCH, link, page_link, static
from finder.web.page.views import Call, capitalize_first
from finder.web.reader import explained, kept, picks

_MENU = {
    "/cancers": marked("Cancer types"),
    "/guidelines": marked("Guidelines"),
    "/second-opinion": marked("Second opinion"),
}


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A help line: name, number, and its hours if we could check them."""

    name: str
    number: str
    hours: str
    chat_hours: str

    @property
    def call(self) -> Call:
        """The line as a number to call."""
        return Call(", ".join(part for part in (self.name, self.hours) if part), self.number)

    @property
    def in_words(self) -> Markup:
        """The line as one or two sentences; hours that we could not check are left out."""
        hours = f", {self.hours}." if self.hours else ""
        chat = " {} {}.".format(_("Chat on its website:"), self.chat_hours) if self.chat_hours else ""
        return Markup("{}: {}{}{}").format(self.name, dial(self.number), hours, chat)


@dataclass(frozen=True, slots=True)
class Word:
    """A glossary word at the end of the page; on an exported page it has an anchor."""

    anchor: str
    term: str
    definition: str


def menu() -> list[Markup]:
    """Return the links of the main menu. An exported page has no shortlist."""
    links = [menu_link(path, _(label)) for path, label in _MENU.items()]
    return links if exported() else [*links, page_link("/shortlist", _("Saved"), class_="in-menu")]


def menu_path() -> str:
    """Return the path of this page if the menu has it, else ""."""
    return request.path if request.path in (*_MENU, "/", "/shortlist", "/help") else ""


def menu_link(path: str, words: object, **values: object) -> Markup:
    """Return a link that is marked as current on its own page."""
    return page_link(path, words, **values, **_current(path))


def shortlist_link(icon: Markup, asked: str) -> Markup:
    """Return the link to the shortlist with the number of records on it; nothing on an exported page.

    `asked` is the place and the cancer as a query (place_and_cancer).
    """
    if exported():
        return Markup("")
    word = Markup('{}<span class="picks-word">{}</span> <b>{}</b>')
    return link(
        local("/shortlist") + asked,
        word.format(icon, _("Saved"), len(picks()) or ""),
        class_="picks" if picks() else "picks is-empty",
        data_picks=True,
        data_on=_("Saved"),
        data_off=_("Save"),
        **_current("/shortlist"),
    )


def shows_saved_bar() -> bool:
    """Tell whether the page has the bar with what is saved.

    An exported page has none, nor have the pages of the saved list itself, whose boxes it would cover.
    """
    return not (exported() or is_private() or request.path.startswith(("/shortlist", "/pack")))


def saved_bar(asked: str) -> Markup:
    """Return the bar of a phone with what is saved, hidden while nothing is.

    `asked` is the place and the cancer as a query (place_and_cancer).
    """
    if not shows_saved_bar():
        return Markup("")
    count = len(picks())
    tag = attributes(
        class_="saved-bar no-print", aria_label=_("Saved places"), data_saved=True, hidden=not count
    )
    return Markup("<nav{}>{}{}{}</nav>").format(
        tag,
        link(local("/shortlist") + asked, Markup("<b>{}</b> {}").format(count or "", _("saved"))),
        link(local("/shortlist/calls") + asked, _("Call sheet")),
        link(local("/shortlist") + asked + "#share", _("Share")),
    )


def place_and_cancer() -> str:
    """Return the place and the cancer of the address as a query, with the reader's choices.

    A text that is too long is no place.
    """
    given = {name: request.args.get(name, "") for name in ("near", "cancer")}
    return kept(
        "/shortlist", **{name: text for name, text in given.items() if 0 < len(text) <= LONGEST}
    ).removeprefix(local("/shortlist"))


def to_search() -> Markup:
    """Return the link back to the search that the reader came from, or to a new one.

    The home page has the form itself, and says how to leave fast.
    """
    if request.path == "/":
        return optional("span", _("To leave fast, press Escape 3 times."), class_="bar-note soft")
    near, cancer = (request.args.get(name, "").strip()[:60] for name in ("near", "cancer"))
    if request.path.startswith("/cancers/"):
        cancer = request.path.removeprefix("/cancers/")
    if not near or is_private():
        return new_search()
    found = current_catalog().cancers.get(cancer)
    name = shown(found.name) if found else cancer or _("Any cancer")
    words = Markup('<span class="pill-words"><b>{}</b> · {}</span><i>{}</i>').format(name, near, _("Results"))
    return link(kept(SEARCH, near=near, cancer=cancer or None), words, class_="pill")


def new_search() -> Markup:
    """Return the link to the search form."""
    words = optional("span", _("Find cancer care near you"), class_="pill-words")
    return link(kept("/"), words + optional("i", _("Search")), class_="pill")


def leave_words() -> Markup:
    """Return the words of the link that leaves this site quickly."""
    words = Markup('{}<span class="vh"> {}</span> <span aria-hidden="true">✕</span>')
    return words.format(_("Leave"), _("this site now"))


def alternates(here: str) -> list[LanguageLink]:
    """Return this page in every language, for search engines; none on an exported page.

    `here` is the address of this page without its language (language.here_and_query).
    """
    return [] if exported() else language_links(here)


def other_languages(here: str) -> list[Markup]:
    """Return the links to this page in the other languages that are available."""
    folder = exported()
    return [
        link(
            each.address,
            Markup('<abbr aria-hidden="true">{}</abbr><span>{}</span>').format(each.code.upper(), each.name),
            class_="language-link",
            hreflang=each.code,
            lang=each.code,
        )
        for each in language_links(here)
        if not each.current and (folder is None or each.code in folder.languages)
    ]


def lines_to_talk() -> list[TalkLine]:
    """Return the help lines that every page offers."""
    lines = current_catalog().helplines
    return [_line(lines[key]) for key in LINES_FOR_ANYONE if key in lines]


def emergency() -> Markup:
    """Return a link that dials the emergency number."""
    return dial(EMERGENCY_NUMBER)


def built_on() -> str:
    """Return the date when the directory was built, in words."""
    return date(current_catalog().built_on)


def printed_from() -> str:
    """Return what a printed page says about itself: the site, its address, and the date of its facts."""
    message = _("%(site)s: %(url)s · directory of %(day)s")
    return message % {"site": site().name, "url": page_address(), "day": built_on()}


def words_explained() -> list[Word]:
    """Return the glossary words that the page used, to list at its end.

    Print cannot show the notes, and an exported page links to this list.
    """
    return [
        Word(
            f"word-{key}" if exported() else "",
            capitalize_first(translate(each.term)),
            shown(each.definition),
        )
        for key, each in explained().items()
    ]


def script(name: str) -> Markup:
    """Return the script element for a file of static/; nothing on an exported page, which has its own."""
    return Markup("") if exported() else Markup('<script src="{}" defer></script>').format(static(name))


def private_form() -> Markup:
    """Return the form that the buttons of a private page submit; nothing on other pages."""
    form = Markup('<form id="{}" method="post" action="{}"></form>').format(PRIVATE_FORM, local(SEARCH))
    return form if is_private() else Markup("")


def _current(path: str) -> dict[str, str]:
    return {"aria_current": "page"} if request.path == path else {}


def _line(line: Helpline) -> TalkLine:
    return TalkLine(
        shown(line.name),
        line.phone or "",
        opening_hours.usual_hours(line.opens),
        opening_hours.usual_hours(line.chat_opens),
    )
