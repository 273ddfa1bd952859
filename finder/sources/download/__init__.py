"""Public files, downloaded from CMS."""
