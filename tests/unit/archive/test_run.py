"""Evidence goes in and comes out the same, and is read by other tools."""

from __future__ import annotations

import gzip
import hashlib
import json
import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from inspector.archive import Run, last_root, open_run, read_run, verify
from inspector.archive.manifest import signed
from inspector.errors import EvidenceError, StorageError
from inspector.model.capture import Ask, Capture, Failure, Hop
from inspector.model.exchange import Exchange, Headers

AT = "2026-11-24T01:02:03+08:00"
PAGE = "<title>云岭市清河区教育局政府信息公开指南</title>".encode("gbk")
ASKED: Headers = ((b"Host", b"www.qinghe.gov.cn"), (b"User-Agent", b"InspectorBot/1.0"))


def exchange(
    url: str, payload: bytes, status: int = 200, *headers: tuple[bytes, bytes], method: str = "GET"
) -> Exchange:
    """An answer from the wire, with headers that are not quite clean."""
    sent = ((b"Server", b"\xc7\xe5\xba\xd3/1.0"), (b"Transfer-Encoding", b"chunked"), *headers)
    return Exchange(url, method, ASKED, status, b"OK", sent, payload, AT, "192.0.2.7")


def seen(url: str, body: bytes = PAGE, *, packed: bool = False, method: str = "GET", why: str = "guide") -> Capture:
    """A page that was there."""
    payload = gzip.compress(body, mtime=0) if packed else body
    extra = [(b"Content-Encoding", b"gzip")] if packed else []
    wire = exchange(url, payload, 200, (b"Content-Type", b"text/html"), *extra)
    return Capture(
        Ask(url, "HEAD" if method == "HEAD" else "GET", why),
        final_url=url,
        status=200,
        headers=wire.values(),
        body=body,
        fetched_at=AT,
        sha256=hashlib.sha256(payload).hexdigest(),
        peer="192.0.2.7",
        wire=(wire,),
    )


BASE = "https://www.qinghe.gov.cn"
GONE = Capture(Ask(f"{BASE}/gone"), f"{BASE}/gone", fetched_at=AT, failure=Failure.CONNECT, detail="refused")
BACK = Capture(
    **{
        name: getattr(seen(f"{BASE}/gone"), name)
        for name in ("ask", "final_url", "status", "headers", "body", "fetched_at", "sha256", "peer", "wire")
    },
    earlier=(GONE,),
)
MOVED = Capture(
    Ask(f"{BASE}/old"),
    f"{BASE}/new",
    fetched_at=AT,
    failure=Failure.GUARD,
    detail="scheme 'file' is not http or https",
    hops=(Hop(f"{BASE}/old", 302, f"{BASE}/new"),),
    wire=(exchange(f"{BASE}/old", b"", 302, (b"Location", b"/new")),),
)
MAIL = Capture(
    Ask("dns:qinghe.gov.cn?type=MX", "DNS", "guide/mail"),
    "dns:qinghe.gov.cn?type=MX",
    body=b'{"addresses": [], "mx": []}',
    fetched_at=AT,
    sha256=hashlib.sha256(b'{"addresses": [], "mx": []}').hexdigest(),
)
STRANGE = Capture(Ask("http://x/\r\nWARC-Type: \ud800云 "), fetched_at=AT, failure=Failure.PROTOCOL, detail="\ud800")
ALL = [
    seen(f"{BASE}/z"),
    seen(f"{BASE}/a", packed=True),
    BACK,
    MOVED,
    MAIL,
    STRANGE,
    seen(f"{BASE}/a", b"", method="HEAD"),
]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run without units."""
    return open_run(tmp_path, "2026Q4-1", {"quarter": "2026Q4", "rules": "规则"})


@pytest.fixture
def full(run: Run) -> Run:
    """A sealed run of two units."""
    run.write_unit("11A", ALL)
    run.write_unit("22B", [seen(f"{BASE}/z"), GONE])
    run.seal("2026-11-24T02:00:00+08:00")
    return run


def test_what_is_read_equals_what_was_seen(full: Run) -> None:
    """Bodies, failures, earlier looks, redirects, DNS answers and addresses that are none, all as live."""
    found = full.read_unit("11A")

    assert found == {capture.ask.key: capture for capture in ALL}
    assert {key: capture.wire for key, capture in found.items()} == {one.ask.key: one.wire for one in ALL}


def test_the_same_captures_give_the_same_bytes(tmp_path: Path) -> None:
    """In whatever order they come, and also when read back and written again."""
    first, second = open_run(tmp_path, "a", {}), open_run(tmp_path, "b", {})
    first.write_unit("11A", ALL)
    second.write_unit("11A", reversed(ALL))
    third = open_run(tmp_path, "c", {})
    third.write_unit("11A", first.read_unit("11A").values())

    files = ["records.warc.gz", "manifest.json"]
    bytes_of = [[(made.folder / "11A" / name).read_bytes() for name in files] for made in (first, second, third)]
    assert bytes_of[0] == bytes_of[1] == bytes_of[2]


def test_other_tools_read_the_records(full: Run) -> None:
    """A reader of WARC files finds every record whole, its digests right, and opens the page as readers saw it."""
    with (full.folder / "11A" / "records.warc.gz").open("rb") as file:
        found = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]

    assert ("response", f"{BASE}/a", PAGE) in found
    assert ("request", f"{BASE}/a", b"") in found
    assert ("response", f"{BASE}/old", b"") in found
    assert ("resource", "dns:qinghe.gov.cn?type=MX", MAIL.body) in found
    assert sum(kind == "metadata" for kind, _, _ in found) == 3


def test_each_record_has_an_id_of_its_own(full: Run) -> None:
    """Two looks with the same answer are two records."""
    with (full.folder / "11A" / "records.warc.gz").open("rb") as file:
        ids = [record.rec_headers.get_header("WARC-Record-ID") for record in ArchiveIterator(file)]

    assert len(set(ids)) == len(ids)


def test_a_unit_is_done_when_it_is_whole(run: Run) -> None:
    """Not before it is written, and not after a byte of it has changed."""
    assert not run.done("11A")

    run.write_unit("11A", ALL)
    assert run.done("11A")

    records = run.folder / "11A" / "records.warc.gz"
    records.write_bytes(records.read_bytes()[:-1])
    assert not run.done("11A")


def test_changed_evidence_is_not_read(full: Run) -> None:
    """Reading names the record."""
    records = full.folder / "11A" / "records.warc.gz"
    data = bytearray(records.read_bytes())
    data[20] ^= 1
    records.write_bytes(bytes(data))

    with pytest.raises(EvidenceError, match=r"11A/records.warc.gz, record 1, "):
        full.read_unit("11A")


def test_a_manifest_exchanged_for_another_whole_one_is_noticed(full: Run) -> None:
    """Digests of its own do not help a unit that is not the sealed one."""
    other = open_run(full.folder.parent, "other", {})
    other.write_unit("11A", [GONE])
    for name in ("records.warc.gz", "manifest.json"):
        (full.folder / "11A" / name).write_bytes((other.folder / "11A" / name).read_bytes())

    with pytest.raises(EvidenceError, match=r"11A/manifest.json"):
        read_run(full.folder).read_unit("11A")


def test_a_unit_that_is_gone_from_a_sealed_run_is_missed(full: Run) -> None:
    """It was inspected, whatever the folder says: to judge the run as if it were yet to come would be another result."""
    shutil.rmtree(full.folder / "11A")

    run = read_run(full.folder)

    assert "11A" in run.codes
    with pytest.raises(EvidenceError, match="missing"):
        run.read_unit("11A")


@pytest.mark.parametrize("held", [b"", b"{", b"[]\n", b"\xff\xfe"])
def test_a_run_that_does_not_say_what_it_rests_on_is_told(run: Run, held: bytes) -> None:
    """Cut, emptied or exchanged before it was sealed."""
    (run.folder / "run.json").write_bytes(held)

    with pytest.raises(EvidenceError, match=r"run\.json is not what was recorded"):
        _ = run.snapshot


@pytest.mark.parametrize("gone", ["root", "units", "finished"])
def test_a_seal_that_lacks_something_is_told(full: Run, gone: str) -> None:
    """Its own digest is right: it is a forgery, or another program's."""
    seal = json.loads((full.folder / "seal.json").read_bytes())
    (full.folder / "seal.json").write_bytes(signed({key: value for key, value in seal.items() if key != gone}))

    with pytest.raises(EvidenceError, match=r"seal\.json is not what was recorded"):
        read_run(full.folder)


def test_the_snapshot_is_kept_as_first_recorded(full: Run) -> None:
    """Opening a run again does not change what it rests on."""
    again = open_run(full.folder.parent, "2026Q4-1", {"quarter": "2027Q1"})

    assert again.snapshot["quarter"] == "2026Q4"
    assert again.snapshot["rules"] == "规则"
    assert again.root == full.root


def test_runs_form_a_chain(full: Run) -> None:
    """A new run records the root of the one sealed last, under its own seal."""
    evidence = full.folder.parent
    following = open_run(evidence, "2027Q1-1", {})
    root = following.seal("2027-02-20T02:00:00+08:00")

    assert following.snapshot["previous_root"] == full.root
    assert json.loads((following.folder / "seal.json").read_text())["previous"] == full.root
    assert last_root(evidence) == root


def test_a_second_look_opens_a_sealed_run_again(full: Run) -> None:
    """What is written after sealing is unsealed until it is sealed anew."""
    before = full.root
    full.write_unit("22B", [BACK])
    assert (full.root, verify(full.folder).ok) == ("", False)

    after = full.seal("2026-11-24T09:00:00+08:00")

    assert after != before
    assert verify(full.folder, after).ok


def test_reading_a_run_writes_nothing(full: Run) -> None:
    """Not even another's half-written file is tidied away."""
    part = full.folder / "22B" / "records.warc.gz.part"
    part.write_bytes(b"half")

    read_run(full.folder)

    assert part.exists()


def test_what_a_killed_process_left_is_cleared(full: Run) -> None:
    """Half a unit is gone, half a second look is gone, the rest stays."""
    (full.folder / "33C").mkdir()
    (full.folder / "33C" / "records.warc.gz.part").write_bytes(b"half")
    (full.folder / "22B" / "manifest.json.part").write_bytes(b"half")
    (full.folder / "seal.json.part").write_bytes(b"half")

    again = open_run(full.folder.parent, full.folder.name, {})

    assert verify(full.folder).ok
    assert again.codes == ["11A", "22B"]


def test_killed_between_two_names_the_unit_is_whole(run: Run, tmp_path: Path) -> None:
    """The records have their new name and the manifest not yet: opening finishes the work."""
    run.write_unit("11A", [GONE])
    newer = open_run(tmp_path, "newer", {})
    newer.write_unit("11A", [BACK])
    place, source = run.folder / "11A", newer.folder / "11A"
    (place / "records.warc.gz").write_bytes((source / "records.warc.gz").read_bytes())
    (place / "manifest.json.part").write_bytes((source / "manifest.json").read_bytes())

    again = open_run(tmp_path, run.folder.name, {})

    assert again.done("11A")
    assert again.read_unit("11A") == {BACK.ask.key: BACK}


@contextmanager
def small_disk() -> Iterator[None]:
    """No file may grow beyond 4 KB: not for longer than it must be, since the tests' own output may be a file too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    compiles = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # what Python compiles now would be kept, cut off
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = compiles


def test_a_full_disk_leaves_nothing_half_written(run: Run) -> None:
    """The error says where and what to do; what was there before is untouched."""
    run.write_unit("11A", [GONE])
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(250))

    with small_disk(), pytest.raises(StorageError, match="evidence cannot be written") as raised:
        run.write_unit("11A", [seen(f"{BASE}/big", noise)])
    with small_disk(), pytest.raises(StorageError):
        run.write_unit("22B", [seen(f"{BASE}/big", noise)])

    assert "--resume" in str(raised.value)
    assert sorted(path.name for path in run.folder.rglob("*")) == [
        "11A",
        "manifest.json",
        "records.warc.gz",
        "run.json",
    ]
    assert run.read_unit("11A") == {GONE.ask.key: GONE}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "evidence").write_text("not a folder")

    with pytest.raises(StorageError, match="evidence"):
        open_run(tmp_path / "evidence", "r", {})


@pytest.mark.parametrize("code", ["", "..", "a/b", "run.json", "a\0b", "x.part"])
def test_a_code_cannot_lead_out_of_the_folder(run: Run, code: str) -> None:
    """Unit codes become folder names only where they are safe ones."""
    with pytest.raises(StorageError, match="cannot be the name of a folder"):
        run.write_unit(code, [])


def test_no_evidence_is_an_error_with_a_place(tmp_path: Path) -> None:
    """Reading a run that never was."""
    with pytest.raises(StorageError, match=r"run.json: there is no evidence"):
        _ = read_run(tmp_path / "never").snapshot


def test_a_run_that_could_not_begin_leaves_nothing_to_resume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space for run.json: the sentence does not speak of resuming, and no empty run stands in the way."""

    def full(path: Path, content: bytes) -> None:
        raise StorageError("evidence cannot be written (No space left on device)", where=str(path), remedy="--resume")

    monkeypatch.setattr("inspector.archive.disk.write", full)
    with pytest.raises(StorageError, match="No space left") as refused:
        open_run(tmp_path, "2026Q4-1", {})

    assert "--resume" not in refused.value.remedy
    assert not list(tmp_path.iterdir())
