"""The second-opinion pack to print: its contents, its PDF and its QR codes."""
