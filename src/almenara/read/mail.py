"""A saved e-mail (.eml): a newsletter, a press release."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime

from almenara.model import Report, Source, report_id
from almenara.read.encoding import without_no_characters
from almenara.read.failure import ReadFailure
from almenara.read.markup import words_of
from almenara.read.row import quoted


def read_mail(data: bytes, where: str) -> Iterator[Report | ReadFailure]:
    """The message's words (plain text before HTML), its subject, day and sender's domain; never the sender's own address."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(("plain", "html"))
        words = body.get_content() if body is not None else ""
        title = str(message["subject"] or "").strip() or None
        sender = message["from"].addresses[0].domain if message["from"] and message["from"].addresses else None
        sent = str(message["date"] or "").strip()
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        yield ReadFailure("broken_mail", where, type(error).__name__)
        return
    text = words_of(words) if body is not None and body.get_content_subtype() == "html" else str(words)
    text = without_no_characters(text.replace("\r\n", "\n"))[0]
    if not text.strip():
        yield ReadFailure("empty", where)
        return
    published = None
    try:
        published = parsedate_to_datetime(sent).date() if sent else None
    except (ValueError, TypeError):
        yield ReadFailure("bad_date", where, quoted(sent))
    whole = f"{title}\n\n{text.strip()}\n" if title else text
    yield Report(report_id(whole), whole, title, None, published, Source(sender, sender) if sender else None)
