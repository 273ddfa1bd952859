"""PostgreSQL servers of our own for tests and benches, from the machine's binaries, in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path


class NotInstalled(Exception):
    """PostgreSQL is not on this machine."""


#: Whom the server runs as where root starts it, which PostgreSQL refuses.
_USER = "postgres"
#: Nothing that is written has to survive the machine.
_QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "hot_standby": "on",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}
_SECONDS = 60


def binaries() -> Path | None:
    """Return the folder with the programs of the server, or None if PostgreSQL is not on this machine."""
    found = shutil.which("pg_config")
    told = subprocess.run([found, "--bindir"], capture_output=True, text=True, check=True) if found else None
    folders = [Path(told.stdout.strip())] if told else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((each for each in reversed(folders) if (each / "initdb").exists()), None)


def _as_user(command: Sequence[str | Path]) -> list[str]:
    words = [str(each) for each in command]
    return ["runuser", "-u", _USER, "--", *words] if os.geteuid() == 0 else words


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server, with a database called finder, until the block ends, and any replicas made of it.

    Raises NotInstalled where there is none to run.
    """
    programs = binaries()
    if programs is None:
        raise NotInstalled("needs PostgreSQL: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="finder-postgresql-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            folder.chmod(0o755)
        made = Cluster(folder, Server(folder / "primary", programs))
        try:
            made.primary.make()
            made.primary.start()
            made.primary.run("CREATE DATABASE finder")
            yield made
        finally:
            for each in (*made.replicas, made.primary):
                each.stop()


@dataclass
class Cluster:
    """A primary, and its replicas."""

    folder: Path
    primary: Server
    replicas: list[Server] = field(default_factory=list)

    def add_replica(self) -> Server:
        """Return a new streaming replica, started."""
        replica = self.primary.replica(self.folder / f"replica-{len([*self.folder.iterdir()])}")
        self.replicas.append(replica)
        return replica


@dataclass
class Server:
    """A server with its data in `folder`; `programs` is where its binaries are."""

    folder: Path
    programs: Path
    port: int = field(default_factory=_free_port)

    @property
    def data(self) -> Path:
        """The folder of the database cluster."""
        return self.folder / "data"

    def address(self, database: str = "finder") -> str:
        """Return the address of a database, as a setting has it."""
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{database}"

    def make(self) -> None:
        """Make an empty cluster."""
        _give(self.folder)
        options = ("-U", _USER, "-A", "trust", "-E", "UTF8", "-N", "--locale=C.UTF-8")
        _run([self.programs / "initdb", "-D", self.data, *options])

    def start(self) -> None:
        """Start the server, and return once it answers."""
        options = "".join(f" -c {name}={value}" for name, value in _QUICK.items())
        options += f" -p {self.port} -c unix_socket_directories={self.folder}"
        log = self.folder / "log"
        _run([self.programs / "pg_ctl", "-D", self.data, "-l", log, "-o", options, "-w", "start"])

    def is_running(self) -> bool:
        """Tell whether the server runs."""
        return (self.data / "postmaster.pid").exists() and Path(f"/proc/{self.process()}").exists()

    def process(self) -> int:
        """Return the process id of the server."""
        return int((self.data / "postmaster.pid").read_text().split("\n")[0])

    def children(self) -> list[int]:
        """Return the process ids of what the server has started."""
        told = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process())], capture_output=True, text=True, check=False
        )
        return [int(each) for each in told.stdout.split()]

    def kill(self) -> None:
        """Kill the server and all of its processes at once, as a machine that loses its power."""
        family = [self.process(), *self.children()]
        for each in family:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        end = time.monotonic() + _SECONDS
        while any(Path(f"/proc/{each}").exists() for each in family):
            assert time.monotonic() < end, "the server is still running"
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.is_running():
            for each in (self.process(), *self.children()):
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGCONT)
            command = _as_user([self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop"])
            subprocess.run(command, check=False, capture_output=True)

    def run(self, *statements: str, database: str = "postgres") -> str:
        """Run statements, and return what they say."""
        command = [self.programs / "psql", "-qAtX", "-h", "127.0.0.1", "-p", str(self.port), "-U", _USER]
        command += ["-v", "ON_ERROR_STOP=1", "-d", database]
        for each in statements:
            command += ["-c", each]
        return _run(command).strip()

    def replica(self, folder: Path) -> Server:
        """Return a streaming replica of this server, started."""
        copy = Server(folder, self.programs)
        _give(folder)
        source = ("-h", "127.0.0.1", "-p", str(self.port), "-U", _USER)
        _run([self.programs / "pg_basebackup", "-D", copy.data, *source, "-R", "-X", "stream", "-c", "fast"])
        copy.start()
        return copy

    def wait_for(self, query: str, answer: str, database: str = "postgres") -> None:
        """Return once a query has an answer."""
        end = time.monotonic() + _SECONDS
        while (found := self.run(query, database=database)) != answer:
            assert time.monotonic() < end, f"{query}: {found!r}, not {answer!r}"
            time.sleep(0.05)


def _give(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)


def _run(command: Sequence[str | Path]) -> str:
    done = subprocess.run(
        _as_user(command), capture_output=True, text=True, check=False, cwd="/", stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout
