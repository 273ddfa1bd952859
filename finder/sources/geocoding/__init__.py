"""Street addresses to points, by the US Census or a geopy service."""
