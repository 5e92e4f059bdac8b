"""Random and mutated input against the decoders and against a running world."""
