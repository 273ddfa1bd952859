"""The shortlist, comparison, call sheet and pack."""
