"""Migrations of the tables of order."""
