"""Hatch hook: make the gazetteer and compile the catalogs when the package is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlacesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Write the files before those of the package are gathered, for wheels and for installs in place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files and name them as ones that belong to the package."""
        del version  # editable or standard: both need it
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from finder import language  # noqa: PLC0415 (importable only now)
        from finder.directory.gazetteer_file import PACKAGED, make_places  # noqa: PLC0415

        make_places(PACKAGED)
        made = [PACKAGED]
        for text in sorted(language.FOLDER.glob("*/LC_MESSAGES/*.po")):
            made.append(text.with_suffix(".mo"))
            made[-1].write_bytes(language.compile_catalog(text.parent.parent.name, text))
        build_data["artifacts"] += [str(each.relative_to(root)) for each in made]
