"""The worst that sites can do to the memory of one machine at once: two forks, their openers and an attacked browser together."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import office_files
import pytest
import xlsxwriter
from all_processes import Peak
from hung_process import communicated
from siege import answer, besieged, page, vast

from inspector.collect.chromium import why_not
from inspector.pipeline.make import make_workspace

MOST_MEMORY = 1024**3
"""Bytes (PSS) of all processes of a run together."""
SITES = 8
"""Hosts, enough for two processes; every second one does harm."""
CONFIG = """
[district]
name = "清河区"
allowed_hosts = ["127.0.0.1"]
[crawl]
allow_networks = ["127.0.0.1/32"]
delay_s = 0.0
timeout_s = 30.0
retries = 0
[confirm]
attempts = 1
after_s = 0
"""
ROLES = (
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
GREEDY = b"""<html><head><title>x</title></head><body><div id=app></div><script>
const held = []; setInterval(() => { for (let n = 0; n < 4; n++) held.push(new Uint8Array(2e7).fill(n + 1)); }, 20);
setInterval(() => { const e = document.createElement("canvas"); e.width = e.height = 4000; e.getContext("2d").fillRect(0, 0, 9, 9);
  document.body.append(e); }, 30);
</script></body></html>"""
_RUN = """
import os, sys
os.sched_getaffinity = lambda _: {0, 1}
from inspector.cli import main
sys.argv[0] = "inspector"
main()
"""


@cache
def dense(more: str) -> bytes:
    """A page of 8.5 MB with nearly as many elements as are read."""
    rows = [
        f"<p><a href='/x/{n}.html'>第{n}项信息公开{more}工作通知</a> 2026-10-{n % 28 + 1:02}</p>" for n in range(45_000)
    ]
    text = "".join(rows)
    return page(text + "<!--" + "信" * max(0, (8_500_000 - len(text.encode())) // 3) + "-->")


@cache
def heavy_sheet() -> bytes:
    """A workbook with nearly as many cells as are read."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("目录")
    for row in range(14_000):
        sheet.write_row(row, 0, list(range(20)))
    book.close()
    return out.getvalue()


@cache
def heavy_word() -> bytes:
    """A Word file with nearly as many tags as are read."""
    return office_files.docx("".join(office_files.paragraph(f"公开{n:x}") for n in range(90_000)))


@cache
def heavy_pdf() -> bytes:
    """A PDF file with nearly as many characters as are read, and many ruled lines on each page."""
    texts = [(20.0 + 110 * (n % 5), 780.0 - 10 * (n // 5), "公开事项公开事项公开") for n in range(300)]
    rules = [(0.0, 10.0 * n, 600.0, 10.0 * n) for n in range(80)] + [
        (12.0 * n, 0.0, 12.0 * n, 800.0) for n in range(50)
    ]
    return office_files.pdf(*([texts] * 3), rules=rules)


def bomb() -> bytes:
    """A gigabyte of zeros, packed twice over."""
    return answer(gzip.compress(gzip.compress(bytes(64 << 20)) * 40), more="Content-Encoding: gzip\r\n")


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="what processes hold is read from /proc")
@pytest.mark.skipif(bool(why_not()), reason=f"pages cannot be rendered here: {why_not()}")
def test_all_processes_of_a_run_stay_below_a_gigabyte(tmp_path: Path) -> None:
    """Bombs, endless bodies, dense pages, files of the heaviest kind and pages that allocate, at several hosts at once. The run ends."""
    make_workspace(tmp_path / "workspace")
    (tmp_path / "workspace/config.toml").write_text(CONFIG, encoding="utf-8")
    files = {
        "/w.docx": answer(heavy_word(), "application/msword"),
        "/s.xlsx": answer(heavy_sheet(), "application/vnd.ms-excel"),
    }
    files["/p.pdf"] = answer(heavy_pdf(), "application/pdf")
    links = "".join(f"<p><a href='{path}'>政府信息公开申请表、年度报告、目录{path}</a></p>" for path in files)
    pages = {
        "/home/": dense("甲"), "/disclosure/": page(links), "/guide/": answer(GREEDY), "/list/": dense("乙"), "/statutory/": vast,
        "/rules_column/": bomb(), "/annual_report/": files["/p.pdf"], "/application/": files["/w.docx"],
        "/institution/": files["/s.xlsx"], "/": page(links),
    }  # fmt: skip
    with contextlib.ExitStack() as servers:
        sites = [
            servers.enter_context(besieged({**files, **pages} if n % 2 else {"/": page(links)})) for n in range(SITES)
        ]
        rows = [
            f"U{n},清河区第{n}局,department,{','.join(f'{site.url}/{role}/' for role in ROLES)}"
            for n, site in enumerate(sites)
        ]
        text = "\n".join([f"code,name,type,{','.join(ROLES)}", *rows, ""])
        (tmp_path / "workspace/units.csv").write_text(text, encoding="utf-8")
        command = [
            sys.executable,
            "-c",
            _RUN,
            "run",
            "--workspace",
            str(tmp_path / "workspace"),
            "--as-of",
            "2026-11-24",
        ]
        run = subprocess.Popen([*command, "--json", str(tmp_path / "out.json")], stderr=subprocess.PIPE, text=True)
        with Peak(run.pid) as peak:
            said = communicated(run, 7200)[1]

    print(f"{peak.most >> 20} MiB of PSS at most, seen {peak.looks} times")  # noqa: T201 - the figure is what is wanted
    for size, command_line in peak.then:
        print(f"{size >> 20:6} MiB {command_line}")  # noqa: T201
    assert run.returncode == 0, said
    units = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["units"]
    seen = {line["role"]: line["state"] for line in units[1]["pages"]}
    assert {seen[role] for role in ("guide", "statutory", "rules_column")} == {"unseen"}, seen
    assert len(units) == SITES
    assert peak.most < MOST_MEMORY, peak.then
