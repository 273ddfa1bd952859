"""Parse a page for tests: its elements, text and links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "option"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    elements: list[Element] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return every element of a tag with these attributes (class_ for class)."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            each
            for each in self.elements
            if each.tag == tag and all(each.attributes.get(name) == value for name, value in wanted.items())
        ]

    def text(self, tag: str, **attributes: str) -> list[str]:
        return [" ".join(each.text.split()) for each in self.all(tag, **attributes)]

    def links(self) -> list[str]:
        """Return the addresses the page links to, except its other languages, its list and the exit."""
        itself = {"language-link", "picks", "pick-link", "leave", "leave-link"}
        return [
            each.attributes["href"]
            for each in self.all("a")
            if itself.isdisjoint(each.attributes.get("class", "").split())
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.open = Page(), []

    def handle_starttag(self, tag, attrs):
        tag = self.told_apart(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def told_apart(self, tag):
        """The title of a picture is none of the page."""
        return "svg:title" if tag == "title" and any(each.tag == "svg" for each in self.open) else tag

    def handle_endtag(self, tag):
        tag = self.told_apart(tag)
        if tag == "option":
            return
        while self.open and self.open[-1].tag != tag:
            self.page.unclosed.append(self.open.pop().tag)
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.text += data


def read(html: str) -> Page:
    """Return the page of a document."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.unclosed += [each.tag for each in reader.open]
    return reader.page
