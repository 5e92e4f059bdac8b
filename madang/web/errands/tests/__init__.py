"""Tests of the pages of errands."""
