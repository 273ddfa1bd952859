"""CMS's files of clinicians, affiliations and hospitals."""
