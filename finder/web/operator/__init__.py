"""What the operator sets: colors, start place, and how the site shows itself to other programs."""
