"""The compiled word list: which names and lines of talk a public square lets through, masks or refuses."""
