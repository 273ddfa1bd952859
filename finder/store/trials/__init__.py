"""Trials and their sites in the directory: columns, near search, writing."""
