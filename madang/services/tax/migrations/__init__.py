"""Migrations of Tax Square."""
