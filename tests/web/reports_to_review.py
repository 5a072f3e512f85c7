"""Reports of two events: one told twice, one told once."""

from __future__ import annotations

from datetime import date

from hostile import HOSTILE

from almenara.model import Report, Source

REPORTS = [
    Report(
        "quay",
        f"Some 400 dockers of the Harbour Guild marched in Valparaíso on Tuesday to demand unpaid wages. {HOSTILE}\n",
        f"March {HOSTILE}",
        "en",
        date(2024, 6, 5),
        Source(f"The Quay {HOSTILE}"),
        "javascript:alert(1)",
    ),
    Report(
        "wire",
        "Around 450 dockers from the Harbour Guild marched through Valparaíso on Tuesday over unpaid wages.\n",
        None,
        "en",
        date(2024, 6, 5),
        Source("Wire"),
        "https://wire.example/1",
    ),
    Report(
        "ward",
        "About 90 nurses marched in Temuco on Tuesday to demand new wards.\n",
        None,
        "en",
        date(2024, 6, 5),
        Source("Wire"),
    ),
]
