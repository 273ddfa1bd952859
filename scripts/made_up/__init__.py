"""A made-up NPPES month and CMS files about the same people; the command is scripts/make_nppes.py."""
