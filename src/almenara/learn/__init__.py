"""Training of heads: from the codebook's corpus for those that are shipped."""
