"""Where facts come from: one package for each source."""
