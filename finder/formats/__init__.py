"""Records in, text out, no I/O."""
