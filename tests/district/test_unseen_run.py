"""The district drawn by chance, over loopback and through the command: what was found is what was put there."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from unseen_district import FAULTS, HOST, unseen

SEED = 20261130
_FOUND_ON = {
    1: "guide of another unit",
    6: "fifteen days",
    11: "blank cells",
    16: "licence published late",
    21: "no article 21 in the list",
}
_CLEAN = {3: ("home",), 19: ("disclosure",), 23: ()}
"""Units without a fault, and the roles that are registered for them (all where empty)."""
_ROLES = (
    "home",
    "disclosure",
    "guide",
    "list",
    "statutory",
    "rules_column",
    "annual_report",
    "application",
    "institution",
)
_COLUMNS = ("code", "name", "type", "features", *_ROLES)
_SETTINGS = {
    "INSPECTOR_CRAWL__DELAY_S": "0",
    "INSPECTOR_CRAWL__PER_HOST": "4",
    "INSPECTOR_CRAWL__ALLOW_NETWORKS": '["127.0.0.0/8"]',
    "INSPECTOR_CONFIRM__AFTER_S": "0",
    "INSPECTOR_DISTRICT__ALLOWED_HOSTS": '["127.0.0.1", "127.0.0.2"]',
}


class _Handler(BaseHTTPRequestHandler):
    pages: dict[str, tuple[int, bytes]]

    def do_GET(self) -> None:
        status, body = self.pages.get(self.path, (404, b"<html><body>not found</body></html>"))
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing is said on the terminal."""


@contextmanager
def served(pages: dict[str, tuple[int, bytes]]) -> Iterator[tuple[str, str]]:
    """The portal and a unit's own host, on two addresses of loopback."""
    handler = type("Handler", (_Handler,), {"pages": pages})
    servers = [ThreadingHTTPServer((address, 0), handler) for address in ("127.0.0.1", "127.0.0.2")]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        portal, own = (f"http://{server.server_address[0]!s}:{server.server_address[1]}" for server in servers)
        yield portal, own
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _registered(folder: Path, pages: dict[str, tuple[int, bytes]], hosts: tuple[str, str]) -> dict[str, frozenset[str]]:
    """Fills the site and the registry; which rules must fail, by unit."""
    wanted: dict[str, frozenset[str]] = {}
    with (folder / "units.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, _COLUMNS, restval="")
        table.writeheader()
        for number in sorted({**_FOUND_ON, **_CLEAN}):
            fault = next((one for one in FAULTS if one.name == _FOUND_ON.get(number)), None)
            place = unseen(number, SEED, fault, _CLEAN.get(number, ()))
            host = hosts[number % 5 == 1]
            pages |= {
                url.replace(HOST, ""): (code, body.replace(HOST.encode(), host.encode()))
                for url, (code, body) in place.pages.items()
            }
            roles = {role: url.replace(HOST, host) for role, url in place.unit.pages.items()}
            row = {"code": place.unit.code, "name": place.unit.name, "type": place.unit.type}
            table.writerow({**row, "features": "|".join(place.unit.features), **roles})
            wanted[place.unit.code] = fault.fails if fault else frozenset()
    return wanted


@pytest.mark.slow
def test_a_run_finds_what_is_wrong_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight units, five of them with a fault, three found from one page or from all: the findings are those faults."""
    for key, value in _SETTINGS.items():
        monkeypatch.setenv(key, value)
    folder, result = tmp_path / "place", tmp_path / "result.json"
    command = [sys.executable, "-m", "inspector"]
    subprocess.run([*command, "init", str(folder)], check=True, capture_output=True)
    pages: dict[str, tuple[int, bytes]] = {}

    with served(pages) as hosts:
        wanted = _registered(folder, pages, hosts)
        options = ["--workspace", str(folder), "--quarter", "2026Q4", "--as-of", "2026-11-24", "--json", str(result)]
        done = subprocess.run([*command, "run", *options], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    units = json.loads(result.read_text(encoding="utf-8"))["units"]
    found = {
        unit["code"]: frozenset(
            f"{one['rule']}{'' if one['confirmed'] else '?'}" for one in unit["findings"] if one["outcome"] == "fail"
        )
        for unit in units
    }
    assert found == wanted
