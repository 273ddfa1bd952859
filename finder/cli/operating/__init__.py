"""Commands that look after a site: `finder refresh` and `finder doctor`."""
