"""The second-opinion pack: its contents, its PDF, its QR codes."""
