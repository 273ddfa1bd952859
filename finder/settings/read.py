"""Reading the settings from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from finder.domain.database import Database
from finder.domain.places import StreetTiles
from finder.domain.public_address import PublicAddress
from finder.domain.rate import Rate
from finder.domain.site_name import SiteName
from finder.errors import BadSetting
from finder.language import _
from finder.settings.databases import database
from finder.settings.server import proxies, public_address, rate
from finder.settings.table import SETTINGS
from finder.settings.values import (
    FORMS,
    READERS,
    LiveRegistryUse,
    LogForm,
    MetricsReaders,
    Part,
    days,
    directions_url,
    file,
    label,
    language,
    live_registry,
    megabytes,
    on_or_off,
    one_of,
    refresh_parts,
    report_to,
    seconds,
    seconds_between,
    security_contact,
    site_name,
    streets,
    web_address,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings.

    `start_place` and `colors` are checked where the site is put together: they need the gazetteer and the
    stylesheet.
    """

    name: SiteName
    operator: str
    start_place: str
    colors: Path | None
    home: Path
    database: Database | None
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
    private_links: bool
    stale_days: int
    leave_to: str
    streets: StreetTiles | None
    public: PublicAddress
    trusted_proxies: int
    metrics: MetricsReaders
    log: LogForm
    log_requests: bool
    security_contact: str
    answer_cache: int
    rate: Rate | None
    refresh: tuple[Part, ...]
    quick_states: str
    follow: str
    follow_seconds: float
    publish: str

    @property
    def directory(self) -> Path:
        """The file of the directory. Raises BadSetting if it lies in a database."""
        if self.database:
            message = _("Leave %(setting)s empty. This is done only with a directory in a file.")
            raise BadSetting(message % {"setting": "FINDER_DATABASE_URL"})
        return self.home / "directory.sqlite"

    @property
    def where(self) -> Path | Database:
        """Where the directory lies."""
        return self.database or self.directory

    @property
    def dataset(self) -> Path:
        """The folder of the whole data set, which the site offers to readers if it is there."""
        return self.home / "dataset"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings from environment variables; what is not set has its default.

        Raises BadSetting naming the variable and what would be right.
        """
        values = {each.name: environment.get(each.name, each.default()) for each in SETTINGS}
        for each in SETTINGS:
            if each.name in ("FINDER_HOME", "FINDER_DATA") and not values[each.name].strip():
                values[each.name] = each.default()  # an empty path would be the working directory
        home = Path(values["FINDER_HOME"]).expanduser()
        return cls(
            name=site_name("FINDER_NAME", values["FINDER_NAME"].strip()),
            operator=label("FINDER_OPERATOR", values["FINDER_OPERATOR"].strip()),
            start_place=values["FINDER_START_PLACE"].strip(),
            colors=file(values["FINDER_COLORS"].strip()),
            home=home,
            database=database(values, home),
            data=Path(values["FINDER_DATA"]).expanduser(),
            language=language("FINDER_LANGUAGE", values["FINDER_LANGUAGE"].strip()),
            directions_url=directions_url("FINDER_DIRECTIONS_URL", values["FINDER_DIRECTIONS_URL"]),
            directions_name=values["FINDER_DIRECTIONS_NAME"],
            report_to=report_to("FINDER_REPORT_TO", values["FINDER_REPORT_TO"].strip()),
            live_registry=live_registry("FINDER_LIVE_REGISTRY", values["FINDER_LIVE_REGISTRY"]),
            live_seconds=seconds("FINDER_LIVE_SECONDS", values["FINDER_LIVE_SECONDS"]),
            registry_url=values["FINDER_REGISTRY_URL"],
            nppes_url=values["FINDER_NPPES_URL"],
            provider_data_url=values["FINDER_PROVIDER_DATA_URL"],
            trials_url=values["FINDER_TRIALS_URL"],
            census_url=values["FINDER_CENSUS_URL"],
            private_links=on_or_off("FINDER_PRIVATE_LINKS", values["FINDER_PRIVATE_LINKS"]),
            stale_days=days("FINDER_STALE_DAYS", values["FINDER_STALE_DAYS"]),
            leave_to=web_address("FINDER_LEAVE_TO", values["FINDER_LEAVE_TO"]),
            streets=streets(values),
            public=public_address(values),
            trusted_proxies=proxies("FINDER_TRUSTED_PROXIES", values["FINDER_TRUSTED_PROXIES"]),
            metrics=one_of("FINDER_METRICS", values["FINDER_METRICS"], READERS),
            log=one_of("FINDER_LOG", values["FINDER_LOG"], FORMS),
            log_requests=on_or_off("FINDER_LOG_REQUESTS", values["FINDER_LOG_REQUESTS"]),
            security_contact=security_contact(
                "FINDER_SECURITY_CONTACT", values["FINDER_SECURITY_CONTACT"].strip()
            ),
            answer_cache=megabytes("FINDER_ANSWER_CACHE", values["FINDER_ANSWER_CACHE"]),
            rate=rate(values),
            refresh=refresh_parts("FINDER_REFRESH", values["FINDER_REFRESH"]),
            quick_states=values["FINDER_QUICK_STATES"].strip(),
            follow=values["FINDER_FOLLOW"].strip(),
            follow_seconds=seconds_between("FINDER_FOLLOW_SECONDS", values["FINDER_FOLLOW_SECONDS"]),
            publish=values["FINDER_PUBLISH"].strip(),
        )


def with_setting(settings: Settings, name: str, value: str) -> Settings:
    """Return the settings of this process with another value of one, or as they are where it is empty.

    Raises BadSetting as `Settings.read`.
    """
    return Settings.read({**os.environ, name: value}) if value else settings
