"""The rules of data/; each yields every fault it finds, with its line."""
