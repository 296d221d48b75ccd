"""Every command as a stranger types it: what it prints where, and the status it leaves with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from command_line import Command, Place

_BLOCKED = """
import socket
def refuse(*_, **__): raise RuntimeError("the network was touched")
class Blocked(socket.socket):
    def __init__(self, *_, **__): refuse()
socket.socket, socket.create_connection, socket.getaddrinfo = Blocked, refuse, refuse
from inspector.cli import main
main()
"""
_OWN = ("GD-02",)
"""Rules about the unit's own name, which `check` is not told."""


def test_json_on_standard_output_is_nothing_but_json(inspected: Place) -> None:
    """Summary and progress go to standard error."""
    assert json.loads(inspected.json)["schema"] == "inspector.result/1"


def test_replay_gives_the_same_bytes_without_a_network(inspected: Place) -> None:
    """In a process in which no socket can be made."""
    done = subprocess.run(
        [sys.executable, "-c", _BLOCKED, "replay", "latest", "--json", "-", "--workspace", str(inspected.folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, inspected.json), done.stderr


def test_replay_takes_other_rules(inspected: Place, inspector: Command, tmp_path: Path) -> None:
    """Another rules folder is another digest."""
    rules = tmp_path / "rules"
    shutil.copytree(inspected.folder / "rules", rules)
    guide = rules / "guide.yaml"
    guide.write_text(guide.read_text(encoding="utf-8").replace("min_chars: 300", "min_chars: 100"), encoding="utf-8")
    done = inspector("replay", "latest", "--rules", rules, "--json", "-", "--workspace", inspected.folder)
    assert done.returncode == 0
    assert json.loads(done.stdout)["run"]["rules_digest"] != json.loads(inspected.json)["run"]["rules_digest"]


def test_verify_names_the_record_that_was_changed(inspected: Place, inspector: Command, tmp_path: Path) -> None:
    """One flipped byte is status 4; untouched evidence is 0."""
    assert inspector("verify", "latest", "--workspace", inspected.folder).returncode == 0
    run = tmp_path / "run"
    shutil.copytree(next((inspected.folder / "data/evidence").glob("2026Q4-*")), run)
    records = run / "QH105" / "records.warc.gz"
    body = bytearray(records.read_bytes())
    body[len(body) // 2] ^= 1
    records.write_bytes(body)
    done = inspector("verify", run, "--workspace", inspected.folder)
    assert done.returncode == 4
    assert "QH105" in done.stderr.splitlines()[0]


def test_a_unit_below_the_line_is_status_one(inspected: Place, inspector: Command) -> None:
    """--fail-under 0 is met by every unit, 101 by none."""
    assert inspector("replay", "latest", "--fail-under", 0, "--workspace", inspected.folder).returncode == 0
    assert inspector("replay", "latest", "--fail-under", 101, "--workspace", inspected.folder).returncode == 1


def test_resume_of_a_finished_run_gives_the_same_bytes(inspected: Place, inspector: Command) -> None:
    """Nothing is fetched again."""
    done = inspector("run", "--resume", "--json", "-", "--workspace", inspected.folder)
    assert (done.returncode, done.stdout) == (0, inspected.json), done.stderr


def test_the_summary_fits_eighty_columns_without_colour(inspected: Place, inspector: Command) -> None:
    """No line is wider, no heading is cut, no escape sequence leaves a pipe."""
    done = inspector("replay", "latest", "--workspace", inspected.folder)
    wide = [
        sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line.rstrip())
        for line in done.stdout.splitlines()
        if not line.startswith("gate")
    ]
    assert max(wide) <= 80
    assert "…" not in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_check_sees_what_run_sees(inspected: Place, inspector: Command) -> None:
    """The column checked on demand is judged as the same unit's column is in a run."""
    place = ("--as-of", "2026-11-24", "--json", "-", "--workspace", inspected.folder)
    done = inspector("check", inspected.disclosure, *place)
    assert done.returncode == 0, done.stderr
    ran, checked = (json.loads(text)["units"][0]["findings"] for text in (inspected.json, done.stdout))
    outcomes = [{one["rule"]: one["outcome"] for one in some if one["rule"] not in _OWN} for some in (ran, checked)]
    assert outcomes[0] == outcomes[1]


def test_check_without_an_answer_never_fails_a_unit(workspace: Path, inspector: Command) -> None:
    """A name server that does not answer is our trouble."""
    (workspace / "config.toml").write_text(
        '[crawl]\nallow_networks = ["127.0.0.0/8"]\nnameservers = ["127.0.0.1:9"]\ntimeout_s = 0.2\nretries = 0\ndelay_s = 0\n'
        "[confirm]\nafter_s = 0\n"
    )
    done = inspector("check", "http://nowhere.qinghe.gov.cn/xxgk/", "--json", "-", "--workspace", workspace)
    assert done.returncode == 0, done.stderr
    findings = json.loads(done.stdout)["units"][0]["findings"]
    assert {one["attribution"] for one in findings if one["outcome"] == "undetermined"} == {"us"}
    assert [one for one in findings if one["outcome"] == "fail"] == []
    assert "no canary guards this check" in done.stderr


def test_a_small_run_leaves_the_districts_report_alone(inspected: Place, inspector: Command, tmp_path: Path) -> None:
    """One unit after three goes to a folder of its own, and it is said."""
    folder = tmp_path / "w"
    shutil.copytree(inspected.folder, folder)
    before = (folder / "reports/2026Q4/index.html").read_bytes()
    done = inspector("run", "--unit", "QH105", "--as-of", "2026-11-24", "--workspace", folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "reports/2026Q4/index.html").read_bytes() == before
    assert len(list((folder / "reports/2026Q4").glob("2026Q4-*/index.html"))) == 1
    assert "left as it is" in done.stdout


def test_report_writes_where_it_is_told(inspected: Place, inspector: Command, tmp_path: Path) -> None:
    """Again from the evidence."""
    done = inspector("report", "--run", "2026Q4", "--out", tmp_path / "out", "--workspace", inspected.folder)
    assert done.returncode == 0
    assert (tmp_path / "out/index.html").is_file()


def test_extract_reads_a_file_and_an_address(inspected: Place, inspector: Command, tmp_path: Path) -> None:
    """A saved page keeps the address it is given; a page on loopback is fetched where the workspace allows it."""
    page = tmp_path / "zn.html"
    page.write_text("<html><title>公开指南</title><body><p>办公时间：周一至周五 9:00-17:00</p></body></html>", "utf-8")
    url = "https://www.qinghe.gov.cn/zn.html"
    done = inspector("extract", page, "--kind", "guide", "--json", "--url", url)
    assert done.returncode == 0, done.stderr
    assert "9:00-17:00" in done.stdout
    asked = inspector("extract", inspected.disclosure, "--kind", "home", "--json", "--workspace", inspected.folder)
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)


@pytest.mark.parametrize("words", [["list"], ["list", "--checks"], ["lint"], ["explain", "gd-05"], ["test"]])
def test_the_rule_workbench_answers(words: list[str], inspected: Place, inspector: Command) -> None:
    """Each on the workspace's own rules."""
    done = inspector("rules", *words, "--workspace", inspected.folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("words", [[], ["--result"]])
def test_schemas_are_json(words: list[str], inspector: Command) -> None:
    """For editors and for those who read results."""
    assert json.loads(inspector("rules", "schema", *words).stdout)["$schema"]
