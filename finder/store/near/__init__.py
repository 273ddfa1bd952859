"""Near search: the nearest places, and how many there are."""
