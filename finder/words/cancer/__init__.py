"""From words or codes to a cancer type."""
