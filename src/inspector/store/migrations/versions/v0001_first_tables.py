"""The first tables: runs, what they found, and what people ruled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INDEXES = (("run", "quarter"), ("unit_result", "unit"), ("finding", "id"), ("finding", "rule"), ("ruling", "unit"))
TABLES = ("run", "unit_result", "pack_result", "finding", "ledger_entry", "ruling")


def upgrade() -> None:
    """Makes the tables and their indexes."""
    op.create_table(
        "run",
        *_texts("id", "quarter", "as_of", "started", "finished"),
        sa.Column("complete", sa.Boolean(), nullable=False),
        *_texts(
            "engine_version", "rules_digest", "registry_digest", "calendar_digest", "evidence_root", "result_digest"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "unit_result",
        *_texts("run_id", "unit", "name", "type"),
        *_points("value", "floor", "max", "coverage"),
        *_texts("grade_zh", "grade_en"),
        sa.Column("veto", sa.String(), nullable=True),
        *_of_a_run("unit"),
    )
    op.create_table(
        "pack_result", *_texts("run_id", "unit", "pack"), *_points("max", "points"), *_of_a_run("unit", "pack")
    )
    op.create_table(
        "finding",
        *_texts("run_id", "id", "unit", "rule", "subject", "outcome", "severity", "attribution", "reason"),
        *_texts("message_zh", "message_en"),
        *_points("points"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        *_of_a_run("position"),
    )
    op.create_table(
        "ledger_entry",
        *_texts("run_id", "unit", "pack", "rule", "finding", "reason_zh", "reason_en"),
        *_points("points"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_of_a_run("position"),
    )
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts(
            "unit", "rule", "subject", "new", "authority", "basis", "author", "at", "valid_from", "valid_to", "old"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Takes them all away."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _points(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(40), nullable=False) for name in names]


def _of_a_run(*key: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", *key),
    ]
