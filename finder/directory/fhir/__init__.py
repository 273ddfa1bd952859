"""The directory as files of FHIR resources."""
