"""The one verified directory: every source joined, built, checked and swapped into place."""
