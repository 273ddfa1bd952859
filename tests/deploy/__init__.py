"""The files and servers of docs/operating.md, run as far as this machine can."""
