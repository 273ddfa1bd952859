"""Records as contacts to call: vCard, calendar, local time."""
