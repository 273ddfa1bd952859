"""The head of a page: the site's name, icons and colors, and the card of a shared link."""

from __future__ import annotations

from markupsafe import Markup, escape

from finder.language import _, current_language, marked
from finder.web import assets
from finder.web.addresses import host_url, is_private, local
from finder.web.context import exported, site
from finder.web.elements import attributes
from finder.web.links import static

#: The words on the picture of a shared link (scripts/make_pictures.py).
CARD_TITLE = marked("Cancer care near you")
CARD_ABOUT = marked("Hospitals, doctors, trials, guidelines, second opinions")
#: What the card says below the title of the page.
ABOUT = marked(
    "Cancer centers, hospitals and doctors near you, and the guidelines for each cancer."
    " No account, no tracking."
)
#: The picture of a shared link, in pixels.
WIDTH, HEIGHT = 1200, 630
MANIFEST = "/manifest.webmanifest"
SEARCH_DESCRIPTION = "/opensearch.xml"
#: What makes the site one that a browser can search from its address bar.
_SEARCH_TYPE = "application/opensearchdescription+xml"


def site_name() -> str:
    """Return the name of the site in the current language."""
    return str(site().name)


def own_colors() -> Markup:
    """Return the link to the stylesheet of the operator's colors; nothing if there are none."""
    return _link(rel="stylesheet", href=static(assets.COLORS)) if site().colors else Markup("")


def icons() -> Markup:
    """Return the links to the site's icons, manifest and search; an exported page needs one icon alone."""
    drawn = _link(rel="icon", href=static("icon.svg"), type="image/svg+xml", sizes="any")
    if exported():
        return drawn
    return Markup("\n    ").join(
        (
            _link(rel="icon", href=static("icon-32.png"), type="image/png", sizes="32x32"),
            drawn,
            _link(rel="apple-touch-icon", href=static("icon-180.png")),
            _link(rel="manifest", href=local(MANIFEST)),
            _link(rel="search", type=_SEARCH_TYPE, title=site_name(), href=local(SEARCH_DESCRIPTION)),
        )
    )


def sharing(title: str, path: str) -> Markup:
    """Return the tags of the card that a shared link shows: Open Graph, and the kind of card for X.

    `path` is that of this page, in its language.

    The address leaves out the query, so that a service which takes it for the page's own address passes on no
    search. A private page and an exported page have no card.
    """
    if is_private() or exported():
        return Markup("")
    host = host_url()
    picture = f"card-{current_language()}.png"
    graph = {
        "og:type": "website",
        "og:site_name": site_name(),
        "og:title": title,
        "og:description": _(ABOUT),
        "og:url": host + path,
        "og:locale": f"{current_language()}_US",
        "og:image": f"{host}{static(picture)}",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": f"{_(CARD_TITLE)}. {_(CARD_ABOUT)}.",
    }
    tags = [f'<meta property="{name}" content="{escape(content)}">' for name, content in graph.items()]
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    return Markup("\n    ".join(tags))  # noqa: S704 (the values are escaped)


def _link(**values: str) -> Markup:
    return Markup("<link{}>").format(attributes(**values))
