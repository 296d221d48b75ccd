"""Large documents, folded up while nobody reads them: a unit waits for its sites much longer than it reads."""

from __future__ import annotations

import gzip
import pickle
from typing import Any

from isal import igzip

from inspector.facts.document import Document

_LARGE = 1024 * 1024
"""Bytes in pickled form from which a document is folded; opened and read it takes six times as much."""
_LEVEL = 1
_OWN = frozenset({"rest", "_unfolded"})


class Resting(Document):
    """A document that any question unfolds; `rest` lets go of what was unfolded."""

    _folded: bytes
    _whole: Document | None

    def __init__(self, folded: bytes) -> None:
        vars(self).update(_folded=folded, _whole=None)

    def __getattribute__(self, name: str) -> Any:
        if name in _OWN or name.startswith("__"):
            return object.__getattribute__(self, name)
        return getattr(self._unfolded(), name)

    def rest(self) -> None:
        """Nobody reads it for a while."""
        vars(self)["_whole"] = None

    def _unfolded(self) -> Document:
        own = vars(self)
        if own["_whole"] is None:
            own["_whole"] = pickle.loads(gzip.decompress(own["_folded"]))  # noqa: S301 - of a process of ours
        whole: Document = own["_whole"]
        return whole


def folded(document: Document | None) -> tuple[bool, bytes]:
    """A document as one process hands it to another, and whether it is large."""
    plain = pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
    large = len(plain) > _LARGE
    return large, igzip.compress(plain, _LEVEL) if large else plain


def unfolded(large: bool, told: bytes) -> Document | None:
    """What `folded` was given; where it is large, resting."""
    if large:
        return Resting(told)
    document: Document | None = pickle.loads(told)  # noqa: S301 - of a process of ours
    return document
