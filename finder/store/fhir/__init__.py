"""What the build writes for FHIR."""
