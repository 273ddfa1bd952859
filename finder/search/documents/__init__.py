"""Documents: which ones answer a question, and in which order a reader sees them."""
