"""Tests of places: the builders, the walk grid, the document, and what the recipes make."""
