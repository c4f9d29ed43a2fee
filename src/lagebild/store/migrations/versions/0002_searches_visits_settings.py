"""What people keep for themselves: saved searches, visits, settings; and the order in which documents came into stories."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "arrivals",
        sa.Column("arrival", NUMBER, autoincrement=True, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.document"], name="fk_arrivals_document_documents", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("arrival", name="pk_arrivals"),
        sa.UniqueConstraint("document", name="uq_arrivals_document"),
        sqlite_autoincrement=True,
    )
    # what stands in a story already came in the order of its numbers
    op.execute("INSERT INTO arrivals (document) SELECT document FROM members ORDER BY document")
    op.create_table(
        "searches",
        sa.Column("search", NUMBER, autoincrement=True, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("search", name="pk_searches"),
        sa.UniqueConstraint("who", "name", name="uq_searches_who_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settings",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("setting", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("who", "setting", name="pk_settings"),
    )
    op.create_table(
        "visits",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("last", sa.Float(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("since_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("who", name="pk_visits"),
    )


def downgrade() -> None:
    """Take it back."""
    for table in ("visits", "settings", "searches", "arrivals"):
        op.drop_table(table)
