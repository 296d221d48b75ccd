"""Run by Alembic, on the connection that `store.open` or a developer's command hands in."""

from alembic import context
from sqlmodel import SQLModel

from inspector.store import tables  # noqa: F401 - the tables announce themselves to SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
