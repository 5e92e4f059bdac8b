"""The template tags of Tax Square."""
