"""Migrations of the tables of audit."""
