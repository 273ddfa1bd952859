"""The whole data set as a SQLite file of its own."""
