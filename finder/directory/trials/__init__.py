"""The trials of the extract, each site put on the map by its ZIP code and joined with the curated places."""
