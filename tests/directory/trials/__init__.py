"""Sites of trials on the map, joined with the curated places."""
