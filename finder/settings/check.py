"""What is wrong with the settings of an environment: every fault, not just the first."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from finder.errors import BadSetting
from finder.language import _
from finder.settings.read import Settings
from finder.settings.table import SETTINGS

_PREFIX = "FINDER_"
_NAMES = tuple(each.name for each in SETTINGS)
#: These settings are read together: one alone is neither right nor wrong.
_TOGETHER = (
    tuple(each for each in _NAMES if each.startswith("FINDER_TILES_")),
    ("FINDER_DATABASE_URL", "FINDER_REPLICA_URLS", "FINDER_FOLLOW", "FINDER_PUBLISH"),
)


def chosen(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that differ from their defaults, in the order of the table."""
    return {
        each.name: each.shown(environment[each.name])
        for each in SETTINGS
        if environment.get(each.name, "").strip() not in ("", each.default())
    }


def faults(environment: Mapping[str, str]) -> list[str]:
    """Return what is wrong: values that we cannot use, and names that are no settings."""
    unknown = sorted(name for name in environment if name.startswith(_PREFIX) and name not in _NAMES)
    found = [*(_fault(environment, name) for name in _NAMES), *map(_unknown, unknown)]
    return list(dict.fromkeys(filter(None, found)))


def _fault(environment: Mapping[str, str], name: str) -> str:
    names = next((each for each in _TOGETHER if name in each), (name,))
    try:
        Settings.read({each: environment[each] for each in names if each in environment})
    except BadSetting as error:
        return str(error)
    return ""


def _unknown(name: str) -> str:
    rest = [each.removeprefix(_PREFIX) for each in _NAMES]
    for near in get_close_matches(name.removeprefix(_PREFIX), rest, n=1):
        return _("%(name)s is not a setting. Did you mean %(near)s?") % {"name": name, "near": _PREFIX + near}
    return _("%(name)s is not a setting. docs/settings.md lists them all.") % {"name": name}
