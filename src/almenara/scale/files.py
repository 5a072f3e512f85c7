"""Files wherever Spark reads and writes them: this machine, HDFS, S3 and others, by Hadoop's own client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Files that begin so are Spark's or Hadoop's own.
_HIDDEN = ("_", ".")


@dataclass(frozen=True, slots=True)
class Found:
    """A file, with its whole address and its size in bytes."""

    path: str
    size: int


class Files:
    """Hadoop's file systems as this room needs them; every path may have any scheme that the cluster knows."""

    def __init__(self, spark: SparkSession) -> None:
        self._jvm: Any = spark._jvm
        self._configuration: Any = spark._jsc.hadoopConfiguration()

    def exists(self, path: str) -> bool:
        system, there = self._at(path)
        return bool(system.exists(there))

    def read(self, path: str) -> str | None:
        """A small file's words; None if it is not there."""
        system, there = self._at(path)
        if not system.exists(there):
            return None
        stream = system.open(there)
        try:
            return str(self._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def last_bytes(self, path: str, size: int, count: int) -> bytes:
        """The last `count` bytes of a file of `size` bytes."""
        system, there = self._at(path)
        stream = system.open(there)
        try:
            stream.seek(max(0, size - count))
            return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream))
        finally:
            stream.close()

    def write(self, path: str, words: str) -> None:
        """Write a small file beside its place and move it there, so that it is never half there."""
        system, there = self._at(path)
        _, beside = self._at(path + ".part")
        stream = system.create(beside, True)
        stream.write(bytearray(words.encode("utf-8")))
        stream.close()
        system.delete(there, False)
        system.rename(beside, there)

    def delete(self, path: str) -> None:
        """Remove a file or a folder with all that is in it; nothing happens if it is not there."""
        system, there = self._at(path)
        system.delete(there, True)

    def names(self, folder: str) -> list[str]:
        """The names of what is in a folder, sorted; none if it is not there."""
        system, there = self._at(folder)
        if not system.exists(there):
            return []
        return sorted(str(entry.getPath().getName()) for entry in system.listStatus(there))

    def found(self, pattern: str) -> list[Found]:
        """The files that a path, a folder or a pattern stands for, sorted; hidden ones are left out."""
        system, there = self._at(pattern)
        files: list[Found] = []
        for status in system.globStatus(there) or ():
            if status.isFile():
                files.append(Found(str(status.getPath()), int(status.getLen())))
                continue
            entries = system.listFiles(status.getPath(), True)
            root = len(str(status.getPath()))
            while entries.hasNext():
                entry = entries.next()
                path = str(entry.getPath())
                if not any(part.startswith(_HIDDEN) for part in path[root:].split("/") if part):
                    files.append(Found(path, int(entry.getLen())))
        return sorted(files, key=lambda file: file.path)

    def _at(self, path: str) -> tuple[Any, Any]:
        there = self._jvm.org.apache.hadoop.fs.Path(path)
        return there.getFileSystem(self._configuration), there
