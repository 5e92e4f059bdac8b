"""Journeys of a person through the running city, in Debian's Chromium."""
