"""Ask CMS's provider data for the rows of cancer care alone, instead of downloading its whole files."""
