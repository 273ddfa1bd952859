"""Indexes in memory: the resources by number, and what each is found by."""
