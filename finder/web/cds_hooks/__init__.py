"""Cards for electronic health records (CDS Hooks)."""
