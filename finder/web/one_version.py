"""Answer each request from one version of the directory, and anew if that is removed meanwhile."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request

from finder.errors import BadDirectory, DirectoryGone
from finder.web.context import release_snapshot
from finder.web.page.plain import plain_response

#: When to ask again where no directory can be read, in seconds.
_LATER = 10


class Application(Flask):
    """Flask, which answers anew if the version of the directory is removed while it answers.

    Where no directory can be read, the answer is 503.
    """

    def full_dispatch_request(self) -> Response:
        """Answer the request."""
        try:
            try:
                return super().full_dispatch_request()
            except DirectoryGone:
                release_snapshot(None)
                return super().full_dispatch_request()
        except BadDirectory:
            response = plain_response(HTTPStatus.SERVICE_UNAVAILABLE, request.path, request.script_root)
            response.headers["Retry-After"] = str(_LATER)
            return self.finalize_request(response)
