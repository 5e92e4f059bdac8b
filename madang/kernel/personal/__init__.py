"""What is kept about a person: encrypted at rest, masked on screen, exported, deleted and purged in time."""
