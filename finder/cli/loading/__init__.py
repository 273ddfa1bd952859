"""`finder load`: public files, the quick load, trials."""
