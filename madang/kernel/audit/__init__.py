"""Who of the staff looked at or changed whose data, and what for: a log that cannot be changed unseen."""
