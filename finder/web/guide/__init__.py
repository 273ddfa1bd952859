"""The guide to a second opinion."""
