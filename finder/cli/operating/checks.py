"""The checks of `finder doctor` that need only this machine."""

from __future__ import annotations

import datetime
import os
import shutil
import stat
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from finder import utc
from finder.cli.operating.findings import Finding, fail, ok, warn
from finder.cli.operating.refresh_report import last
from finder.directory.build import is_current
from finder.directory.published.followed import followed_at, read_followed
from finder.domain.sources import LOADED, TRIALS, days_old, is_overdue
from finder.errors import BadDirectory, BadFile
from finder.formats.display import date
from finder.language import _, number
from finder.settings import Settings
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.store.copies.verified import FOLDER
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.schema import form
from finder.store.storage.interface import OpenDirectory
from finder.store.storage.where import at

#: Days after which links should be checked again, and after which a refresh is missed.
_LINK_DAYS, _REFRESH_DAYS = 30, 14
#: A follower that missed so many looks does not follow.
_LATE_LOOKS = 10
#: Free bytes with which a load of trials or a quick load surely ends, and those for the whole files of CMS.
_NEEDED, _COMFORTABLE = 500 * 10**6, 8 * 10**9
#: The fewest open files that a server with readers on slow connections gets along with.
_OPEN_FILES = 1024
_ZONES = ("America/New_York", "America/Puerto_Rico", "Pacific/Honolulu", "Pacific/Guam")


@dataclass(frozen=True, slots=True)
class Deployment:
    """What is checked: the settings, the directory, its catalog (None if it cannot be read), and the day."""

    settings: Settings
    directory: OpenDirectory
    catalog: Catalog | None
    #: Why there is no catalog, and what to do.
    why: str
    today: datetime.date

    @classmethod
    def of(cls, settings: Settings) -> Deployment:
        """Return the deployment of these settings."""
        directory = at(settings.where).open()
        catalog, why = None, ""
        try:
            catalog = catalog_of(directory.snapshot())
        except BadDirectory as error:
            why = str(error)
        return cls(settings, directory, catalog, why, utc.today())


def home(at: Deployment) -> Iterator[Finding]:
    """Check that FINDER_HOME is there, ours to write, and nobody else's."""
    path = at.settings.home
    if not path.is_dir():
        make = _("Make it, owned by who runs the finder: %(command)s") % {"command": f"mkdir -p {path}"}
        yield fail("home", _("%(path)s is not there.") % {"path": path}, make)
        return
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield fail("home", _("You may not write to %(path)s.") % {"path": path}, _owner(path))
        return
    if others := _of_others(path):
        said = _("%(count)s files in %(path)s belong to somebody else, such as %(name)s.")
        values = {"count": number(len(others)), "path": path, "name": others[0].name}
        yield warn("home", said % values, _owner(path))
    elif path.stat().st_mode & stat.S_IWOTH:
        said = _("Everybody on this machine may write to %(path)s.") % {"path": path}
        yield fail("home", said, _("Run: %(command)s") % {"command": f"chmod o-w {path}"})
    else:
        yield ok("home", _("%(path)s is ours to write.") % {"path": path})


def _of_others(path: Path) -> list[Path]:
    """Return what lies in the folder and its extracts and belongs to another user than who runs this."""
    if not hasattr(os, "getuid"):
        return []
    inside = [each for folder in (path, path / EXTRACTS, path / FOLDER) for each in sorted(folder.glob("*"))]
    return [each for each in inside if each.stat().st_uid != os.getuid()]


def _owner(path: Path) -> str:
    message = _("Run this as the user who runs the finder, or change the owner: %(command)s")
    return message % {"command": f"chown -R USER {path}"}


def directory(at: Deployment) -> Iterator[Finding]:
    """Check that the directory can be opened, is undamaged, and was made from what lies here now."""
    build = _("Run: %(command)s") % {"command": "finder build"}
    if at.catalog is None and at.settings.database:
        yield fail("directory", _("The directory cannot be read from the database."), at.why)
    elif at.catalog is None or at.directory.fault():
        said = _("%(path)s is missing or damaged.")
        yield fail("directory", said % {"path": at.settings.where}, build)
    elif not followed_at(at.directory.path) and not is_current(at.directory, at.settings.data):
        said = _("The data, the loaded files or the program have changed since it was built.")
        yield warn("directory", said, build)
    else:
        yield ok("directory", _("Whole, built on %(day)s.") % {"day": date(at.catalog.built_on)})


def servers(at: Deployment) -> Iterator[Finding]:
    """Check that every server of the database answers, and has the newest version of the directory."""
    if not at.settings.database:
        return
    from finder.store.postgresql.servers import Servers  # noqa: PLC0415 (psycopg is optional)

    states = list(Servers(at.settings.database).states(form()))
    newest = states[-1].newest or max(each.newest for each in states)
    for each in states:
        if each.reason:
            said = _("%(server)s does not answer: %(reason)s")
            values = {"server": each.name, "reason": each.reason}
            yield fail("database", said % values, _("Start it, or correct its address."))
        elif each.newest != newest:
            said = _("%(server)s does not have the newest version yet.") % {"server": each.name}
            yield warn("database", said, _("Wait a moment. If it stays so, look at its replication."))
        else:
            yield ok("database", _("%(server)s answers.") % {"server": each.name})


def sources(at: Deployment) -> Iterator[Finding]:
    """Check what is loaded, and that nothing is older than its rhythm allows."""
    if at.catalog is None:
        return
    loaded = [each for each in at.catalog.sources.values() if each.loaded]
    for each in loaded:
        days = days_old(each, at.today) or 0
        said = _("%(key)s: loaded %(days)s days ago.") % {"key": each.key, "days": number(days)}
        if is_overdue(each, at.today):
            yield warn("sources", said, _("Run: %(command)s") % {"command": "finder refresh"})
        else:
            yield ok("sources", said)
    keys = {each.key for each in loaded}
    if not keys & (set(LOADED) - {TRIALS}):
        yield warn("sources", _("No doctors or hospitals are loaded."), _run("finder load quick"))
    if TRIALS not in keys:
        yield warn("sources", _("No trials are loaded."), _run("finder load trials"))


def links(at: Deployment) -> Iterator[Finding]:
    """Check when links were last checked."""
    from finder.sources.files.extract import read_facts  # noqa: PLC0415 (PyArrow takes 0.3 s)

    try:
        facts = read_facts(DataFolder(at.settings.home / EXTRACTS).links)
    except BadFile as error:
        yield fail("links", str(error), _run("finder links check"))
        return
    if not (facts and facts.as_of):
        yield warn("links", _("Links have never been checked."), _run("finder links check"))
        return
    days = (at.today - datetime.date.fromisoformat(facts.as_of)).days
    said = _("Links were checked %(days)s days ago.") % {"days": number(days)}
    late = days > _LINK_DAYS
    yield warn("links", said, _run("finder links check")) if late else ok("links", said)


def refresh(at: Deployment) -> Iterator[Finding]:
    """Check that the last refresh worked and was not long ago."""
    report = last(at.settings.home)
    if report is None:
        said = _("finder refresh has not run here.")
        yield warn("refresh", said, _("Run it each week: docs/operating.md has a timer."))
        return
    days = (at.today - datetime.datetime.fromisoformat(report.ended).date()).days
    said = _("The last refresh was %(days)s days ago.") % {"days": number(days)}
    if report.failed:
        said = _("In the last refresh these steps failed: %(names)s.") % {"names": ", ".join(report.failed)}
    late = bool(report.failed) or days > _REFRESH_DAYS
    yield warn("refresh", said, _run("finder refresh")) if late else ok("refresh", said)


def follow(at: Deployment) -> Iterator[Finding]:
    """Check that the last look at the published directory succeeded, and was not long ago."""
    kept = read_followed(at.settings.home)
    look = _run("finder follow --once")
    if kept is None or not kept.looked:
        said = _("Nothing was downloaded yet. %(reason)s") % {"reason": kept.fault if kept else ""}
        yield fail("follow", said.rstrip(), look)
        return
    if kept.fault:
        yield warn("follow", _("The last look failed. %(reason)s") % {"reason": kept.fault}, look)
        return
    minutes = round((utc.now() - datetime.datetime.fromisoformat(kept.looked)).total_seconds() / 60)
    values = {"address": kept.address, "day": date(kept.published[:10]), "minutes": number(minutes)}
    said = _("From %(address)s, published on %(day)s. The last look was %(minutes)s minutes ago.") % values
    late = minutes * 60 > _LATE_LOOKS * at.settings.follow_seconds + 60
    yield warn("follow", said, look) if late else ok("follow", said)


def time_zones(_at: Deployment) -> Iterator[Finding]:
    """Check that the hours of help lines can be read in the zones of their callers."""
    try:
        for name in _ZONES:
            zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError:
        said = _("Time zones are missing: hours would be wrong.")
        yield fail("time zones", said, _run(f"{sys.executable} -m pip install tzdata"))
        return
    yield ok("time zones", _("Time zones can be read."))


def clock(at: Deployment) -> Iterator[Finding]:
    """Check that the clock is not before what has surely happened."""
    happened = at.catalog.built_on if at.catalog else ""
    if utc.is_wrong() or at.today.isoformat() < happened:
        said = _("The clock says %(now)s, which cannot be.") % {"now": date(at.today.isoformat())}
        yield fail("clock", said, _("Set the clock: %(command)s") % {"command": "timedatectl set-ntp true"})
    else:
        yield ok("clock", _("The clock says %(now)s (UTC).") % {"now": date(at.today.isoformat())})


def disk(at: Deployment) -> Iterator[Finding]:
    """Check that a load and a second directory fit on the disk."""
    if not at.settings.home.is_dir():
        return
    free = shutil.disk_usage(at.settings.home).free
    path = at.directory.path
    size = path.stat().st_size if path and path.is_file() else 0
    needed = _NEEDED + 2 * size  # a new one, and its verified copy
    said = _("%(size)s MB are free.") % {"size": number(free // 10**6)}
    if free < needed:
        least = {"size": number(needed // 10**6)}
        yield fail("disk", said, _("Make room: a load needs %(size)s MB.") % least)
    elif free < _COMFORTABLE and {"nppes", "cms"} & set(at.settings.refresh):
        advice = _("Make room: the whole files of CMS need %(size)s MB.")
        yield warn("disk", said, advice % {"size": number(_COMFORTABLE // 10**6)})
    else:
        yield ok("disk", said)


def machine(_at: Deployment) -> Iterator[Finding]:
    """Check how many files may be open, and say how many workers fit."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (Windows has none)

        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        if limit < _OPEN_FILES:
            said = _("Only %(count)s files may be open at once.") % {"count": number(limit)}
            yield warn("machine", said, _("Set LimitNOFILE=%(count)s in the unit.") % {"count": _OPEN_FILES})
            return
    said = _("Processors: %(count)s. One worker for each is a good start.")
    yield ok("machine", said % {"count": number(os.cpu_count() or 1)})


def _run(command: str) -> str:
    return _("Run: %(command)s") % {"command": command}


Check: TypeAlias = Callable[[Deployment], Iterator[Finding]]
_EVERYWHERE: tuple[Check, ...] = (time_zones, clock, disk, machine)
#: A server that follows builds nothing: what is loaded, and when, is seen to where it is published.
FOLLOWER_CHECKS: tuple[Check, ...] = (home, directory, follow, *_EVERYWHERE)
CHECKS: tuple[Check, ...] = (home, directory, servers, sources, links, refresh, *_EVERYWHERE)
