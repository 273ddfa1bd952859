"""Hatch hook: make the gazetteer when the package is built, so that a first start need not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlacesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Write finder/_places.sqlite before the files are gathered, for wheels and for installs in place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file and name it as one that belongs to the package."""
        del version  # editable or standard: both need it
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from finder.directory.gazetteer_file import PACKAGED, make_places  # noqa: PLC0415 (importable only now)

        make_places(PACKAGED)
        build_data["artifacts"].append(str(PACKAGED.relative_to(root)))
