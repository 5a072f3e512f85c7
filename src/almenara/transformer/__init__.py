"""A transformer of one's own as a coder: what its labels mean, and rows made of what it says and what the rules say."""
