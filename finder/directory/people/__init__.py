"""Clinicians, clinics and hospitals of the public files, joined with the curated places."""
