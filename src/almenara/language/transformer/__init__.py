"""A transformer model on this machine's disk, run by onnxruntime: sentences in, a probability for each label out."""
