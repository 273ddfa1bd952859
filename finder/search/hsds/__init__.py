"""Questions of the Human Services Data Specification (HSDS), answered in the order of every other list."""
