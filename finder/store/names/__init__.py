"""Names of places of care, hospitals and clinics, and the words that find them."""
