"""The Infobutton endpoint."""
