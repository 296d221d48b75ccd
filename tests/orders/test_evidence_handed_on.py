"""Evidence leaves the house: exported to whoever asks, stamped by a third party, checked with Python alone."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from time_authority import openssl, time_authority

from inspector import archive
from inspector.archive import Run, open_run
from inspector.errors import EvidenceError, StorageError, UsageError
from inspector.model.capture import Ask, Capture
from inspector.model.exchange import Exchange
from inspector.pipeline.archive import timestamps
from inspector.pipeline.make import make_workspace
from inspector.pipeline.report.exports import export
from inspector.pipeline.workspace import Workspace

AT = "2026-11-24T01:02:03+08:00"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A sealed run of two units, with its canaries."""
    made = open_run(tmp_path / "evidence", "2026Q4-1", {"quarter": "2026Q4", "rules": "全区规则"})
    for code in ("11A", "22B", "+canaries"):
        url = f"https://www.qinghe.gov.cn/{code}"
        wire = Exchange(url, "GET", (), 200, b"OK", ((b"Content-Type", b"text/html"),), b"x", AT)
        made.write_unit(code, [Capture(Ask(url), url, 200, wire.values(), b"x", AT, wire=(wire,))])
    made.seal("2026-11-24T02:00:00+08:00")
    return made


def checked(folder: Path, *arguments: str) -> tuple[int, str]:
    """What the exported script says on a machine with Python alone: isolated, without site packages."""
    command = [sys.executable, "-I", "-S", str(folder / "verify_evidence.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_run_on_a_stick_is_checked_by_the_words_of_its_note(run: Run, tmp_path: Path) -> None:
    """The command that the note prints works there, and names what is wrong after a byte was changed."""
    place = export(run.folder, tmp_path / "stick")
    note = (tmp_path / "stick" / "README.txt").read_text(encoding="utf-8")
    command = next(line.split("python3 verify_evidence.py ")[1] for line in note.splitlines() if "python3" in line)

    assert checked(tmp_path / "stick", *command.split()) == (
        0,
        f"All 2 units are what was recorded. Seal: {run.root}\n",
    )
    records = place / "22B" / "records.warc.gz"
    records.write_bytes(records.read_bytes()[:-1] + b"?")
    code, said = checked(tmp_path / "stick", *command.split())
    assert (code, "22B/records.warc.gz, record 2" in said) == (4, True), said


def test_a_unit_gets_its_own_records_and_nothing_of_the_others(run: Run, tmp_path: Path) -> None:
    """The seal and its folder are enough to check it under the district's root; registry and rules stay home."""
    place = export(run.folder, tmp_path / "out", "11A")

    assert sorted(path.name for path in place.iterdir()) == ["11A", "seal.json"]
    assert checked(tmp_path / "out", "2026Q4-1", run.root, "--unit", "11A")[0] == 0
    assert checked(tmp_path / "out", "2026Q4-1", "0" * 64, "--unit", "11A")[0] == 4
    assert checked(tmp_path / "out", "2026Q4-1", "--unit", "33C")[0] == 4
    assert checked(tmp_path / "out", "2026Q4-1")[0] == 4
    (place / "11A" / "manifest.json").write_bytes((run.folder / "22B" / "manifest.json").read_bytes())
    assert checked(tmp_path / "out", "2026Q4-1", run.root, "--unit", "11A")[0] == 4


def test_what_is_not_as_recorded_is_not_handed_on(run: Run, tmp_path: Path) -> None:
    """Nor over what is already there."""
    with pytest.raises(EvidenceError, match="covers no unit"):
        export(run.folder, tmp_path / "a", "33C")
    export(run.folder, tmp_path / "b")
    with pytest.raises(UsageError, match="already there"):
        export(run.folder, tmp_path / "b")
    (run.folder / "11A" / "records.warc.gz").write_bytes(b"")
    with pytest.raises(EvidenceError, match="11A"):
        export(run.folder, tmp_path / "c")


@pytest.fixture(scope="module", params=["rsa", "rsa in another order", "ec"])
def authority(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A time-stamping authority: its address and its root certificate; one of both orders of certificates is not DER's."""
    with time_authority(tmp_path_factory.mktemp("authority"), str(request.param)) as made:
        yield made


def _fingerprint(folder: Path) -> str:
    told = openssl(folder, "x509", "-in", "tsa.pem", "-noout", "-fingerprint", "-sha256")
    return told.partition("=")[2].strip().replace(":", "").lower()


def place(folder: Path, url: str, roots: Path | None, networks: str = '["127.0.0.1/32"]') -> Workspace:
    """A workspace with that authority."""
    make_workspace(folder)
    config = (folder / "config.toml").read_text(encoding="utf-8")
    before, _, rest = config.partition("[timestamp]")
    stamp = f'[timestamp]\nurl = "{url}"\nroots = "{roots or ""}"\n'
    text = before + stamp + rest.partition("\n\n")[2]
    config = text.replace("allow_networks = []", f"allow_networks = {networks}")
    (folder / "config.toml").write_text(config, encoding="utf-8")
    return Workspace.at(folder)


def test_a_seal_is_stamped_and_both_tools_agree(run: Run, tmp_path: Path, authority: tuple[str, Path]) -> None:
    """The stamp verifies here and with openssl, goes along when exported, and belongs to this very seal."""
    url, roots = authority
    workspace = place(tmp_path / "workspace", url, roots)

    moment = timestamps.stamp(workspace, run.folder)

    assert timestamps.stamped(workspace, run.folder) == moment
    verified = ["ts", "-verify", "-data", "seal.json", "-in", "timestamp.tsr", "-CAfile", str(roots)]
    openssl(run.folder, *verified)
    assert archive.verify(run.folder, run.root).ok
    place_ = export(run.folder, tmp_path / "stick")
    code, said = checked(tmp_path / "stick", "2026Q4-1", run.root)
    rsa = "rsaEncryption" in openssl(roots.parent, "x509", "-in", "tsa.pem", "-noout", "-text")
    assert (code, ("its RSA signature holds" in said, "NOT checked: its signature" in said)) == (0, (rsa, not rsa)), (
        said
    )
    assert "the chain up to the authority (this program never checks it" in said
    assert not rsa or _fingerprint(roots.parent) in said
    assert (place_ / "timestamp.tsr").exists()

    token = run.folder / "timestamp.tsr"
    right = token.read_bytes()
    token.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
    with pytest.raises(EvidenceError, match="does not verify"):
        timestamps.stamped(workspace, run.folder)
    assert str(archive.verify(run.folder).fault) == "timestamp.tsr: not what was recorded"
    chance = random.Random(3161)
    for path in (token, beside := run.folder / "timestamp.tsr.sha256"):
        whole = path.read_bytes()
        token.write_bytes(right)
        for _ in range(40):
            at = chance.randrange(len(whole))
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
            assert str(archive.verify(run.folder).fault).startswith("timestamp.tsr")
        path.write_bytes(whole)
    beside.unlink()
    token.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
    assert str(archive.verify(run.folder).fault) == "timestamp.tsr: its signature does not hold" or not rsa
    token.write_bytes(right[:300])
    assert "can read" in str(archive.verify(run.folder).fault)
    token.write_bytes(right)
    run.write_unit("22B", [])
    run.seal("2026-11-24T03:00:00+08:00")
    assert not token.exists()
    token.write_bytes(right)
    fault = archive.verify(run.folder).fault
    assert str(fault) == "timestamp.tsr: is not about this seal"


def test_without_a_stamp_a_run_stands(run: Run, tmp_path: Path) -> None:
    """A silent, strange or forbidden authority is told of in one sentence; nothing is kept of it."""
    silent = place(tmp_path / "a", "http://127.0.0.1:9/tsr", None)
    inside = place(tmp_path / "b", "http://127.0.0.1:9/tsr", None, "[]")

    with pytest.raises(StorageError, match="gave no stamp"):
        timestamps.stamp(silent, run.folder)
    with pytest.raises(StorageError, match="allow_networks"):
        timestamps.stamp(inside, run.folder)
    assert "asks again" in timestamps.note(silent, run.folder)[0]
    assert timestamps.note(place(tmp_path / "c", "", None), run.folder) == ()
    assert archive.verify(run.folder).ok


def test_without_the_extra_a_sentence_names_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office that did not install it is told what to install; its run stands, and a stamp that is there is not called checked."""
    monkeypatch.setattr(timestamps, "find_spec", lambda _name: None)
    workspace = place(tmp_path / "workspace", "http://127.0.0.1:9/tsr", None)

    with pytest.raises(UsageError, match="extra `timestamp` is not installed") as told:
        timestamps.stamp(workspace, run.folder)

    assert "pip install 'inspector[timestamp]'" in str(told.value)
    assert "inspector[timestamp]" in timestamps.note(workspace, run.folder)[0]
    assert "the extra `timestamp` is not installed" in timestamps.stamped(workspace, run.folder)
    assert archive.verify(run.folder).ok
