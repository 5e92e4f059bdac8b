"""Registers of the city and of other agencies, behind adapters: who lives here, who owns and owes what."""
