"""What an observatory keeps: reports, mentions, events, quoted figures and decisions, in SQLite or PostgreSQL."""

from almenara.store.archive import ARCHIVE, Archive
from almenara.store.backup import RELEASES, back_up, restore
from almenara.store.connect import Store, open_store
from almenara.store.corrections import corrections_of
from almenara.store.decision import FIELDS, RELATIONS, Decision, Kind
from almenara.store.decisions import (
    broken_links,
    decide,
    events_touched,
    history,
    latest,
    log_head,
    relations,
    settle,
    standing,
)
from almenara.store.grouping import accounts_in, links_of, put_links, reports_of_accounts, voices_among
from almenara.store.keep import problems_of
from almenara.store.kept import Kept, kept_of
from almenara.store.listing import ReportLine, SourceLine, count_reports, events_told_in, find_reports, sources
from almenara.store.mentions import mentions_of
from almenara.store.nearby import StoredAccount, Window, events_near, stored_accounts
from almenara.store.outlet_coverage import outlets_covered
from almenara.store.refusal import Refusal, StoreError, WithReason
from almenara.store.reports import (
    Belonging,
    event_values,
    known,
    like_texts,
    put_coding,
    put_events,
    put_report,
    rare_words_of,
    report_of,
    reports_by_id,
    text_sha256,
    versions_of,
)
from almenara.store.search import (
    EventFilter,
    Sort,
    count_events,
    count_reviews,
    decided_columns,
    event_columns,
    find_event_ids,
    neighbours_of,
)
from almenara.store.totals import stored_totals

__all__ = [
    "ARCHIVE",
    "FIELDS",
    "RELATIONS",
    "RELEASES",
    "Archive",
    "Belonging",
    "Decision",
    "EventFilter",
    "Kept",
    "Kind",
    "Refusal",
    "ReportLine",
    "Sort",
    "SourceLine",
    "Store",
    "StoreError",
    "StoredAccount",
    "Window",
    "WithReason",
    "accounts_in",
    "back_up",
    "broken_links",
    "corrections_of",
    "count_events",
    "count_reports",
    "count_reviews",
    "decide",
    "decided_columns",
    "event_columns",
    "event_values",
    "events_near",
    "events_told_in",
    "events_touched",
    "find_event_ids",
    "find_reports",
    "history",
    "kept_of",
    "known",
    "latest",
    "like_texts",
    "links_of",
    "log_head",
    "mentions_of",
    "neighbours_of",
    "open_store",
    "outlets_covered",
    "problems_of",
    "put_coding",
    "put_events",
    "put_links",
    "put_report",
    "rare_words_of",
    "relations",
    "report_of",
    "reports_by_id",
    "reports_of_accounts",
    "restore",
    "settle",
    "sources",
    "standing",
    "stored_accounts",
    "stored_totals",
    "text_sha256",
    "versions_of",
    "voices_among",
]
