"""Pages of records and their lists: centers, clinicians, hospitals, cancers, specialties."""
