"""Search the live NPI Registry."""
