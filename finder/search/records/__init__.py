"""Look up one record by its address: a place of care, a clinician, a hospital, a chapter."""
