"""Today in the square: notices, events and the stage."""
