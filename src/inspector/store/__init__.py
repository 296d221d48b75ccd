"""What was judged, kept in a database: SQLite in the workspace, or any other that SQLAlchemy knows."""

from inspector.store.open import open_store
from inspector.store.store import Store, StoredFinding, StoredRun, StoredScore

__all__ = ["Store", "StoredFinding", "StoredRun", "StoredScore", "open_store"]
