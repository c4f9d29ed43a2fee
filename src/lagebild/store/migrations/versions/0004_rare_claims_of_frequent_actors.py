"""Indexes for pages that looked through all claims of an actor or all rows of stories: kind and type of a claim beside its roles."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
COLUMNS = {"kind": 10, "type": 20}


def upgrade() -> None:
    """Make the change."""
    for name, length in COLUMNS.items():
        op.add_column("claim_roles", sa.Column(name, sa.String(length), server_default="", nullable=False))
    of_claim = "(SELECT claims.{0} FROM claims WHERE claims.claim = claim_roles.claim)"
    op.execute("UPDATE claim_roles SET " + ", ".join(f"{name} = {of_claim.format(name)}" for name in COLUMNS))
    for name in COLUMNS:
        op.create_index(f"ix_claim_roles_code_{name}", "claim_roles", ["code", name, "place", "claim"])
    op.create_index("ix_stories_place_origins", "stories", ["place", "origins"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_stories_place_origins", "stories")
    for name in COLUMNS:
        op.drop_index(f"ix_claim_roles_code_{name}", "claim_roles")
    for name in COLUMNS:
        op.drop_column("claim_roles", name)
