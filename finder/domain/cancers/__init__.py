"""Cancer types, the doctors who treat them, and the words for organs and tissues."""
