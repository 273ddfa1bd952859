"""Records as JSON: one function for each object. docs/api.md lists the fields."""
