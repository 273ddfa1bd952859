"""A process that ends with the one that started it."""

from __future__ import annotations

import os
import signal
import threading
import time

#: How often a process looks whether the one that started it is still there, in seconds.
_LOOK = 1.0
#: How long a process may take to end by itself once the other is gone, in seconds.
_GRACE = 10.0


def end_with_parent(parent: int) -> None:
    """End this process once `parent`, the number of the process that started it, has ended."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True, name="end-with-parent").start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)
