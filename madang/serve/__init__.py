"""The supervisor of the five processes, and the configuration of the door and of NATS."""
