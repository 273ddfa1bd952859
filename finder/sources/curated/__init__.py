"""data/: read into records and checked."""
