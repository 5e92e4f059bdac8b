"""The desk, tried."""
