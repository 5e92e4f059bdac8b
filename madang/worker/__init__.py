"""Carries the outbox to NATS and runs what must not make a person wait."""
