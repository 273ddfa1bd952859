"""Parts that several FHIR resources share."""
