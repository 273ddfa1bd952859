"""The operator's colors: a TOML file → a stylesheet of tokens, refused where text would be hard to read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from finder.errors import BadSetting
from finder.language import _, format_list

SETTING = "FINDER_COLORS"
#: The colors that can be set, and their tokens in finder.css. Amber and red mean the same on every site.
COLORS = {
    "paper": "paper", "shade": "shade", "field": "field", "land": "land", "ink": "ink", "soft": "soft",
    "line": "line", "edge": "edge", "action": "teal", "action-strong": "teal-deep", "on-action": "on-teal",
}  # fmt: skip
_NAMES = {token: name for name, token in COLORS.items()}
SCHEMES = ("light", "dark")
_SURFACES = ("paper", "shade", "field")
#: What is seen on what, and the least contrast (WCAG 2.2): text 7, links and notes 4.5, borders 3.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("ink", surface, 7.0) for surface in (*_SURFACES, "land")),
    *(
        (token, surface, 4.5)
        for token in ("soft", "teal", "teal-deep", "amber", "red")
        for surface in _SURFACES
    ),
    ("on-teal", "teal", 4.5),
    ("on-teal", "teal-deep", 4.5),
    ("field", "red", 4.5),
    *(("edge", surface, 3.0) for surface in _SURFACES),
)
_SHEET = Path(__file__).parent.parent / "static" / "finder.css"
_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def stylesheet(file: Path | None) -> str:
    """Return the rules that replace tokens of finder.css, or "" where no file is set.

    Raises BadSetting with every color that is unknown, is not written as #rrggbb or has too little contrast.
    """
    if file is None:
        return ""
    chosen = _read(file)
    faults = [fault for scheme in SCHEMES for fault in _faults(scheme, chosen.get(scheme, {}))]
    if faults:
        raise BadSetting("\n".join(f"{SETTING}: {fault}" for fault in faults))
    # Only on screens: paper stays black on white.
    return "".join(
        f"@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ {_rules(chosen[scheme])} }} }}\n"
        for scheme in SCHEMES
        if chosen.get(scheme)
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors (#rrggbb) by WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1)
def defaults() -> dict[str, dict[str, str]]:
    """Return the tokens of finder.css that are colors, by scheme; what dark leaves out is as in light."""
    text = _SHEET.read_text(encoding="utf-8")
    blocks = re.findall(r":root\s*\{(.*?)\}", text, re.DOTALL)
    light = dict(_TOKEN.findall(blocks[0]))
    return {"light": light, "dark": {**light, **dict(_TOKEN.findall(blocks[1]))}}


def _read(file: Path) -> dict[str, dict[str, object]]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = _("%(setting)s: check the file %(file)s. We could not read it: %(error)s")
        raise BadSetting(message % {"setting": SETTING, "file": file, "error": error}) from None
    if not found or any(each not in SCHEMES or not isinstance(found[each], dict) for each in found):
        message = _("%(setting)s: write the colors below [light] and [dark].")
        raise BadSetting(message % {"setting": SETTING})
    return found


def _faults(scheme: str, chosen: Mapping[str, object]) -> Iterator[str]:
    tokens = dict(defaults()[scheme])
    for name, color in chosen.items():
        if name not in COLORS:
            message = _("[%(scheme)s] “%(name)s” is not a color of the site. Use %(names)s.")
            yield message % {"scheme": scheme, "name": name, "names": format_list([*COLORS], "or")}
        elif not isinstance(color, str) or not _COLOR.fullmatch(color):
            message = _("[%(scheme)s] write %(name)s as # and six digits, such as #004f50.")
            yield message % {"scheme": scheme, "name": name}
        else:
            tokens[COLORS[name]] = color
    for front, back, least in PAIRS:
        ratio = contrast(tokens[front], tokens[back])
        if ratio < least:
            message = _(
                "[%(scheme)s] %(front)s on %(back)s is hard to read: contrast %(ratio)s, at least %(least)s"
                " needed."
            )
            yield message % {
                "scheme": scheme,
                "front": _NAMES.get(front, front),
                "back": _NAMES.get(back, back),
                "ratio": f"{ratio:.1f}",
                "least": f"{least:g}",
            }


def _rules(chosen: Mapping[str, object]) -> str:
    return " ".join(f"--{COLORS[name]}: {color};" for name, color in chosen.items())


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
