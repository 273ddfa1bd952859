"""The table of settings: name, default and what each does."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from finder.domain.database import without_passwords
from finder.domain.rate import MEMORY
from finder.settings.setting import Setting


def _packaged_data() -> str:
    """In a wheel data/ lies inside the package, in a checkout beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_data"
    return str(inside if inside.is_dir() else package.parent / "data")


def _empty() -> str:
    return ""


SETTINGS = (
    Setting(
        "FINDER_NAME",
        "site",
        _empty,
        "Name of the site, 40 characters at most. The name in another language follows, with its code:"
        " Example Cancer Library; es: Biblioteca Ejemplo.",
        "Cancer Help Nearby",
    ),
    Setting(
        "FINDER_OPERATOR",
        "site",
        _empty,
        "Who runs the site, such as the name of your library. The accessibility page names it.",
    ),
    Setting(
        "FINDER_REPORT_TO",
        "site",
        _empty,
        "Where “report a mistake” goes: an email address, or an https:// address in which {subject} and"
        " {body} are filled in, such as that of a new issue. The accessibility page shows it. Empty: nobody"
        " takes reports.",
    ),
    Setting(
        "FINDER_START_PLACE",
        "site",
        _empty,
        "Place that is already filled in when a reader comes: a ZIP code, or a city and state such as"
        " Billings, MT. The reader can change it.",
    ),
    Setting(
        "FINDER_COLORS",
        "site",
        _empty,
        "TOML file with colors of your own ([operating.md](operating.md#your-name-and-colors)). Every page"
        " must stay readable: the contrast is checked at the start.",
    ),
    Setting(
        "FINDER_LEAVE_TO",
        "site",
        lambda: "https://www.weather.gov/",
        "Where the button “Leave this site” goes: a site that looks ordinary.",
    ),
    Setting(
        "FINDER_PUBLIC_URL",
        "server",
        _empty,
        "Address that readers use, without a path: https://find.example.org. Every full address in pages,"
        " feeds and files begins with it, whatever host a request names. With https, browsers use"
        " nothing else. Empty: the host of each request, and shared caches keep no page.",
    ),
    Setting(
        "FINDER_ALLOWED_HOSTS",
        "server",
        _empty,
        "More hosts that are answered, separated by commas: www.example.org, 10.0.0.7. That of"
        " FINDER_PUBLIC_URL and localhost always are; others get an error. Empty: any host is answered.",
    ),
    Setting(
        "FINDER_TRUSTED_PROXIES",
        "server",
        lambda: "0",
        "How many proxies are in front, each of which sets X-Forwarded-For, X-Forwarded-Proto and"
        " X-Forwarded-Host. 0: these headers are ignored, because anybody can send them.",
    ),
    Setting(
        "FINDER_DIRECTIONS_URL",
        "pages",
        lambda: "https://www.openstreetmap.org/directions?to={latitude}%2C{longitude}",
        "Address for directions; {address} or {latitude} and {longitude} are filled in. Empty: no links.",
    ),
    Setting(
        "FINDER_DIRECTIONS_NAME",
        "pages",
        lambda: "OpenStreetMap",
        "Name of the site for directions, shown next to the link.",
    ),
    Setting(
        "FINDER_LIVE_REGISTRY",
        "pages",
        lambda: "ask",
        "Where no doctors are loaded: ask, a reader may choose to look some up in the NPI Registry; on, every"
        " search looks them up; off, nobody can.",
    ),
    Setting(
        "FINDER_LIVE_SECONDS",
        "pages",
        lambda: "6",
        "The longest that a page waits for the live NPI Registry, in seconds.",
    ),
    Setting(
        "FINDER_STALE_DAYS",
        "pages",
        lambda: "180",
        "Days after which a page says that a link has not been checked recently.",
    ),
    Setting(
        "FINDER_TILES_URL",
        "pages",
        _empty,
        "Server of street pictures for the map: https://…/{z}/{x}/{y}.png. Empty: a map without streets.",
    ),
    Setting(
        "FINDER_TILES_CREDIT",
        "pages",
        _empty,
        "Who to credit below the map with streets, as the server's terms require: © … contributors.",
    ),
    Setting("FINDER_TILES_CREDIT_URL", "pages", _empty, "Page that the credit links to. Empty: no link."),
    Setting(
        "FINDER_HOME",
        "folders",
        lambda: platformdirs.user_data_dir("finder", appauthor=False),
        "Folder that holds the directory and what is loaded into it.",
        "the platform's user data folder",
    ),
    Setting(
        "FINDER_DATABASE_URL",
        "folders",
        _empty,
        "PostgreSQL database that holds the directory, for several servers"
        " ([scale.md](scale.md#postgresql)): postgresql+psycopg://USER:PASSWORD@HOST:5432/NAME. It needs"
        ' `pip install "cancer-finder[postgresql]"`. Empty: a file in FINDER_HOME.',
        shown=without_passwords,
    ),
    Setting(
        "FINDER_REPLICA_URLS",
        "folders",
        _empty,
        "Addresses of streaming replicas of FINDER_DATABASE_URL, separated by commas. Readers are answered"
        " from these; the database itself answers when none of them does.",
        shown=without_passwords,
    ),
    Setting(
        "FINDER_DATA",
        "folders",
        _packaged_data,
        "Folder of the curated data. Default: the data that comes with the finder.",
        "the data that comes with the finder",
    ),
    Setting(
        "FINDER_LANGUAGE",
        "folders",
        _empty,
        "Language of the `finder` command, such as es. Empty: that of LC_ALL, LC_MESSAGES or LANG.",
    ),
    Setting(
        "FINDER_ANSWER_CACHE",
        "care",
        lambda: "8",
        "Megabytes of memory in which each process keeps answers, to give them at once to the next who asks"
        " the same ([operating.md](operating.md#answers-kept-in-memory)). 0: none are kept.",
    ),
    Setting(
        "FINDER_RATE",
        "care",
        _empty,
        "How often one address may ask the API and the other addresses for programs, such as 600/minute; off:"
        " any number of times. Empty: 1200/minute, without counting programs on this computer.",
        "1200/minute",
    ),
    Setting(
        "FINDER_RATE_STORE",
        "care",
        lambda: MEMORY,
        "Where requests are counted: memory://, in each process by itself; or a Redis for all of them, such"
        " as redis://localhost:6379 (install cancer-finder[redis]).",
        shown=without_passwords,
    ),
    Setting(
        "FINDER_METRICS",
        "care",
        lambda: "loopback",
        "Who may read `/metrics`: off, nobody; loopback, programs on this machine that come by no proxy; on,"
        " everybody who reaches the site.",
    ),
    Setting(
        "FINDER_LOG",
        "care",
        lambda: "text",
        "Form of the lines of the log: text, or json for one JSON object a line.",
    ),
    Setting(
        "FINDER_LOG_REQUESTS",
        "care",
        lambda: "off",
        "on: one line for each answer, with its route, status and time. Never a path, a question or an"
        " address of a reader.",
    ),
    Setting(
        "FINDER_SECURITY_CONTACT",
        "care",
        _empty,
        "Email or https:// address for reports of a weakness, named in `/.well-known/security.txt`. Empty:"
        " FINDER_REPORT_TO, if that is an email address.",
    ),
    Setting(
        "FINDER_REFRESH",
        "care",
        lambda: "quick trials geocode links",
        "Steps of `finder refresh`: quick, or cms for the whole files of CMS; nppes (the registry of NPIs);"
        " trials; geocode; links.",
    ),
    Setting(
        "FINDER_QUICK_STATES",
        "care",
        _empty,
        "States of a quick load, such as MT,WY, where --states is not given. Empty: all states.",
    ),
    Setting(
        "FINDER_FOLLOW",
        "servers",
        _empty,
        "Where a directory is published that this server uses instead of one of its own: an https:// address,"
        " s3://bucket/folder, gs://bucket/folder or a folder ([scale.md](scale.md#followers)). Empty: it"
        " builds its own.",
    ),
    Setting(
        "FINDER_FOLLOW_SECONDS",
        "servers",
        lambda: "60",
        "Seconds between two looks for a newer directory, from 1 to 86400.",
    ),
    Setting(
        "FINDER_PUBLISH",
        "servers",
        _empty,
        "Where `finder publish` and `finder refresh` publish the directory: a folder, s3://bucket/folder or"
        " gs://bucket/folder. Empty: a refresh publishes nothing.",
    ),
    Setting(
        "FINDER_REGISTRY_URL",
        "sources",
        lambda: "https://npiregistry.cms.hhs.gov/api/",
        "Address of the live NPI Registry.",
    ),
    Setting(
        "FINDER_NPPES_URL",
        "sources",
        lambda: "https://download.cms.gov/nppes/NPI_Files.html",
        "Page that lists the NPPES files, for `finder load --download`.",
    ),
    Setting(
        "FINDER_PROVIDER_DATA_URL",
        "sources",
        lambda: "https://data.cms.gov/provider-data/api/1",
        "Address of CMS's provider data, for `finder load quick` and `finder load --download`.",
    ),
    Setting(
        "FINDER_TRIALS_URL",
        "sources",
        lambda: "https://clinicaltrials.gov/api/v2",
        "Address of ClinicalTrials.gov's API, for `finder load trials`.",
    ),
    Setting(
        "FINDER_CENSUS_URL",
        "sources",
        lambda: "https://geocoding.geo.census.gov/geocoder/locations/addressbatch",
        "Address to which `finder geocode` sends batches of street addresses.",
    ),
    Setting(
        "FINDER_PRIVATE_LINKS",
        "sources",
        lambda: "off",
        "Whether `finder links check` may visit addresses in your own network: on or off. Leave it off unless"
        " your data links to them.",
    ),
)
