"""The directory in PostgreSQL: a schema for each version, read from any of several servers."""
