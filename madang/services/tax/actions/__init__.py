"""What is done in Tax Square, and nowhere else: bookings, disputes, rosters, reminders."""
