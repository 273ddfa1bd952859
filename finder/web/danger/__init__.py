"""Danger signs: the red panel above an answer, and the page with all of them."""
