"""What is said beside the types that words mean: another language, a symptom, an early form."""
