"""Open Referral's Human Services Data Specification (HSDS): services, organizations, locations."""
