"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the change."""
    _words()
    op.create_table(
        "corrections",
        sa.Column("correction", NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_by", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("correction", name="pk_corrections"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_target", "corrections", ["target"], unique=False)

    op.create_table(
        "leases",
        sa.Column("lease", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("lease", name="pk_leases"),
    )
    op.create_table(
        "queue",
        sa.Column("document", NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("until", sa.Float(), nullable=True),
        sa.Column("cause", sa.Text(), server_default="", nullable=False),
        sa.Column("way_out", sa.Text(), server_default="", nullable=False),
        sa.Column("entered", sa.Text(), server_default="", nullable=False),
        sa.Column("touched", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_queue"),
        sa.UniqueConstraint("key", name="uq_queue_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_queue_entered", "queue", ["entered"], unique=False)
    op.create_index("ix_queue_source", "queue", ["source"], unique=False)
    op.create_index("ix_queue_step_attempts_document", "queue", ["step", "attempts", "document"], unique=False)

    op.create_table(
        "sources",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("state", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_sources"),
    )
    op.create_table(
        "stories",
        sa.Column("story", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("content", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("first", sa.Text(), server_default="", nullable=False),
        sa.Column("last", sa.Text(), server_default="", nullable=False),
        sa.Column("rank", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("documents", sa.Integer(), server_default="0", nullable=False),
        sa.Column("origins", sa.Integer(), server_default="0", nullable=False),
        sa.Column("contradictions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("follows", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("story", name="pk_stories"),
    )
    op.create_index("ix_stories_content", "stories", ["content"], unique=False)
    op.create_index("ix_stories_follows", "stories", ["follows"], unique=False)
    op.create_index("ix_stories_origins_place_story", "stories", ["origins", "place", "story"], unique=False)
    op.create_index("ix_stories_place_story", "stories", ["place", "story"], unique=False)

    op.create_table(
        "watchlists",
        sa.Column("watchlist", sa.String(length=80), nullable=False),
        sa.Column("codes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("watchlist", name="pk_watchlists"),
    )
    op.create_table(
        "documents",
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=16), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("lang", sa.Text(), server_default="", nullable=False),
        sa.Column("published", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("publisher", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("repaired", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("raw_type", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["document"], ["queue.document"], name="fk_documents_document_queue", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name="pk_documents"),
        sa.UniqueConstraint("address", name="uq_documents_address"),
        sa.UniqueConstraint("key", name="uq_documents_key"),
        sa.UniqueConstraint("place", name="uq_documents_place"),
    )
    op.create_index("ix_documents_content", "documents", ["content"], unique=False)
    op.create_index("ix_documents_published", "documents", ["published"], unique=False)
    op.create_index("ix_documents_publisher_place", "documents", ["publisher", "place"], unique=False)
    op.create_index("ix_documents_source_published", "documents", ["source", "published"], unique=False)

    op.create_table(
        "events",
        sa.Column("event", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("story", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("polarity", sa.Text(), server_default="", nullable=False),
        sa.Column("date_from", sa.Text(), server_default="", nullable=False),
        sa.Column("date_to", sa.Text(), server_default="", nullable=False),
        sa.Column("where", sa.Text(), server_default="", nullable=False),
        sa.Column("reliability", sa.String(length=1), nullable=False),
        sa.Column("credibility", sa.Integer(), server_default="0", nullable=False),
        sa.Column("origins", sa.Integer(), server_default="0", nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.story"], name="fk_events_story_stories", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", name="pk_events"),
    )
    op.create_index("ix_events_date_from", "events", ["date_from"], unique=False)
    op.create_index("ix_events_place_event", "events", ["place", "event"], unique=False)
    op.create_index("ix_events_story", "events", ["story"], unique=False)

    op.create_table(
        "changes",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("gone", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("come", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("other", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_changes_document_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "reader", name="pk_changes"),
    )
    op.create_table(
        "claims",
        sa.Column("claim", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("polarity", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("band", sa.Text(), server_default="", nullable=False),
        sa.Column("attribution", sa.Text(), server_default="", nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("original", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_claims_document_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", name="pk_claims"),
    )
    op.create_index("ix_claims_document", "claims", ["document"], unique=False)
    op.create_index("ix_claims_place_claim", "claims", ["place", "claim"], unique=False)
    op.create_index("ix_claims_rule", "claims", ["rule"], unique=False)
    op.create_index("ix_claims_type_place", "claims", ["type", "place"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("a", NUMBER, nullable=False),
        sa.Column("b", NUMBER, nullable=False),
        sa.Column("candidate", sa.Boolean(), nullable=False),
        sa.Column("happening", sa.Float(), nullable=False),
        sa.Column("probabilities", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["documents.document"], name="fk_decisions_a_documents", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["documents.document"], name="fk_decisions_b_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b", name="pk_decisions"),
    )
    op.create_index("ix_decisions_b", "decisions", ["b"], unique=False)

    op.create_table(
        "event_claims",
        sa.Column("event", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("claim", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.event"], name="fk_event_claims_event_events", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "claim", name="pk_event_claims"),
    )
    op.create_index("ix_event_claims_claim", "event_claims", ["claim"], unique=False)

    op.create_table(
        "event_sides",
        sa.Column("event", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.event"], name="fk_event_sides_event_events", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "role", "code", name="pk_event_sides"),
    )
    op.create_index("ix_event_sides_code_place_event", "event_sides", ["code", "place", "event"], unique=False)

    op.create_table(
        "members",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("story", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("parent", NUMBER, nullable=True),
        sa.Column("relation", sa.Text(), server_default="", nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_members_document_documents", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story"], ["stories.story"], name="fk_members_story_stories", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name="pk_members"),
    )
    op.create_index("ix_members_story", "members", ["story"], unique=False)

    op.create_table(
        "notes",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_notes_document_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "number", name="pk_notes"),
    )
    op.create_table(
        "sheets",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("reader", sa.Text(), server_default="", nullable=False),
        sa.Column("lang", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("warnings", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_sheets_document_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name="pk_sheets"),
    )
    op.create_index("ix_sheets_reader", "sheets", ["reader"], unique=False)

    op.create_table(
        "statements",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_statements_document_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "number", name="pk_statements"),
    )
    op.create_index("ix_statements_code", "statements", ["code"], unique=False)

    op.create_table(
        "traits",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("lead", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("lead_floor", sa.Integer(), nullable=False),
        sa.Column("title_floor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_traits_document_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name="pk_traits"),
    )
    op.create_index("ix_traits_month", "traits", ["month"], unique=False)

    op.create_table(
        "claim_contexts",
        sa.Column("claim", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("context", sa.String(length=40), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.claim"], name="fk_claim_contexts_claim_claims", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", "context", name="pk_claim_contexts"),
    )
    op.create_index("ix_claim_contexts_context_place", "claim_contexts", ["context", "place", "claim"], unique=False)

    op.create_table(
        "claim_pairs",
        sa.Column("claim", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("one", sa.String(length=60), nullable=False),
        sa.Column("other", sa.String(length=60), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.claim"], name="fk_claim_pairs_claim_claims", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", "one", "other", name="pk_claim_pairs"),
    )
    op.create_index("ix_claim_pairs_one_other_place", "claim_pairs", ["one", "other", "place", "claim"], unique=False)

    op.create_table(
        "claim_roles",
        sa.Column("claim", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.claim"], name="fk_claim_roles_claim_claims", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", "role", "code", name="pk_claim_roles"),
    )
    op.create_index("ix_claim_roles_code_place", "claim_roles", ["code", "place", "claim"], unique=False)


def _words() -> None:
    # the words of full-text search are prepared by the program: neither engine may cut or fold them in a way of its own
    if op.get_bind().dialect.name == "postgresql":
        op.create_table("lemmas", sa.Column("place", sa.BigInteger(), primary_key=True), sa.Column("words", postgresql.TSVECTOR()))
        op.create_index("ix_lemmas_words", "lemmas", ["words"], postgresql_using="gin")
    else:
        op.execute("CREATE VIRTUAL TABLE lemmas USING fts5(words, tokenize='ascii', detail=none, columnsize=0)")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("lemmas")

    op.drop_table("claim_roles")

    op.drop_table("claim_pairs")

    op.drop_table("claim_contexts")

    op.drop_table("traits")

    op.drop_table("statements")

    op.drop_table("sheets")
    op.drop_table("notes")

    op.drop_table("members")

    op.drop_table("event_sides")

    op.drop_table("event_claims")

    op.drop_table("decisions")

    op.drop_table("claims")
    op.drop_table("changes")

    op.drop_table("events")

    op.drop_table("documents")
    op.drop_table("watchlists")

    op.drop_table("stories")
    op.drop_table("sources")

    op.drop_table("queue")
    op.drop_table("leases")

    op.drop_table("corrections")
