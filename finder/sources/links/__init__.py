"""Check which linked pages still exist, and find new documents in the publishers' lists."""
