"""How to report a mistake where the operator gave no address for reports."""
