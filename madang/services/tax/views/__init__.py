"""The pages of Tax Square, which are its panels too."""
