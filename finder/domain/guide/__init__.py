"""The guide to a second opinion and the danger signs, as values."""
