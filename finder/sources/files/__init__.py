"""What the readers of all public files share: streams, columns, clean values, extracts, the data folder."""
