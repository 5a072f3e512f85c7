"""The tables of an observatory's memory; docs/data-model.md says what each column means.

Days are dates, moments are UTC. Offsets count characters of the report's text, end exclusive. JSON stands only where the
codebook gives the shape (`codes`) and where a decision keeps any field's value.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    func,
    literal_column,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("domain", String),
    Column("country", String(2)),
    Column("scale", String),
)

report = Table(
    "report",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", ForeignKey("source.id"), index=True),
    Column("title", Text),
    Column("language", String(2)),
    Column("published", Date, index=True),
    Column("url", Text),
    Column("author", Text),
    Column("section", Text),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False, index=True),
    Column("copy_of", ForeignKey("report.id")),
    Column("version_of", String),
    Column("original", String(64)),
    Column("rare_words", Text),
    Column("added", DateTime, nullable=False, index=True),
    Column("coded_by", String),
)

report_band = Table(
    "report_band",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", ForeignKey("report.id"), primary_key=True),
)

feed = Table(
    "feed",
    metadata,
    Column("url", String, primary_key=True),
    Column("added", DateTime, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("asked", DateTime),
    Column("not_before", DateTime),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
)

feed_page = Table(
    "feed_page",
    metadata,
    Column("url", String, primary_key=True),
    Column("feed_url", ForeignKey("feed.url"), nullable=False, index=True),
    Column("seen", DateTime, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("not_before", DateTime),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("title", Text),
    Column("published", Date),
    Column("outlet", String),
    Column("text", Text),
)

event = Table(
    "event",
    metadata,
    Column("id", String, primary_key=True),
    Column("family", String, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("date_from", Date),
    Column("date_to", Date),
    Column("date_precision", String),
    Column("place", String, index=True),
    Column("country", String(2)),
    Column("admin1", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("place_precision", String),
    Column("review", String, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("added", DateTime),
    Column("merged_into", ForeignKey("event.id")),
    Column("lot", Float),
    Column("priority", Float),
)

mention = Table(
    "mention",
    metadata,
    Column("id", String, primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("event_id", ForeignKey("event.id"), nullable=False, index=True),
    Column("account_id", String, index=True),
    Column("meaning", BigInteger),
    Column("family", String, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("date_from", Date),
    Column("date_to", Date),
    Column("date_precision", String),
    Column("date_start", Integer),
    Column("date_end", Integer),
    Column("date_inherited", Boolean),
    Column("date_method", String),
    Column("place_id", ForeignKey("place.id")),
    Column("place_start", Integer),
    Column("place_end", Integer),
    Column("place_score", Float),
    Column("place_inherited", Boolean),
    Column("place_method", String),
    Column("codes", JSON),
)

link = Table(
    "link",
    metadata,
    Column("left_account", String, primary_key=True),
    Column("right_account", String, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False, index=True),
    Column("probability", Float, nullable=False),
    Column("weights", JSON, nullable=False),
)

mention_role = Table(
    "mention_role",
    metadata,
    Column("mention_id", ForeignKey("mention.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("role", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("actor_id", ForeignKey("actor.id"), index=True),
    Column("country", String(2)),
    Column("sectors", String, nullable=False),
    Column("count", Integer),
)

mention_quantity = Table(
    "mention_quantity",
    metadata,
    Column("mention_id", ForeignKey("mention.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("of", String, nullable=False),
    Column("low", Integer),
    Column("best", Integer),
    Column("high", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

mention_demand = Table(
    "mention_demand",
    metadata,
    Column("mention_id", ForeignKey("mention.id"), primary_key=True),
    Column("demand", String, primary_key=True),
    Column("start", Integer),
    Column("end", Integer),
)

place = Table(
    "place",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("geonames_id", Integer),
    Column("country", String(2), index=True),
    Column("admin1", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String),
    Column("joined_into", ForeignKey("place.id")),
)

place_candidate = Table(
    "place_candidate",
    metadata,
    Column("mention_id", ForeignKey("mention.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("place", String, nullable=False),
    Column("name", String, nullable=False),
    Column("score", Float, nullable=False),
)

actor = Table(
    "actor",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("country", String(2)),
    Column("candidate", Boolean, nullable=False),
    Column("joined_into", ForeignKey("actor.id")),
)

total = Table(
    "total",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("of", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", Float, nullable=False),
    Column("unit", String, nullable=False),
    Column("period_from", Date),
    Column("period_to", Date),
    Column("base_from", Date),
    Column("base_to", Date),
    Column("attributed_to", String),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

total_check = Table(
    "total_check",
    metadata,
    Column("total_id", ForeignKey("total.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("check", String, nullable=False),
    Column("expected", Float),
    Column("stated", Float, nullable=False),
    Column("verdict", String, nullable=False),
    Column("why", Text),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("password_hash", String),
    Column("access", String),
    Column("sessions", Integer, nullable=False, server_default="0"),
    Column("totp_secret", String),
    Column("totp_on", Boolean, nullable=False, server_default=false()),
    Column("totp_step", Integer),
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("event_id", ForeignKey("event.id"), index=True),
    Column("kind", String, nullable=False),
    Column("field", String),
    Column("old", JSON),
    Column("new", JSON),
    Column("why", Text),
    Column("undoes", ForeignKey("decision.number")),
    Column("previous_sha256", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    UniqueConstraint("sha256"),
)

release = Table(
    "release",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("decision_number", ForeignKey("decision.number")),
    Column("software", String, nullable=False),
    Column("note", Text),
)

conflict = Table(
    "conflict",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False, index=True),
    Column("report_id", ForeignKey("report.id"), nullable=False),
    Column("field", String, nullable=False),
    Column("kept", Text),
    Column("coded", Text),
    Column("coded_by", String, nullable=False),
    Column("log_number", Integer, nullable=False),
)

# Each index of a large table takes seconds of every check and a part of every addition: what is seldom there is kept of those rows alone.
for _column in (report.c.url, report.c.copy_of, report.c.version_of):
    _GIVEN = _column.is_not(None)
    Index(f"ix_report_{_column.name}", _column, sqlite_where=_GIVEN, postgresql_where=_GIVEN)
_MERGED = event.c.merged_into.is_not(None)
Index("ix_event_merged_into", event.c.merged_into, sqlite_where=_MERGED, postgresql_where=_MERGED)
for _table in (actor, place):
    _JOINED = _table.c.joined_into.is_not(None)
    Index(f"ix_{_table.name}_joined_into", _table.c.joined_into, sqlite_where=_JOINED, postgresql_where=_JOINED)
_NEWEST = (event.c.date_from.desc().nulls_last(), event.c.id)
Index("ix_event_newest", *_NEWEST)
Index("ix_event_added", event.c.added.desc().nulls_last(), event.c.id)
Index("ix_event_type", event.c.type, *_NEWEST)
Index("ix_event_family", event.c.family, *_NEWEST)
Index("ix_event_status", event.c.status, *_NEWEST)
Index("ix_event_review", event.c.review, *_NEWEST)
Index("ix_event_priority", event.c.review, event.c.priority.desc().nulls_last(), event.c.id)
Index("ix_event_lot", event.c.lot)
_STANDING = event.c.merged_into.is_(None)
_URGENT = (event.c.priority.desc().nulls_last(), event.c.id)
#: An event's state, '' where none is known, as the index of events near another holds it.
STATE = func.coalesce(event.c.admin1, literal_column("''"))
_NEAR = (
    *(event.c.family, event.c.country, STATE, event.c.date_from, event.c.date_to),
    *(event.c.place, event.c.place_precision, event.c.review, event.c.id),
)
# What the queue shows and counts is read off one of these alone; for that SQLite needs the column of the condition in it, too.
for _name, _columns, _held in (
    ("ix_event_unread", (event.c.review, event.c.added, event.c.id), _STANDING),
    ("ix_event_type_priority", (event.c.type, event.c.review, *_URGENT), _STANDING),
    ("ix_event_status_priority", (event.c.status, event.c.review, *_URGENT, event.c.date_to), _STANDING),
    ("ix_event_days", (event.c.date_from, event.c.date_to, event.c.review, *_URGENT, event.c.country), _STANDING),
    ("ix_event_near", _NEAR, _STANDING),
    ("ix_event_near_long", _NEAR, _STANDING & (event.c.date_to > event.c.date_from)),
):
    Index(_name, *_columns, event.c.merged_into, sqlite_where=_held, postgresql_where=_held)
Index("ix_event_where_when", event.c.country, event.c.admin1, event.c.date_from)
Index("ix_decision_kind", decision.c.kind, decision.c.field, decision.c.event_id)
Index("ix_mention_role_text", mention_role.c.role, mention_role.c.actor_id)

api_token = Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("scopes", String, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("expires", DateTime, nullable=False),
)

double_coding = Table(
    "double_coding",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("begun", DateTime, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True, index=True),
    Column("at", DateTime, nullable=False),
    Column("verdict", String, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("date_from", Date),
    Column("date_to", Date),
    Column("place", String),
    Column("why", Text),
    Column("shown", JSON, nullable=False),
)

hold = Table(
    "hold",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False, unique=True),
    Column("until", DateTime, nullable=False),
)

assignment = Table(
    "assignment",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("by_id", ForeignKey("person.id"), nullable=False),
    Column("at", DateTime, nullable=False),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("query", Text, nullable=False),
    UniqueConstraint("person_id", "name"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id")),
    Column("access", String, nullable=False),
    Column("by_id", ForeignKey("person.id"), nullable=False),
    Column("expires", DateTime, nullable=False),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
)

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("about", Text),
    Column("person", String, nullable=False),
    Column("state", String, nullable=False),
    Column("begun", DateTime, nullable=False),
    Column("heard", DateTime, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer),
    Column("reason", String),
    Column("reason_values", JSON),
    Column("counts", JSON),
    Column("details", JSON),
)
