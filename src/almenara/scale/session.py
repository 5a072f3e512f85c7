"""A Spark session with what this room relies on, or a sentence that says what is missing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: On one machine: two tasks at a time, each tried four times as on a cluster.
LOCAL = "local[2,4]"
#: Partitions of linking's shuffles on one machine; Spark's own 200 cost more than they bring there.
LOCAL_SHUFFLE_PARTITIONS = 4
#: The quick compiler alone: the processors are for coding. It took nearly half of Java's seconds for a partition away.
LIGHT_JAVA = "-XX:TieredStopAtLevel=1"
#: What Java's part logs, and where.
_LOG = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
"""


class ScaleError(Exception):
    """Something about the cluster or a run, in a sentence that says how to mend it."""


def open_session(
    master: str | None = None, settings: Mapping[str, str] | None = None, *, light: bool = False
) -> SparkSession:
    """The session that is there, or a new one at `master` (default: what spark-submit chose, else this machine).

    `settings` are Spark's own, and go before ours. `light` is for work in which Java only hands rows on: on this machine it then
    compiles quickly instead of well. Raises ScaleError where pyspark or Java is missing or the cluster does not answer.
    """
    require_spark()
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    _quiet()
    # Without a master of spark-submit's there is no cluster to ask.
    chosen = master or (None if "SPARK_ENV_LOADED" in os.environ else LOCAL)
    builder: Any = SparkSession.builder.appName("almenara")
    for key, value in {**_ours(chosen, light), **(settings or {})}.items():
        builder = builder.config(key, value)
    if chosen is not None:
        builder = builder.master(chosen)
    try:
        session: SparkSession = builder.getOrCreate()
    except Exception as error:
        # Spark fails here with Java's errors, with sockets' and with its own.
        raise ScaleError(
            f"Spark did not start ({_first_line(error)}); check --master, and that Java 17 runs here."
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def require_spark() -> None:
    """Raises ScaleError, with a sentence, where pyspark or Java is not installed."""
    if find_spec("pyspark") is None:
        raise ScaleError(
            "pyspark is not installed; `pip install 'pyspark>=3.5,<4'` brings it, and Java 17 is needed too."
        )
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").is_file()):
        raise ScaleError(
            "Java is not installed, and Spark needs it; install Java 17 (Debian: `apt-get install openjdk-17-jre-headless`) "
            "or point JAVA_HOME to it."
        )


def _quiet() -> None:
    """Let Java's part tell errors alone from its first line on, unless somebody set up its log."""
    if "SPARK_SUBMIT_OPTS" in os.environ or "SPARK_CONF_DIR" in os.environ:
        return
    file = Path(mkdtemp(prefix="almenara-spark-")) / "log4j2.properties"
    file.write_text(_LOG, encoding="utf-8")
    os.environ["SPARK_SUBMIT_OPTS"] = f"-Dlog4j2.configurationFile={file.as_uri()}"


def _ours(master: str | None, light: bool) -> dict[str, str]:
    ours = {
        # Days before 1582 are as the reports give them.
        "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
        # pandas writes instants in nanoseconds, which Spark otherwise refuses.
        "spark.sql.legacy.parquet.nanosAsLong": "true",
        # A worker keeps its loaded parser from one partition to the next.
        "spark.python.worker.reuse": "true",
        "spark.ui.showConsoleProgress": "false",
    }
    if master is not None and master.startswith("local"):
        ours |= {
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(LOCAL_SHUFFLE_PARTITIONS),
        }
        if light:
            ours["spark.driver.extraJavaOptions"] = LIGHT_JAVA
    return ours


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
