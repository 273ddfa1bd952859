"""Records as FHIR R4 resources, by the profiles of Da Vinci PDEX Plan-Net (docs/fhir.md)."""
