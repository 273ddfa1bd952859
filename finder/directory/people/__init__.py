"""The join of the extracts by NPI and CCN, and with the curated data: clinicians, clinics and hospitals."""
