"""What a place is: its shape built from numbers, its walkable ground, its document of objects and texts."""
