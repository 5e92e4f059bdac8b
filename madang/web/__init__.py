"""The pages and the API root: composes everything; nothing imports it."""
