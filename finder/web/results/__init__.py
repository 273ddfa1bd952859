"""The question and its results."""
