"""What a run found: tables and figures, saved as JSON, compared, and put into the docs."""
