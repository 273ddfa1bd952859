"""Records as contacts to call: for address books, calendars, and the shortlist and pack."""
