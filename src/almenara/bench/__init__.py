"""Figures against gold data and rivals: one file a measure, each a pure function of a folder of gold files."""
