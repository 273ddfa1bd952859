"""The map of results, drawn as SVG."""
