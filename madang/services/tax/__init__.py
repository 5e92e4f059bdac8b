"""Tax Square: what local taxes a citizen will pay, by law, with every step shown."""
