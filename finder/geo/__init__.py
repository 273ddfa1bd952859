"""Places on the globe: points, distances, cells, and the words people use for a place."""
