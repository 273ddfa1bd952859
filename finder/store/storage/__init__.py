"""Where a directory lies, a SQLite file or a PostgreSQL database: one interface to read and to write it."""
