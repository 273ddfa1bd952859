"""The list of guideline documents."""
