"""The map of search results, drawn as SVG."""
