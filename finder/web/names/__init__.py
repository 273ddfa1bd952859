"""The page that finds hospitals, clinics and doctors by name."""
