"""Open Referral's HSDS 3.0 under /hsds/."""
