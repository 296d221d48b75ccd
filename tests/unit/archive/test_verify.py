"""Every byte counts, and whoever changes one is told which."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector.archive import Fault, open_run, verify, verify_evidence
from inspector.archive.verify_evidence import canonical, digest, leaves, merkle_root, self_digest
from inspector.model.capture import Ask, Capture, Failure

AT = "2026-11-24T01:02:03+08:00"


def down(n: int) -> Capture:
    """A page that did not answer."""
    url = f"https://www.qinghe.gov.cn/{n}"
    return Capture(Ask(url), url, fetched_at=AT, failure=Failure.TIMEOUT, detail="清河")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sealed run of three units."""
    run = open_run(tmp_path, "2026Q4-1", {"quarter": "2026Q4", "rules": "规则"})
    for code in ("22B", "11A", "33C"):
        run.write_unit(code, [down(1), down(2)])
    run.seal("2026-11-24T02:00:00+08:00")
    return run.folder


def test_untouched_evidence_verifies(folder: Path) -> None:
    """And says under which seal."""
    verdict = verify(folder)

    assert (verdict.ok, verdict.units, verdict.fault) == (True, 3, None)
    assert verdict.root == json.loads((folder / "seal.json").read_text())["root"]


@pytest.mark.parametrize("name", ["seal.json", "run.json", "11A/records.warc.gz", "11A/manifest.json"])
def test_what_is_no_file_is_named_and_never_waited_for(folder: Path, name: str) -> None:
    """A pipe, a device or a folder in the place of a file: both programs name it at once."""
    for put in (os.mkfifo, os.mkdir, lambda place: place.symlink_to("/dev/zero")):
        copy = shutil.copytree(folder, folder.parent / "copy" / folder.name)
        (copy / name).unlink()
        put(copy / name)

        fault = verify(copy).fault
        said = subprocess.run(
            [sys.executable, str(verify_evidence.__file__), str(copy)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

        assert fault is not None
        assert (fault.file, fault.what) == (name, "is not a file")
        assert (said.returncode, str(fault) in said.stderr) == (4, True)
        shutil.rmtree(copy)


@pytest.mark.parametrize("name", ["timestamp.tsr", "11A/tombstones.json"])
def test_a_name_that_leads_nowhere_is_named(folder: Path, name: str) -> None:
    """A link to itself is no file, and nobody recorded it."""
    (folder / name).symlink_to((folder / name).name)

    fault = verify(folder).fault

    assert fault is not None
    assert fault.file == name


@pytest.mark.parametrize("length", [10**15, 10**30, "x", None])
def test_a_forged_length_is_a_fault_and_takes_no_memory_for_it(folder: Path, length: object) -> None:
    """Under a forged seal of its own: the sentence names the unit's records."""
    path = folder / "11A" / "manifest.json"
    told = json.loads(path.read_bytes())
    told["captures"][0]["records"][0]["length"] = length
    told["digest"] = self_digest(told)
    path.write_bytes(canonical(told))
    seal = json.loads((folder / "seal.json").read_text())
    seal["units"][0]["manifest"] = digest(path.read_bytes())
    _resealed(folder, units=seal["units"], root=merkle_root(leaves(seal)))

    fault = verify(folder).fault

    assert fault is not None
    assert fault.file == "11A/records.warc.gz"


def test_a_disk_that_fails_while_a_folder_is_listed_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read cannot be shown to be what was recorded."""
    listed = Path.iterdir

    def failing(place: Path) -> Iterator[Path]:
        if place == folder:
            raise OSError(errno.EIO, "Input/output error", str(place))
        return listed(place)

    monkeypatch.setattr(Path, "iterdir", failing)

    assert "cannot be read" in str(verify(folder).fault)


def test_a_key_of_a_timestamp_that_takes_for_ever_is_refused() -> None:
    """Whoever writes a token can name any key: with a modulus of a million bits nobody would live to see the answer."""
    number = b"\x01" * 125_000
    key = der_of(0x30, der_of(0x02, number) + der_of(0x02, number))
    kind = der_of(0x30, der_of(0x06, bytes.fromhex("2a864886f70d010101")))
    stated = [der_of(0x02, b"\x01")] + [der_of(0x30, b"")] * 4 + [der_of(0x30, kind + der_of(0x03, b"\0" + key))]
    certificate = verify_evidence.der(der_of(0x30, der_of(0x30, b"".join(stated))))

    with pytest.raises(ValueError, match="so large"):
        verify_evidence._rsa_holds(certificate, b"x", b"y", "sha256")


def der_of(tag: int, content: bytes) -> bytes:
    """One DER element."""
    return bytes([tag, 0x84]) + len(content).to_bytes(4, "big") + content


def test_any_flipped_bit_is_noticed_in_its_file(folder: Path) -> None:
    """200 bits over all files; the file named is the one that was changed."""
    chance = random.Random(711)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for _ in range(200):
        path = chance.choice(files)
        whole = path.read_bytes()
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(data))

        fault = verify(folder).fault

        assert fault is not None
        assert fault.file == str(path.relative_to(folder))
        path.write_bytes(whole)
    assert verify(folder).ok


def test_the_first_wrong_record_is_named(folder: Path) -> None:
    """By unit, number and address, however many are wrong."""
    for code in ("22B", "33C"):
        path = folder / code / "records.warc.gz"
        data = bytearray(path.read_bytes())
        data[-5] ^= 255
        path.write_bytes(bytes(data))

    assert verify(folder).fault == Fault(
        "not what was recorded", "22B/records.warc.gz", "22B", 2, "https://www.qinghe.gov.cn/2"
    )


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "seal gone": (lambda f: (f / "seal.json").unlink(), "seal.json"),
    "run gone": (lambda f: (f / "run.json").unlink(), "run.json"),
    "manifest gone": (lambda f: (f / "11A/manifest.json").unlink(), "11A/manifest.json"),
    "records gone": (lambda f: (f / "11A/records.warc.gz").unlink(), "11A/records.warc.gz"),
    "unit gone": (lambda f: shutil.rmtree(f / "22B"), "22B/manifest.json"),
    "unit added": (lambda f: shutil.copytree(f / "22B", f / "44D"), "44D"),
    "units exchanged": (
        lambda f: (shutil.rmtree(f / "22B"), shutil.copytree(f / "33C", f / "22B")),
        "22B/manifest.json",
    ),
    "file added": (lambda f: (f / "note.txt").write_text("x"), "note.txt"),
    "file added to a unit": (lambda f: (f / "33C/note.txt").write_text("x"), "33C/note.txt"),
    "records longer": (lambda f: _append(f / "33C/records.warc.gz"), "33C/records.warc.gz"),
    "manifest longer": (lambda f: _append(f / "33C/manifest.json"), "33C/manifest.json"),
    "run longer": (lambda f: _append(f / "run.json"), "run.json"),
    "seal longer": (lambda f: _append(f / "seal.json"), "seal.json"),
    "records a folder": (
        lambda f: ((f / "11A/records.warc.gz").unlink(), (f / "11A/records.warc.gz").mkdir()),
        "11A/records.warc.gz",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_missing_or_added_is_named(folder: Path, name: str) -> None:
    """Files and whole units, gone, new or exchanged."""
    change, file = CHANGES[name]
    change(folder)

    fault = verify(folder).fault

    assert fault is not None
    assert fault.file == file


def _resealed(folder: Path, **changes: object) -> None:
    """A forged seal whose own digest is right."""
    seal = {**json.loads((folder / "seal.json").read_text()), **changes}
    seal["digest"] = self_digest(seal)
    (folder / "seal.json").write_bytes(canonical(seal))


@pytest.mark.parametrize(
    "changes",
    [
        {"root": "0" * 64},
        {"units": []},
        {"units": 7},
        {"previous": "1" * 64},
        {"run": "zz"},
        {"units": [{}]},
        {"finished": 3},
    ],
)
def test_a_forged_seal_is_noticed(folder: Path, changes: dict[str, object]) -> None:
    """The root must follow from the digests, and the chain from run.json."""
    _resealed(folder, **changes)

    assert not verify(folder).ok


def test_a_whole_forgery_carries_another_seal(folder: Path) -> None:
    """Who has the report has the root: evidence rewritten from the ground up does not match it."""
    root = verify(folder).root
    seal = {**json.loads((folder / "seal.json").read_text()), "units": []}
    _resealed(folder, units=[], root=merkle_root(leaves(seal)))
    for code in ("11A", "22B", "33C"):
        shutil.rmtree(folder / code)

    assert verify(folder).ok
    assert not verify(folder, root).ok


def test_a_seal_cannot_be_moved_to_another_day_under_its_root(folder: Path) -> None:
    """When the run was closed stands under the root that the report prints, and so does the run before."""
    root = verify(folder).root

    _resealed(folder, finished="2025-01-01T00:00:00+08:00")

    assert not verify(folder, root).ok


def test_units_cannot_exchange_their_evidence_under_the_root(folder: Path) -> None:
    """Folders renamed, and the seal's codes with them: every digest and the root are right, and the unit's own name is not."""
    root = verify(folder).root
    for old, new in (("11A", "x"), ("22B", "11A"), ("x", "22B")):
        (folder / old).rename(folder / new)
    units = json.loads((folder / "seal.json").read_text())["units"]
    _resealed(
        folder, units=[{**one, "code": {"11A": "22B", "22B": "11A"}.get(one["code"], one["code"])} for one in units]
    )

    fault = verify(folder, root).fault

    assert fault is not None
    assert (fault.what, fault.unit) == ("is that of another unit", "22B")


def test_seals_of_the_first_form_still_verify(folder: Path) -> None:
    """Their root is made of run.json and the manifests alone."""
    seal = json.loads((folder / "seal.json").read_text())
    root = merkle_root([seal["run"], *(unit["manifest"] for unit in seal["units"])])

    _resealed(folder, schema="inspector.seal/1", root=root)

    assert verify(folder, root).ok


def test_the_root_is_a_merkle_tree_of_rfc_6962() -> None:
    """Known answers: the empty tree, and the tree of the RFC's shape for three leaves."""
    a, b, c = (digest(sign) for sign in (b"a", b"b", b"c"))
    pair = digest(b"\x01" + bytes.fromhex(merkle_root([a])) + bytes.fromhex(merkle_root([b])))

    assert merkle_root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle_root([a]) == digest(b"\x00" + bytes.fromhex(a))
    assert merkle_root([a, b, c]) == digest(b"\x01" + bytes.fromhex(pair) + bytes.fromhex(merkle_root([c])))


def script(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The script alone, as a unit would run it: no site packages, no project."""
    source = Path(verify_evidence.__file__)
    copied = cwd / "verify_evidence.py"
    copied.write_bytes(source.read_bytes())
    command = [sys.executable, "-I", "-S", "-B", str(copied), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_the_script_stands_alone(folder: Path, tmp_path: Path) -> None:
    """0 and the seal where all is well, 4 and the place where not, 2 for wrong usage."""
    root = verify(folder).root

    well = script(str(folder), root, cwd=tmp_path)
    (folder / "22B" / "records.warc.gz").write_bytes(b"")
    ill = script(str(folder), cwd=tmp_path)
    lost = script(cwd=tmp_path)
    named = [script(str(folder), "--root", seal, cwd=tmp_path) for seal in (root, "0" * 64)]
    asked = script("--help", cwd=tmp_path)

    assert (well.returncode, root in well.stdout) == (0, True)
    assert (ill.returncode, "22B/records.warc.gz, record 1, https" in ill.stderr) == (4, True)
    assert lost.returncode == 2
    assert ["seal" in one.stderr for one in named] == [False, True]
    assert (asked.returncode, "--root ROOT" in asked.stdout) == (0, True)
