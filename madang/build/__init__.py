"""Builds what is shipped: the client, the places, the catalogues, the wheel."""
