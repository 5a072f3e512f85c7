"""A language model as a coder: asked only where it is allowed, believed only where the text says so."""
