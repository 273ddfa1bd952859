"""The PNG pictures of the site: icons from icon.svg, and a card for shared links in each language.

usage: python -m scripts.make_pictures [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

from finder.language import gettext, languages, using_language
from finder.web.operator.head import CARD_ABOUT, CARD_TITLE

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "finder" / "web" / "static"
CARD = ROOT / "scripts" / "pictures" / "card.typ"
#: Sizes in pixels: 32 for tabs, 180 for Apple's home screen, 192 and 512 for the manifest.
ICONS = (32, 180, 192, 512)
#: An icon up to this size keeps its round corners; systems cut larger ones to their own form.
_ROUND = 32


def pictures() -> dict[str, bytes]:
    """Return every picture by its file name, as PNG."""
    icon = (STATIC / "icon.svg").read_text(encoding="utf-8")
    made = {f"icon-{size}.png": _icon(icon, size) for size in ICONS}
    for code in languages():
        with using_language(code):
            made[f"card-{code}.png"] = _png(
                CARD.read_text(encoding="utf-8"),
                {
                    "language": code,
                    "icon": icon,
                    "title": gettext(CARD_TITLE),
                    "about": gettext(CARD_ABOUT),
                },
            )
    return made


def _icon(svg: str, size: int) -> bytes:
    whole = svg if size <= _ROUND else svg.replace(' rx="7"', "")
    page = (
        f"#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.icon), format: "svg", width: 100%)'
    )
    return _png(page, {"icon": whole})


def _png(page: str, inputs: dict[str, str]) -> bytes:
    """Return a page of typst as a picture, one point a pixel, with the fonts that come with typst."""
    picture: bytes = typst.compile(
        page.encode(),
        format="png",
        ppi=72,
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs=inputs,
    )
    return picture


def main(arguments: list[str]) -> int:
    """Write the pictures into a folder; by default that of the site."""
    folder = Path(arguments[0]) if arguments else STATIC
    for name, picture in pictures().items():
        (folder / name).write_bytes(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
