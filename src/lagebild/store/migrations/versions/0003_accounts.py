"""Accounts with their sessions and tokens, and who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")


def _account(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["account"], ["accounts.account"], name=f"fk_{table}_account_accounts", ondelete="CASCADE")
    return sa.Column("account", NAME, nullable=False), key


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "accounts",
        sa.Column("account", NAME, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_accounts"),
    )
    op.create_table(
        "sessions",
        sa.Column("session", sa.String(length=64), nullable=False),
        *_account("sessions"),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("last", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_sessions"),
    )
    op.create_table(
        "tokens",
        sa.Column("token", NUMBER, autoincrement=True, nullable=False),
        *_account("tokens"),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("until", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("token", name="pk_tokens"),
        sa.UniqueConstraint("hash", name="uq_tokens_hash"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit",
        sa.Column("entry", NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("target", sa.Text(), server_default="", nullable=False),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    for table, column in (("sessions", "account"), ("tokens", "account"), ("audit", "who")):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Take it back."""
    for table in ("audit", "tokens", "sessions", "accounts"):
        op.drop_table(table)
