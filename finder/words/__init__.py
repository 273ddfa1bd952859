"""What people type: parsed, and matched to cancers, places, specialties and hospitals."""
