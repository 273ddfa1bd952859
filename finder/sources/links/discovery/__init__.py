"""Find new, renamed and withdrawn documents in the lists of NCI and NCCN."""
