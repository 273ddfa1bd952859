"""Records as text for people and programs: each function takes records and returns text, without any I/O."""
