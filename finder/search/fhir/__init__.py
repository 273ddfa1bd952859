"""Questions of FHIR clients: their parameters, and the resources that answer them."""
