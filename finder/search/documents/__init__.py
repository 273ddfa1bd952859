"""Documents: which ones fit a query, and the order in which a reader sees them."""
