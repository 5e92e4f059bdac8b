"""Keeping order: reports of people, removals with reason, end and appeal, and who of the staff did what."""
