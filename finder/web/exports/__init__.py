"""Lists and records as files for maps and address books, and the whole data set."""
