"""Directories that were published: where they lie, and the file that says which is the latest."""
