"""Where each life of the log stands: what ended long ago is found by nobody who asks for what has not."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_EVENT = sa.table("event", *map(sa.column, ("stream", "key", "seq", "kind", "at", "data")))
_LIFE = sa.table("life", *map(sa.column, ("stream", "key", "seq", "at", "ended")))
_AT_ONCE = 1000
_ENDS: dict[str, dict[str, dict[str, str]]] = {
    "order": {"closed": {}, "looked_back": {}, "withdrawn": {}, "reviewed": {"verdict": "reject"}, "rechecked": {"outcome": "pass"}},
    "appeal": {"decided": {}},
}  # fmt: skip
"""What ended a life when this table was made."""


def upgrade() -> None:
    """Makes the table and fills it from the log; the index that told the same, slower the longer the log, goes."""
    op.create_table(
        "life",
        sa.Column("stream", sa.String(), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
    )
    _fill(op.get_bind())
    op.create_index("ix_life_ended", "life", ["stream", "ended"])
    op.create_index("ix_life_at", "life", ["stream", "at"])
    op.drop_index("ix_event_life", "event")


def _fill(connection: sa.Connection) -> None:
    """One life after the other, a thousand rows at a time."""
    places = [_EVENT.c[name] for name in ("stream", "key")]
    last = sa.select(*places, sa.func.max(_EVENT.c.seq).label("seq"), sa.func.max(_EVENT.c.at).label("at"))
    lives = last.group_by(*places).subquery()
    same = [_EVENT.c[name] == lives.c[name] for name in ("stream", "key", "seq")]
    query = sa.select(lives, _EVENT.c.kind, _EVENT.c.data).join(_EVENT, sa.and_(*same))
    found = connection.execute(query).fetchall()
    for start in range(0, len(found), _AT_ONCE):
        rows = [
            {"stream": stream, "key": key, "seq": seq, "at": at, "ended": _over(stream, kind, data)}
            for stream, key, seq, at, kind, data in found[start : start + _AT_ONCE]
        ]
        connection.execute(sa.insert(_LIFE), rows)


def _over(stream: str, kind: str, data: str) -> bool:
    said = _ENDS.get(stream, {}).get(kind)
    return said is not None and said.items() <= json.loads(data).items()


def downgrade() -> None:
    """Takes the table away."""
    op.create_index("ix_event_life", "event", ["stream", "key", "seq", "kind", "at"])
    op.drop_table("life")
