"""What all public files share: reading, cleaning, and the extracts that are kept of them."""
