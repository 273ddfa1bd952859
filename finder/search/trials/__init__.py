"""Trials near a place, and how many recruit at each place of care."""
