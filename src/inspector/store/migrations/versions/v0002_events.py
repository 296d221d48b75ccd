"""What was done about the issues: events of orders and appeals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXTS = ("stream", "key", "kind", "author", "at", "authority", "reason", "data")


def upgrade() -> None:
    """Makes the table; no two events have the same place in a row, whoever writes first."""
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("stream", "key", "seq", name="uq_event_place"),
    )
    op.create_index("ix_event_key", "event", ["key"])


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("event")
