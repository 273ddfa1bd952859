"""Any result for other programs: flat rows, maps."""
