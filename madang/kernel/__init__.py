"""What every service shares: the service registry, the outbox, keys, the funnel."""
