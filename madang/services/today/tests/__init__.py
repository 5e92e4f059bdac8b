"""Tests of the day in the square."""
