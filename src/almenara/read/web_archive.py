"""A web archive (WARC, also compressed): each page that was answered whole is a report (fastwarc), streamed record by record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from almenara.model import Report
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.original import with_original
from almenara.read.plain_text import too_large
from almenara.read.web_page import read_web_page


def read_web_archive(
    stream: BinaryIO, where: str, limits: ReadingLimits = USUAL_LIMITS
) -> Iterator[Report | ReadFailure]:
    """Pages of HTML with status 200. A record over the limit is passed over without being held, and named."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    found = False
    try:
        for number, record in enumerate(ArchiveIterator(stream, record_types=WarcRecordType.response), 1):
            found = True
            headers = record.http_headers
            kind = (record.http_content_type or "").lower()
            if not record.is_http:
                yield ReadFailure("broken_archive", f"{where}:{number}", "no HTTP answer in the record")
                continue
            if headers.status_code != 200 or "html" not in kind:
                continue
            at = f"{where}:{number}"
            if record.content_length > limits.report_bytes:
                yield too_large(at, limits)
                continue
            data = record.reader.read(limits.report_bytes + 1)
            yield from with_original(read_web_page(data, at, record.headers.get("WARC-Target-URI"), limits), data)
    except Exception as error:
        # A damaged archive fails in its parser in ways that no list of errors covers; what came before was read.
        yield ReadFailure("broken_archive", where, type(error).__name__)
        return
    if not found:
        yield ReadFailure("broken_archive", where, "no records")
