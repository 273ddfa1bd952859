"""The directory as tables: build it, open it, ask it. All SQL lives here."""
