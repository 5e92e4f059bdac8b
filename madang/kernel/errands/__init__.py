"""Errands: started, kept while they go on, finished with a receipt; and what a person is told about them."""
