"""Clinical trials from saved files and from a made-up registry."""
