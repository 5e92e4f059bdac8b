"""Both adapters of the registers against one contract, and providers that misbehave."""
