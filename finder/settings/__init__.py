"""The settings: one table that the environment, `finder check` and docs/settings.md read."""

from finder.settings.read import Settings as Settings
from finder.settings.read import with_setting as with_setting
from finder.settings.table import SETTINGS as SETTINGS
