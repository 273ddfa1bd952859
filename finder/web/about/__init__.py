"""What the finder is made from, and what it does not know."""
