"""The process beside a server that follows a published directory: it is started again if it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from finder.directory.published.followed import followed_at
from finder.errors import BadDirectory
from finder.language import _
from finder.settings import Settings
from finder.sources.published.place import without_secrets
from finder.store.connect import Directory

#: Taken by who starts a process. A worker that is forked while another process is started would inherit the
#: pipe on which that start is waited for, and keep it open.
STARTING = threading.Lock()
#: How long it is waited before it is started again, in seconds.
_PAUSE = 2.0


def open_followed(settings: Settings) -> Directory:
    """Return the directory that was followed last; where there is none yet, what is published now.

    Raises BadDirectory if there is nothing that questions can be answered from; why was printed then.
    """
    directory = Directory(settings.directory)
    if not followed_at(settings.directory) or not _opens(directory):
        with STARTING:
            once = subprocess.Popen(_command("--once"), env=_environment(settings))  # noqa: S603
        once.wait()
        directory = Directory(settings.directory)
        if not _opens(directory):
            message = _("Start again once it can be read: no directory was ever downloaded from %(address)s.")
            raise BadDirectory(message % {"address": without_secrets(settings.follow)})
    directory.restore()
    return directory


@contextmanager
def following(settings: Settings) -> Iterator[None]:
    """Follow until the block ends."""
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(settings, ended), daemon=True, name="follow")
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(settings: Settings, ended: threading.Event) -> None:
    while not ended.is_set():
        with STARTING:
            # Ctrl+C is for the server: it ends this process itself.
            process = subprocess.Popen(  # noqa: S603
                _command("--with-parent", str(os.getpid())),
                env=_environment(settings),
                start_new_session=True,
            )
        while process.poll() is None and not ended.wait(0.2):
            pass
        process.terminate()
        process.wait()
        ended.wait(_PAUSE)


def _opens(directory: Directory) -> bool:
    try:
        directory.snapshot()
    except BadDirectory:
        return False
    return True


def _command(*options: str) -> list[str]:
    return [sys.executable, "-m", "finder", "follow", *options]


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | {"FINDER_FOLLOW": settings.follow}
