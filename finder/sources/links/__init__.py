"""Links checked: which pages still exist."""
