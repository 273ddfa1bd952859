"""What was asked, and the answer to it."""
