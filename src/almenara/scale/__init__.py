"""Beyond one machine: the same pipeline and the same linking on a Spark cluster. Only what runs there imports pyspark."""
