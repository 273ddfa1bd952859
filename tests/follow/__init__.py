"""Publishing a directory, and servers that follow it."""
