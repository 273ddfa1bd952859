"""Copies of the directory that were verified: the checksum in the file, and the folder of copies."""
