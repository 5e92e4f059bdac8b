"""Invents the sandbox's people from a fixed seed: households, homes, cars, bills and more."""
