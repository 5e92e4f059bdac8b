"""The pages that belong to no service."""
