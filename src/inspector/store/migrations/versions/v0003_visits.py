"""Availability visits: one row a visit to an address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = ("url", "at", "outcome", "detail")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_visit_at", "visit", ["at"])


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("visit")
