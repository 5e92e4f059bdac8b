"""Many bots on a running world, in measured figures."""
