"""Two processes that write to one database lose nothing, and never take the same place twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hung_process import communicated

from inspector.store import Store, open_store

_WRITER = """
import sys
from pathlib import Path
from inspector.errors import StorageError
from inspector.model.order import Event
from inspector.store import open_store

url, folder, name = sys.argv[1:]
won = 0
with open_store(url, Path(folder)) as store:
    for n in range(40):
        at = "2026-11-24T10:00:00+08:00"
        store.add_events([Event("own", name, n, "found", name, at)])
        try:
            store.add_events([Event("shared", "place", n, "found", name, at)])
            won += 1
        except StorageError:
            pass
print(won)
"""


def test_both_are_kept_whole_and_each_place_has_one_owner(
    store: Store, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Eighty events of their own, forty that only one of them could add; the refused ones are told as errors."""
    url = "sqlite:///data/inspector.db"
    if request.node.callspec.params["store"] == "postgres":
        url = str(request.getfixturevalue("postgres"))

    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, url, str(tmp_path), name], stdout=subprocess.PIPE, text=True)
        for name in ("a", "b")
    ]
    won = [int(communicated(writer)[0]) for writer in writers]

    with open_store(url, tmp_path) as seen:
        assert len(seen.events("own")) == 80
        assert [event.seq for event in seen.events("shared")] == sorted({event.seq for event in seen.events("shared")})
        assert sum(won) == len(seen.events("shared")) == 40
