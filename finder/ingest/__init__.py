"""From files and packages to records: data/, the ZIP table, and the building of the directory."""
