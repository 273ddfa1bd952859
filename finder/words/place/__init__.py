"""From the words that people type for a place to a place on the map."""
