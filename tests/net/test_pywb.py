"""A run's WARC files are those of web archives: warcio finds no fault, pywb shows the pages as they were seen."""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from free_ports import free_port
from stranger import run_or_skip

from inspector import archive

COUNTY = Path(__file__).parents[1] / "replay" / "county"


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that has pywb's programs: those of this machine, else installed as docs/how-to/evidence.md says."""
    there = shutil.which("wb-manager")
    if there:
        return Path(there).parent
    folder = tmp_path_factory.mktemp("pywb")
    run_or_skip([sys.executable, "-m", "venv", str(folder)], folder)
    run_or_skip([str(folder / "bin" / "pip"), "install", "-q", "pywb==2.10.0"], folder)
    return folder / "bin"


@contextlib.contextmanager
def wayback(pywb: Path, folder: Path) -> Iterator[str]:
    """The server of pywb over the collections in `folder`; its address."""
    port = free_port()
    command = [str(pywb / "wayback"), "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.mark.slow
def test_pywb_indexes_a_run_and_shows_its_pages(pywb: Path, tmp_path: Path) -> None:
    """Every page of a unit that was seen whole is found by address and time, and served with the very bytes that were seen."""
    run = archive.read_run(COUNTY)
    subprocess.run([str(pywb / "wb-manager"), "init", "run"], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run(
        [str(pywb / "wb-manager"), "add", "run", str(COUNTY / "QH103" / "records.warc.gz")],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    seen = {
        key[1]: one
        for key, one in run.read_unit("QH103").items()
        if key[0] == "GET" and one.status == 200 and not one.hops
    }

    with wayback(pywb, tmp_path) as address, httpx.Client(trust_env=False) as client:
        for _ in range(600):
            with contextlib.suppress(httpx.TransportError):
                if client.get(address).status_code == 200:
                    break
            time.sleep(0.1)
        bodies = {url: client.get(f"{address}/run/2026id_/{url}").content for url in list(seen)[:12]}

    assert len(bodies) == 12
    assert {url: body == seen[url].body for url, body in bodies.items()} == dict.fromkeys(bodies, True)


def test_warcio_finds_every_digest_right_and_extracts_a_page(tmp_path: Path) -> None:
    """`warcio check` over every unit; `warcio extract` gives the payload; a flipped byte is found by it too."""
    tool = str(Path(sys.executable).with_name("warcio"))
    files = sorted(COUNTY.glob("*/records.warc.gz"))
    unit = archive.read_run(COUNTY).read_unit("QH103")
    page = next(one for key, one in unit.items() if key[0] == "GET" and one.status == 200 and not one.hops)
    index = subprocess.run(
        [tool, "index", str(COUNTY / "QH103/records.warc.gz")], capture_output=True, text=True, check=True
    )
    records = [json.loads(line) for line in index.stdout.splitlines()]
    at = next(
        one["offset"]
        for one in records
        if (one.get("warc-type"), one.get("warc-target-uri")) == ("response", page.ask.url)
    )

    checked = [
        subprocess.run([tool, "check", str(file)], capture_output=True, check=False).returncode for file in files
    ]
    shown = subprocess.run(
        [tool, "extract", "--payload", str(COUNTY / "QH103/records.warc.gz"), at], capture_output=True, check=True
    )

    assert checked == [0] * len(files)
    assert shown.stdout == page.body
    with gzip.open(COUNTY / "QH103/records.warc.gz") as whole:
        plain = whole.read()
    broken = tmp_path / "broken.warc"
    broken.write_bytes(plain.replace(b"InspectorBot", b"InspectorBoT"))
    assert subprocess.run([tool, "check", str(broken)], capture_output=True, check=False).returncode == 1
