"""What crosses folders: contract, serve and browser tests. Each folder's own tests lie beside its code."""
