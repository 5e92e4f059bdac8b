"""Migrations of the tables of personal data."""
