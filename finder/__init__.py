"""The finder: cancer centers, specialists and guidelines near a place."""

__version__ = "0.5.0.dev0"
