"""The live NPI Registry."""
