"""How words of public files, which are in capital letters, are written: acronyms stay, others do not."""
