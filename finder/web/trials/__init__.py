"""Trials that are recruiting near a place."""
