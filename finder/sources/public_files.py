"""Every public file that can be loaded, in the order in which they are downloaded."""

from __future__ import annotations

from finder.sources import cms, nppes

PUBLIC_FILES = (*nppes.FILES, *cms.FILES)
BY_NAME = {file.name: file for file in PUBLIC_FILES}
