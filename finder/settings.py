"""The settings as a table: the environment, the command line and docs/settings.md read the same one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from finder.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: an environment variable, what it is when not set, and what it does."""

    name: str
    default: Callable[[], str]
    help: str


def _packaged_data() -> str:
    """In a wheel data/ lies inside the package, in a checkout beside it."""
    package = Path(__file__).resolve().parent
    inside = package / "_data"
    return str(inside if inside.is_dir() else package.parent / "data")


SETTINGS = (
    Setting(
        "FINDER_HOME",
        lambda: platformdirs.user_data_dir("finder", appauthor=False),
        "Folder that holds the directory and what is loaded into it.",
    ),
    Setting(
        "FINDER_DATA", _packaged_data, "Folder of the curated data; the data that came along by default."
    ),
    Setting(
        "FINDER_DIRECTIONS_URL",
        lambda: "https://www.openstreetmap.org/directions?to={latitude}%2C{longitude}",
        "Where directions links go; {address} or {latitude} and {longitude} are filled in. Empty: no links.",
    ),
    Setting(
        "FINDER_DIRECTIONS_NAME",
        lambda: "OpenStreetMap",
        "Name of the site that directions links go to, said beside them.",
    ),
    Setting("FINDER_REPORT_TO", lambda: "", "E-mail address for “report a mistake”. Empty: no such links."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings."""

    home: Path
    data: Path
    directions_url: str
    directions_name: str
    report_to: str

    @property
    def directory(self) -> Path:
        """The file of the directory."""
        return self.home / "directory.sqlite"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings from environment variables; what is not set has its default.

        Raises BadSetting naming the variable and what would be right.
        """
        values = {each.name: environment.get(each.name, each.default()) for each in SETTINGS}
        for each in SETTINGS:
            if each.name in ("FINDER_HOME", "FINDER_DATA") and not values[each.name].strip():
                values[each.name] = each.default()  # an empty folder would be the one we stand in
        try:
            values["FINDER_DIRECTIONS_URL"].format(address="", latitude="", longitude="")
        except (KeyError, ValueError, IndexError) as error:
            raise BadSetting(
                f"FINDER_DIRECTIONS_URL: {error} cannot be filled in; "
                "write {address}, or {latitude} and {longitude}"
            ) from None
        return cls(
            home=Path(values["FINDER_HOME"]).expanduser(),
            data=Path(values["FINDER_DATA"]).expanduser(),
            directions_url=values["FINDER_DIRECTIONS_URL"],
            directions_name=values["FINDER_DIRECTIONS_NAME"],
            report_to=values["FINDER_REPORT_TO"],
        )
