"""Tests of Tax Square."""
