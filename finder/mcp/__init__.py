"""The finder for assistants: tools of the Model Context Protocol."""
