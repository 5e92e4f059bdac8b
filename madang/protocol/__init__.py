"""What travels: world frames, world messages, tickets and events. Pure Python, no imports from above."""
