"""The load generator and what is measured with it. It talks to addresses on this machine only."""
