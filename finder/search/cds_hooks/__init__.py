"""Answer hooks of electronic health record systems (CDS Hooks)."""
