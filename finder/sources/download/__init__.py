"""Download the public files of CMS."""
