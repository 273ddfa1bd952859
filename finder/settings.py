"""The settings as a table: the environment, the command line and docs/settings.md read the same one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Literal

import platformdirs

from finder.domain.places import StreetTiles
from finder.errors import BadSetting
from finder.language import _, format_list, languages

#: When the live NPI Registry is asked: if a reader chooses it, by every search, or never.
LiveRegistryUse = Literal["ask", "on", "off"]


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
        "FINDER_DATA",
        _packaged_data,
        "Folder of the curated data. Default: the data that comes with the finder.",
    ),
    Setting(
        "FINDER_LANGUAGE",
        lambda: "",
        "Language of the `finder` command, such as es. Empty: that of LC_ALL, LC_MESSAGES or LANG.",
    ),
    Setting(
        "FINDER_DIRECTIONS_URL",
        lambda: "https://www.openstreetmap.org/directions?to={latitude}%2C{longitude}",
        "Address for directions; {address} or {latitude} and {longitude} are filled in. Empty: no links.",
    ),
    Setting(
        "FINDER_DIRECTIONS_NAME",
        lambda: "OpenStreetMap",
        "Name of the site for directions, shown beside the link.",
    ),
    Setting(
        "FINDER_LIVE_REGISTRY",
        lambda: "ask",
        "Where no doctors are loaded: ask, a reader may choose to look some up in the NPI Registry; on, every"
        " search looks them up; off, nobody can.",
    ),
    Setting(
        "FINDER_LIVE_SECONDS",
        lambda: "6",
        "The longest that a page waits for the live NPI Registry, in seconds.",
    ),
    Setting(
        "FINDER_REGISTRY_URL",
        lambda: "https://npiregistry.cms.hhs.gov/api/",
        "Address of the live NPI Registry.",
    ),
    Setting(
        "FINDER_NPPES_URL",
        lambda: "https://download.cms.gov/nppes/NPI_Files.html",
        "Page that lists the NPPES files, for `finder load --download`.",
    ),
    Setting(
        "FINDER_PROVIDER_DATA_URL",
        lambda: "https://data.cms.gov/provider-data/api/1",
        "Address of CMS's provider data, for `finder load quick` and `finder load --download`.",
    ),
    Setting(
        "FINDER_TRIALS_URL",
        lambda: "https://clinicaltrials.gov/api/v2",
        "Address of ClinicalTrials.gov's API, for `finder load trials`.",
    ),
    Setting(
        "FINDER_CENSUS_URL",
        lambda: "https://geocoding.geo.census.gov/geocoder/locations/addressbatch",
        "Address to which `finder geocode` sends batches of street addresses.",
    ),
    Setting(
        "FINDER_STALE_DAYS",
        lambda: "180",
        "Days after which a page says that a link has not been checked recently.",
    ),
    Setting(
        "FINDER_LEAVE_TO",
        lambda: "https://www.weather.gov/",
        "Where the button “Leave this site” goes: a site that looks ordinary.",
    ),
    Setting(
        "FINDER_REPORT_TO",
        lambda: "",
        "Where “report a mistake” goes: an e-mail address, or a web address in which {subject} and {body} are"
        " filled in, such as that of a new issue. Empty: no such links.",
    ),
    Setting(
        "FINDER_TILES_URL",
        lambda: "",
        "Server of street pictures for the map: https://…/{z}/{x}/{y}.png. Empty: a map without streets.",
    ),
    Setting(
        "FINDER_TILES_CREDIT",
        lambda: "",
        "Whom to credit below the map with streets, as the server's terms require: © … contributors.",
    ),
    Setting("FINDER_TILES_CREDIT_URL", lambda: "", "Page that the credit links to. Empty: no link."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings."""

    home: Path
    data: Path
    language: str
    directions_url: str
    directions_name: str
    report_to: str
    live_registry: LiveRegistryUse
    live_seconds: float
    registry_url: str
    nppes_url: str
    provider_data_url: str
    trials_url: str
    census_url: str
    stale_days: int
    leave_to: str
    streets: StreetTiles | None

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
                values[each.name] = each.default()  # an empty path would be the working directory
        try:
            values["FINDER_DIRECTIONS_URL"].format(address="", latitude="", longitude="")
        except (KeyError, ValueError, IndexError) as error:
            message = _(
                "%(setting)s: write {address}, or {latitude} and {longitude}. We cannot fill in %(field)s."
            )
            raise BadSetting(message % {"setting": "FINDER_DIRECTIONS_URL", "field": error}) from None
        return cls(
            home=Path(values["FINDER_HOME"]).expanduser(),
            data=Path(values["FINDER_DATA"]).expanduser(),
            language=_language("FINDER_LANGUAGE", values["FINDER_LANGUAGE"].strip()),
            directions_url=values["FINDER_DIRECTIONS_URL"],
            directions_name=values["FINDER_DIRECTIONS_NAME"],
            report_to=_report_to("FINDER_REPORT_TO", values["FINDER_REPORT_TO"].strip()),
            live_registry=_live_registry("FINDER_LIVE_REGISTRY", values["FINDER_LIVE_REGISTRY"]),
            live_seconds=_seconds("FINDER_LIVE_SECONDS", values["FINDER_LIVE_SECONDS"]),
            registry_url=values["FINDER_REGISTRY_URL"],
            nppes_url=values["FINDER_NPPES_URL"],
            provider_data_url=values["FINDER_PROVIDER_DATA_URL"],
            trials_url=values["FINDER_TRIALS_URL"],
            census_url=values["FINDER_CENSUS_URL"],
            stale_days=_days("FINDER_STALE_DAYS", values["FINDER_STALE_DAYS"]),
            leave_to=_web_address("FINDER_LEAVE_TO", values["FINDER_LEAVE_TO"]),
            streets=_streets(values),
        )


#: Scheme and host go into a content security policy, so they hold no character that could end a source there.
_TILES = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/[^\s\"'<>]*")
_ABOUT = re.compile(r"https?://[^\s\"'<>]+")


def _streets(values: Mapping[str, str]) -> StreetTiles | None:
    """Return the tile server, or None if there is none. Raises BadSetting if a part is missing or wrong."""
    url, credit, about = (values[f"FINDER_TILES_{name}"].strip() for name in ("URL", "CREDIT", "CREDIT_URL"))
    if not url:
        return None
    fields = (
        [name for _, name, _, _ in Formatter().parse(url) if name is not None] if _is_template(url) else []
    )
    if not _TILES.fullmatch(url) or sorted(fields) != ["x", "y", "z"]:
        message = _(
            "%(setting)s: write https://, one host, and {z}, {x} and {y} once each in the path. "
            "“%(value)s” is not an address of map tiles."
        )
        raise BadSetting(message % {"setting": "FINDER_TILES_URL", "value": url})
    if not credit:
        message = _("%(setting)s: write the credit. The terms of the tile server say whom to credit.")
        raise BadSetting(message % {"setting": "FINDER_TILES_CREDIT"})
    if about and not _ABOUT.fullmatch(about):
        message = _("%(setting)s: write a web address. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": "FINDER_TILES_CREDIT_URL", "value": about})
    return StreetTiles(url, credit, about)


def _is_template(url: str) -> bool:
    try:
        url.format(x=0, y=0, z=0)
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return True


#: What the setting was before it had three values: on and off, also as truth values.
_LIVE_REGISTRY: dict[str, LiveRegistryUse] = {
    **dict.fromkeys(("on", "yes", "1", "true"), "on"),
    **dict.fromkeys(("off", "no", "0", "false"), "off"),
    **dict.fromkeys(("ask", ""), "ask"),
}


def _live_registry(name: str, text: str) -> LiveRegistryUse:
    clean = text.strip().lower()
    if clean not in _LIVE_REGISTRY:
        message = _("%(setting)s: write ask, on or off. “%(value)s” is none of them.")
        raise BadSetting(message % {"setting": name, "value": text})
    return _LIVE_REGISTRY[clean]


def _language(name: str, text: str) -> str:
    if text and text not in languages():
        message = _("%(setting)s: write %(codes)s. The finder has no translation for “%(value)s”.")
        raise BadSetting(
            message % {"setting": name, "value": text, "codes": format_list([*languages()], "or")}
        )
    return text


def _web_address(name: str, text: str) -> str:
    if not text.strip().startswith(("https://", "http://")):
        message = _("%(setting)s: write a web address that starts with https://. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "value": text})
    return text.strip()


def _report_to(name: str, text: str) -> str:
    if not text or ("@" in text and "://" not in text):
        return text
    try:
        text.format(subject="", body="")
    except (KeyError, ValueError, IndexError) as error:
        message = _("%(setting)s: write {subject} and {body}. We cannot fill in %(field)s.")
        raise BadSetting(message % {"setting": name, "field": error}) from None
    if "://" not in text:
        message = _("%(setting)s: write an email address or a web address. “%(value)s” is neither.")
        raise BadSetting(message % {"setting": name, "value": text})
    return text


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 60:
        message = _("%(setting)s: write a number of seconds above 0, up to 60. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "value": text})
    return seconds


def _days(name: str, text: str) -> int:
    days = int(text) if text.strip().isascii() and text.strip().isdigit() else 0
    if not 1 <= days <= 3650:
        message = _("%(setting)s: write a number of days from 1 to 3650. “%(value)s” is not one.")
        raise BadSetting(message % {"setting": name, "value": text})
    return days
