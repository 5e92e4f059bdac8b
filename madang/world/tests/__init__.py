"""Tests of the live square."""
