"""The API with all of its parts: lists, records, errors, and the document that describes them."""

from __future__ import annotations

from finder.web import unchanged
from finder.web.api import cors, problems, records, reference, routes
from finder.web.api.operations import blueprint

unchanged.install(blueprint)

__all__ = ["blueprint", "cors", "problems", "records", "reference", "routes"]
