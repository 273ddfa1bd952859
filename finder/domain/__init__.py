"""What the finder knows, as plain values: no I/O, no SQL, no Flask."""
