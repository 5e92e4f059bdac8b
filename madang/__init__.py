"""Madang: an open civic metaverse, a city hall square on the web where a person finishes an errand."""
