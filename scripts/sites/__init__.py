"""Make data/sites.csv, and claims about places, from lists of trial sites (docs/curating.md)."""
