"""The furniture of every page: the frame, shared parts, and the pages that say what went wrong."""
