"""Geography: points, distances, grid cells, time zones, states, city names and map outlines."""
