"""Errors of files and disks, in words: which file it was, and what to do about it."""

from __future__ import annotations

import errno

from finder.language import _

_FULL = (errno.ENOSPC, errno.EDQUOT)


def explain(error: OSError) -> str:
    """Return a sentence for an operator: what to do, the file, and what the system says."""
    file = error.filename or ""
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return _("Free some space, then try again. The disk is full (%(file)s).") % {
            "file": error.filename2 or file or reason
        }
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        message = _("Check who may read and write %(file)s, then try again. The system says: %(reason)s.")
        return message % {"file": file, "reason": reason}
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return _("Allow more open files (ulimit -n), then try again.")
    return f"{file}: {reason}" if file else reason
