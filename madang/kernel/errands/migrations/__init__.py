"""Migrations of errands."""
