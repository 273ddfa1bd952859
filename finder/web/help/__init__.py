"""Help lines and help in other languages."""
