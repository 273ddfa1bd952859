"""NPPES, the registry of NPIs: the monthly file, weekly updates, deactivations."""
