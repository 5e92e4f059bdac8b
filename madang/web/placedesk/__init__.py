"""The editors' desk for places: what stands where, with preview, history and publication."""
