"""The shortlist and the second-opinion pack made from it."""
