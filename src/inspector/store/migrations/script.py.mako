"""${message}"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel  # Alembic names its types
from alembic import op

import inspector.store.tables
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """What this version adds."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """What going back takes away."""
    ${downgrades if downgrades else "pass"}
