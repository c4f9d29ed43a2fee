"""The tables of the store, as SQLAlchemy metadata; `migrations/` makes them, docs/store.md describes them.

What was gathered (`queue`, `documents`) and what people said (`corrections`, `watchlists`, `searches`, `settings`, `visits`) is kept; all
else is derived from these and can be made again. The words for full-text search stand in a table of the engine's own kind; see `words.py`.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
# plain JSON on both: it keeps the order of keys; null is stored as SQL's own, so that "has none" can be asked for
_JSON = JSON(none_as_null=True)
# SQLite numbers rows by itself only where the key is a plain INTEGER
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
# names are compared sign by sign on both, whatever the language of the database
_NAME = String(60).with_variant(String(60, collation="C"), "postgresql")


def _text(name: str, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, default="", server_default="", index=index)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, default=0, server_default="0")


def _of_document(primary: bool = True) -> Column[int]:
    key = ForeignKey("documents.document", ondelete="CASCADE")
    return Column("document", _NUMBER, key, primary_key=primary, nullable=False, index=not primary)


def _of_claim() -> Column[str]:
    return Column("claim", _NAME, ForeignKey("claims.claim", ondelete="CASCADE"), primary_key=True)


def _of_story() -> Column[str]:
    return Column("story", _NAME, ForeignKey("stories.story", ondelete="CASCADE"), nullable=False, index=True)


def _of_event() -> Column[str]:
    return Column("event", _NAME, ForeignKey("events.event", ondelete="CASCADE"), primary_key=True)


queue = Table(
    "queue", metadata,
    Column("document", _NUMBER, primary_key=True, autoincrement=True), Column("key", Text, nullable=False, unique=True),
    _text("source", index=True), Column("step", String(10), nullable=False), _count("attempts"),
    Column("due", Float, nullable=False, default=0.0), Column("owner", Text), Column("until", Float), _text("cause"), _text("way_out"),
    # grows whenever a document is to be traced again: who traced it before knows by it that there is more to do
    _text("entered", index=True), _count("touched"),
    Index("ix_queue_step_attempts_document", "step", "attempts", "document"), sqlite_autoincrement=True,
)  # fmt: skip

sources = Table("sources", metadata, Column("source", String(80), primary_key=True), Column("state", _JSON, nullable=False))

leases = Table(
    "leases", metadata,
    Column("lease", String(40), primary_key=True), Column("owner", Text, nullable=False), Column("until", Float, nullable=False),
)  # fmt: skip

documents = Table(
    "documents", metadata,
    Column("document", _NUMBER, ForeignKey("queue.document", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True), Column("address", String(16), nullable=False, unique=True),
    # the order of time as one number, newest last; see `orders.py`
    Column("place", BigInteger, nullable=False, unique=True), Column("content", String(16), nullable=False, index=True),
    _text("title"), _text("text"), _text("lang"), _text("published", index=True), _text("url"), _text("publisher"), _text("author"),
    Column("repaired", Boolean, nullable=False), _text("source"), Column("raw", LargeBinary), _text("raw_type"),
    Index("ix_documents_publisher_place", "publisher", "place"), Index("ix_documents_source_published", "source", "published"),
)  # fmt: skip

# the reader's language, and its title and text where they are not those that were gathered
sheets = Table(
    "sheets", metadata,
    _of_document(), _text("reader", index=True), _text("lang"), Column("title", Text), Column("text", Text),
    Column("warnings", _JSON, nullable=False),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("claim", _NAME, primary_key=True), _of_document(primary=False), _count("number"),
    Column("place", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False), Column("type", String(20), nullable=False), _text("polarity"), _text("status"),
    _text("band"), _text("attribution"), _text("rule", index=True), _text("state"), Column("body", _JSON, nullable=False),
    Column("original", _JSON), Index("ix_claims_place_claim", "place", "claim"), Index("ix_claims_type_place", "type", "place"),
)  # fmt: skip

claim_roles = Table(
    "claim_roles", metadata,
    _of_claim(), Column("role", String(10), primary_key=True), Column("code", String(60), primary_key=True),
    Column("place", BigInteger, nullable=False), Index("ix_claim_roles_code_place", "code", "place", "claim"),
    # those of the claim: what is rare of a frequent actor is found without looking at all that it stands in
    Column("kind", String(10), nullable=False, server_default=""), Column("type", String(20), nullable=False, server_default=""),
    Index("ix_claim_roles_code_kind", "code", "kind", "place", "claim"),
    Index("ix_claim_roles_code_type", "code", "type", "place", "claim"),
)  # fmt: skip

claim_pairs = Table(
    "claim_pairs", metadata,
    _of_claim(), Column("one", String(60), primary_key=True), Column("other", String(60), primary_key=True),
    Column("place", BigInteger, nullable=False), Index("ix_claim_pairs_one_other_place", "one", "other", "place", "claim"),
)  # fmt: skip

claim_contexts = Table(
    "claim_contexts", metadata,
    _of_claim(), Column("context", String(40), primary_key=True), Column("place", BigInteger, nullable=False),
    Index("ix_claim_contexts_context_place", "context", "place", "claim"),
)  # fmt: skip

statements = Table(
    "statements", metadata,
    _of_document(), Column("number", Integer, primary_key=True), _text("code", index=True), Column("body", _JSON, nullable=False),
)  # fmt: skip

notes = Table(
    "notes", metadata,
    _of_document(), Column("number", Integer, primary_key=True), Column("kind", String(40), nullable=False),
    Column("body", _JSON, nullable=False),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    _of_document(), Column("reader", String(60), primary_key=True), Column("gone", _JSON, nullable=False),
    Column("come", _JSON, nullable=False),
    Column("other", _JSON, nullable=False),
)  # fmt: skip

traits = Table(
    "traits", metadata,
    _of_document(), Column("month", Integer, index=True), Column("signature", LargeBinary), Column("lead", LargeBinary, nullable=False),
    Column("title", LargeBinary, nullable=False), Column("lead_floor", Integer, nullable=False),
    Column("title_floor", Integer, nullable=False),
)  # fmt: skip

decisions = Table(
    "decisions", metadata,
    Column("a", _NUMBER, ForeignKey("documents.document", ondelete="CASCADE"), primary_key=True),
    Column("b", _NUMBER, ForeignKey("documents.document", ondelete="CASCADE"), primary_key=True, index=True),
    Column("candidate", Boolean, nullable=False), Column("happening", Float, nullable=False),
    Column("probabilities", _JSON, nullable=False),
    Column("evidence", _JSON, nullable=False),
)  # fmt: skip

stories = Table(
    "stories", metadata,
    Column("story", _NAME, primary_key=True), Column("content", String(16), nullable=False, index=True), _text("title"),
    _text("first"), _text("last"), _text("rank"), Column("place", BigInteger, nullable=False), _count("documents"), _count("origins"),
    _count("contradictions"), _text("follows", index=True), Column("body", _JSON, nullable=False),
    Index("ix_stories_place_story", "place", "story"), Index("ix_stories_origins_place_story", "origins", "place", "story"),
    # answers for how many origins a story stands without a look at its row, which is long
    Index("ix_stories_place_origins", "place", "origins"),
)  # fmt: skip

members = Table(
    "members", metadata,
    _of_document(), _of_story(), Column("parent", _NUMBER), _text("relation"), Column("probability", Float, nullable=False),
)  # fmt: skip

events = Table(
    "events", metadata,
    Column("event", _NAME, primary_key=True), _of_story(), Column("number", Integer, nullable=False),
    Column("type", String(20), nullable=False), _text("polarity"), _text("date_from", index=True), _text("date_to"), _text("where"),
    Column("reliability", String(1), nullable=False), _count("credibility"), _count("origins"),
    # that of the newest document of the story
    Column("place", BigInteger, nullable=False), Index("ix_events_place_event", "place", "event"),
)  # fmt: skip

event_sides = Table(
    "event_sides", metadata,
    _of_event(), Column("role", String(10), primary_key=True), Column("code", String(60), primary_key=True),
    Column("place", BigInteger, nullable=False), Index("ix_event_sides_code_place_event", "code", "place", "event"),
)  # fmt: skip

event_claims = Table("event_claims", metadata, _of_event(), Column("claim", _NAME, primary_key=True, index=True))

corrections = Table(
    "corrections", metadata,
    Column("correction", _NUMBER, primary_key=True, autoincrement=True), Column("kind", String(10), nullable=False),
    Column("target", Text, nullable=False, index=True), Column("detail", _JSON, nullable=False), _text("why"), _text("who"), _text("at"),
    _text("undone_by"), _text("undone_at"), sqlite_autoincrement=True,
)  # fmt: skip

watchlists = Table(
    "watchlists", metadata,
    Column("watchlist", String(80), primary_key=True), Column("codes", _JSON, nullable=False), _text("who"), _text("at"),
)  # fmt: skip

# the order in which documents first came into a story: one program at a time traces, so whoever has seen one number has seen all below it
arrivals = Table(
    "arrivals", metadata,
    Column("arrival", _NUMBER, primary_key=True, autoincrement=True),
    Column("document", _NUMBER, ForeignKey("documents.document", ondelete="CASCADE"), nullable=False, unique=True),
    sqlite_autoincrement=True,
)  # fmt: skip

# a search that somebody has saved: the fields of its address
searches = Table(
    "searches", metadata,
    Column("search", _NUMBER, primary_key=True, autoincrement=True), Column("who", Text, nullable=False),
    Column("name", Text, nullable=False), Column("question", _JSON, nullable=False), _text("at"), Unique("who", "name"),
    sqlite_autoincrement=True,
)  # fmt: skip

settings = Table(
    "settings", metadata,
    Column("who", Text, primary_key=True), Column("setting", String(40), primary_key=True), Column("value", _JSON, nullable=False),
)  # fmt: skip

# when somebody was last here, the arrival seen last then, and the one that was last when this visit began (none at the first)
visits = Table(
    "visits", metadata,
    Column("who", Text, primary_key=True), Column("last", Float, nullable=False), Column("seen", BigInteger, nullable=False),
    Column("since", BigInteger), Column("since_at", Float),
)  # fmt: skip

# who may use a desk that others can reach; of passwords, sessions and tokens only hashes are kept
accounts = Table(
    "accounts", metadata,
    Column("account", _NAME, primary_key=True), Column("role", String(10), nullable=False), Column("password", Text, nullable=False),
    _text("at"),
)  # fmt: skip


def _of_account() -> Column[str]:
    return Column("account", _NAME, ForeignKey("accounts.account", ondelete="CASCADE"), nullable=False, index=True)


sessions = Table(
    "sessions", metadata,
    Column("session", String(64), primary_key=True), _of_account(), Column("since", Float, nullable=False),
    Column("last", Float, nullable=False),
)  # fmt: skip

tokens = Table(
    "tokens", metadata,
    Column("token", _NUMBER, primary_key=True, autoincrement=True), _of_account(), _text("name"),
    Column("hash", String(64), nullable=False, unique=True), _text("at"), Column("until", Float), sqlite_autoincrement=True,
)  # fmt: skip

# who did what from where; it outlives the accounts
audit = Table(
    "audit", metadata,
    Column("entry", _NUMBER, primary_key=True, autoincrement=True), _text("at"), _text("who", index=True),
    Column("action", String(20), nullable=False), _text("target"), _text("origin"), sqlite_autoincrement=True,
)  # fmt: skip
