"""A whole run against a district of hostile sites: it ends, in bounded memory, with a truthful outcome for every unit."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from siege import Siege, besieged, config, hostile_maps, hostile_pages, huge_robots, page

from inspector import archive
from inspector.pipeline.make import make_workspace

MOST_MEMORY = 1024 * 1024
"""KiB that the process may ever have held."""
_MEASURED = """
import atexit
from pathlib import Path
atexit.register(lambda: Path(PEAK).write_text(Path("/proc/self/status").read_text().split("VmHWM:")[1].split("kB")[0]))
from inspector.cli import main
main()
"""
CONFIG = config("delay_s = 0.0", "timeout_s = 2.0", "retries = 0")
EXPECTED = {
    "bomb": ("too_large", "us"),
    "twice": ("too_large", "us"),
    "endless": ("too_large", "us"),
    "vast": ("too_large", "us"),
    "drip": ("timeout", "third_party"),
    "circle": ("redirect_loop", "third_party"),
    "deep": ("unreadable", "us"),
    "deeptables": ("unreadable", "us"),
    "links": ("unreadable", "us"),
    "charset": ("unreadable", "us"),
    "chunks": ("protocol", "third_party"),
    "junk": ("protocol", "third_party"),
    "to-file": ("guard", "us"),
    "to-private": ("guard", "us"),
    "to-loopback": ("guard", "us"),
    "to-metadata": ("guard", "us"),
    "to-port": ("guard", "us"),
    "to-localhost": ("guard", "us"),
    "to-number": ("guard", "us"),
    "shut": ("blocked", "blocked"),
}
READABLE = ("nul", "files", "well", "open")


def inspected(folder: Path, pages: dict[str, str], home: str) -> tuple[dict[str, Any], int]:
    """A run over units whose guides are `pages`, and one of which only `home` is registered, in a process of its own.

    Its result, and the memory it held at most in KiB.
    """
    make_workspace(folder)
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    rows = [f"{name.upper()},{name}局,department,{url}," for name, url in pages.items()]
    rows.append(f"MAPS,清河区档案局,department,,{home}")
    (folder / "units.csv").write_text("\n".join(["code,name,type,guide,home", *rows, ""]), encoding="utf-8")
    peak = folder / "peak"
    command = [sys.executable, "-c", _MEASURED.replace("PEAK", repr(str(peak))), "run", "--workspace", str(folder)]
    said = subprocess.run(
        [*command, "--as-of", "2026-11-24", "--json", str(folder / "out.json")],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return json.loads((folder / "out.json").read_text(encoding="utf-8")), int(peak.read_text())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read from /proc")
def test_a_district_of_hostile_sites_is_inspected(tmp_path: Path) -> None:
    """Nobody loses a point by harm done to us, nobody forbidden is connected to, nothing is written outside, all is evidence."""
    with besieged({}, "127.0.0.2") as forbidden, besieged({}) as site, besieged({}) as other, besieged({}) as maps:
        site.pages |= hostile_pages(forbidden.url)
        maps.pages |= hostile_maps(maps.url, forbidden.url)
        other.pages |= {"/robots.txt": huge_robots, "/open/": page(""), "/shut/": page("")}
        pages = {
            name: f"{(other if name in ('shut', 'open') else site).url}/{name}/" for name in (*EXPECTED, *READABLE)
        }

        result, peak = inspected(tmp_path / "workspace", pages, f"{maps.url}/")

    units = {unit["code"].lower(): unit for unit in result["units"]}
    found = {name: _guide(unit) for name, unit in units.items()}
    assert {name: found[name][1:] for name in EXPECTED} == EXPECTED
    assert {found[name][0] for name in EXPECTED} == {"undetermined"}
    assert {units[name]["score"]["value"] for name in EXPECTED} == {100}
    assert {found[name][0] for name in READABLE} == {"pass"}
    assert found["maps"][:2] == ("fail", "")
    assert units["maps"]["score"]["value"] == 100
    fetched = [asked for asked in maps.asked if asked.endswith((".xml", ".gz"))]
    assert sorted(fetched) == sorted(f"GET {path}" for path in maps.pages if path.endswith((".xml", ".gz")))
    assert len(maps.asked) < 40
    assert peak < MOST_MEMORY
    assert forbidden.connections == 0
    assert _asked_only_politely(site, other)
    assert not (Path(tempfile.gettempdir()) / "inspector-escaped").exists()
    assert not list(tmp_path.parent.glob("escaped*"))
    run = next((tmp_path / "workspace" / "data" / "evidence").glob("*/run.json")).parent
    assert archive.verify(run, result["run"]["evidence_root"]).ok


def _guide(unit: dict[str, Any]) -> tuple[str, str, str]:
    """Outcome, reason and attribution of the guide's first rule."""
    one = next(finding for finding in unit["findings"] if finding["rule"] == "GD-01")
    return one["outcome"], one["reason"], one["attribution"]


def _asked_only_politely(*sites: Siege) -> bool:
    """Only GET and HEAD, robots.txt before anything else, attachments opened."""
    methods = {asked.split(" ")[0] for site in sites for asked in site.asked}
    first = {site.asked[0] for site in sites}
    files = [asked for asked in sites[0].asked if asked.startswith("GET /files/") and asked != "GET /files/"]
    return methods <= {"GET", "HEAD"} and first == {"GET /robots.txt"} and len(files) > 3
