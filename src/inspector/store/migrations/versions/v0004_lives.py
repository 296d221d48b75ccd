"""What happened last to each thing, and when, is told by an index alone: however long the history, old lives are not opened."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    op.create_index("ix_event_life", "event", ["stream", "key", "seq", "kind", "at"])


def downgrade() -> None:
    """Takes it away."""
    op.drop_index("ix_event_life", "event")
