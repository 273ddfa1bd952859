"""The finder: cancer centers, specialists and guidelines near a place."""

__version__ = "0.1.0"
