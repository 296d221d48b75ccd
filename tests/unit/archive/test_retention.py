"""Deletion leaves tombstones under the same seal, and is never silent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.archive import Run, open_run, read_run, verify, verify_evidence
from inspector.archive.earlier import Earlier
from inspector.archive.retention import Holding, forget, holdings
from inspector.archive.verify_evidence import canonical, self_digest
from inspector.errors import EvidenceError
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.exchange import Exchange

AT = "2026-11-24T01:02:03+08:00"
LATER = "2031-11-25T00:00:00+08:00"
BASE = "https://www.qinghe.gov.cn"


def seen(path: str, media: str, method: str = "GET") -> Capture:
    """An answer of some media type."""
    url, body = f"{BASE}/{path}", path.encode() * 50
    wire = Exchange(url, method, (), 200, b"OK", ((b"Content-Type", media.encode()), (b"ETag", b'"1"')), body, AT)
    ask = Ask(url, "HEAD" if method == "HEAD" else "GET")
    return Capture(ask, url, 200, wire.values(), body, AT, wire=(wire,))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A sealed run of two units."""
    made = open_run(tmp_path, "2026Q4-1", {"quarter": "2026Q4"})
    shown = Capture(Ask(f"{BASE}/app", "RENDER"), BASE, body=b"<p>", fetched_at=AT, picture=b"\x89PNG")
    lost = Capture(Ask(f"{BASE}/lost"), fetched_at=AT, failure=Failure.TIMEOUT)
    made.write_unit(
        "11A", [seen("a", "text/html"), seen("b", "application/pdf"), seen("c", "text/html", "HEAD"), shown, lost]
    )
    made.write_unit("22B", [seen("d", "text/html")])
    made.seal("2026-11-24T02:00:00+08:00")
    return made


def test_each_record_belongs_to_a_class(run: Run) -> None:
    """Pages, files, links, pictures; a look that failed is as long-lived as the page would have been."""
    assert {kind: holding.records for kind, holding in holdings(run, "11A").items()} == {
        "pages": 4,
        "files": 2,
        "links": 2,
        "pictures": 1,
    }


def test_what_was_deleted_still_verifies_under_the_same_seal(run: Run) -> None:
    """The root holds, other units are whole, the script says how many records went; the rest of the unit verifies."""
    before = (run.folder / "11A" / "records.warc.gz").stat().st_size
    size = holdings(run, "11A")["files"].bytes

    assert forget(run, "11A", ["files"], LATER, "[retention] files = 5", "王芳") == 2
    assert forget(run, "11A", ["pictures"], LATER, "[retention] pictures = 5", "王芳") == 1
    assert forget(run, "11A", ["files"], LATER, "again", "王芳") == 0

    verdict = verify(run.folder, run.root)
    assert (verdict.ok, verdict.deleted, verdict.fault) == (True, 3, None)
    assert (run.folder / "11A" / "records.warc.gz").stat().st_size < before - size
    assert "files" not in holdings(run, "11A")
    assert holdings(read_run(run.folder), "22B")["pages"] == Holding(2, holdings(run, "22B")["pages"].bytes)
    script = [sys.executable, "-S", str(Path(verify_evidence.__file__)), str(run.folder), run.root]
    said = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    assert "3 records were deleted" in said


def test_who_deleted_stands_in_the_tombstone(run: Run) -> None:
    """The event about it is written afterwards, into the database: a kill may come between the two."""
    forget(run, "22B", ["pages"], LATER, "[retention] pages = 5", "王芳")

    told = json.loads((run.folder / "22B" / "tombstones.json").read_text(encoding="utf-8"))["deleted"]

    assert {(one["by"], one["deleted"], one["why"]) for one in told} == {("王芳", LATER, "[retention] pages = 5")}


def test_what_was_deleted_is_not_judged_again(run: Run) -> None:
    """Reading the unit is refused with the reason; asking a site whether it changed does without the deleted page."""
    forget(run, "22B", ["pages"], LATER, "[retention] pages = 5", "王芳")

    with pytest.raises(EvidenceError, match="cannot be judged again"):
        run.read_unit("22B")
    assert Earlier(run).exchange(f"{BASE}/d") is None
    assert Earlier(run).exchange(f"{BASE}/a") is not None


@pytest.mark.parametrize("change", ["other digest", "one more", "byte", "none", "no why", "day"])
def test_a_tombstone_that_does_not_fit_is_a_fault(run: Run, change: str) -> None:
    """Tombstones name what the manifest recorded: nothing can be swapped or deleted behind them."""
    forget(run, "11A", ["files"], LATER, "[retention] files = 5", "王芳")
    path = run.folder / "11A" / "tombstones.json"
    told = json.loads(path.read_bytes())
    if change == "other digest":
        told["deleted"][0]["sha256"] = "0" * 64
    if change == "one more":
        told["deleted"].append({**told["deleted"][0], "record": 1})
    if change == "no why":
        del told["deleted"][0]["why"]
    if change == "day":
        told["deleted"][0]["deleted"] = 5
    told["digest"] = self_digest(told)
    path.write_bytes(canonical(told) if change != "byte" else path.read_bytes() + b" ")
    if change == "none":
        path.unlink()

    verdict = verify(run.folder)

    assert not verdict.ok
    assert verdict.fault is not None
    assert verdict.fault.unit == "11A"


def test_tampered_evidence_is_not_tidied_away(run: Run) -> None:
    """What is not as recorded is kept as it is, for whoever looks into it."""
    records = run.folder / "11A" / "records.warc.gz"
    records.write_bytes(records.read_bytes()[:-1])

    with pytest.raises(EvidenceError):
        forget(run, "11A", ["files"], LATER, "x", "王芳")

    assert not (run.folder / "11A" / "tombstones.json").exists()


def test_killed_between_the_two_names_deletion_is_finished(run: Run) -> None:
    """The shorter records have their name, the tombstones not yet: the next call makes it whole."""
    folder = run.folder / "11A"
    forget(run, "11A", ["files"], LATER, "x", "王芳")
    (folder / "tombstones.json").rename(folder / "tombstones.json.part")
    assert not verify(run.folder).ok

    forget(run, "11A", ["links"], LATER, "y", "王芳")

    assert (verify(run.folder).ok, verify(run.folder).deleted) == (True, 4)
