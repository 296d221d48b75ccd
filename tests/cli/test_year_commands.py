"""The commands of the year's end as a person types them: what they print, write, and leave with."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from invented_year import UNITS, quarter, workspace

from inspector.cli import main

Command = Callable[..., CompletedProcess[str]]
ALL = {code: {} for code, *_ in UNITS}


@pytest.fixture
def inspector(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `inspector ...` in this process, as its entry point does: many short commands need no process each."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: object) -> CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["inspector", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        return CompletedProcess(arguments, int(left.value.code or 0), told.out, told.err)

    return run


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with four invented quarters."""
    folder = tmp_path_factory.mktemp("year") / "w"
    place = workspace(folder)
    for number in range(1, 5):
        quarter(place, f"2026Q{number}", {**ALL, "QH102": {"GD-07": "fail"} if number == 3 else {}})
    return folder


def test_the_year_from_the_command_line(inspector: Command, year: Path) -> None:
    """Key, pack, signature; a changed file leaves with 4, a year of nothing with 2; JSON alone goes to standard output."""
    made = inspector("seal", "key", year / "key.pem")
    assert made.returncode == 0, made.stderr
    printed = made.stdout.splitlines()[-1].split()[-1]
    config = year / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\n[appraisal]\nkey_file = "key.pem"\n', encoding="utf-8")

    done = inspector("appraise", "2026", "--workspace", year, "--as-of", "2027-01-31", "--json", "-")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["signed_with"] == printed
    assert printed in done.stderr
    file = year / "reports/2026/appraisal.json"
    held = inspector("seal", "verify", file, "--key", year / "key.pub.pem", "--fingerprint", printed)
    assert (held.returncode, printed in held.stdout) == (0, True)
    other = inspector("seal", "verify", file, "--fingerprint", "0" * 64)
    assert (other.returncode, "another key" in other.stderr) == (4, True)
    file.write_bytes(file.read_bytes() + b"\n")
    broken = inspector("seal", "verify", file)
    assert (broken.returncode, "does not hold" in broken.stderr) == (4, True)
    nothing = inspector("appraise", "2019", "--workspace", year)
    assert (nothing.returncode, "no complete result of 2019" in nothing.stderr) == (2, True)


def test_quarters_compared_and_ranked(inspector: Command, year: Path, tmp_path: Path) -> None:
    """As tables, as JSON, and as CSV in which no name is a formula."""
    compared = inspector(
        "compare", "2026Q3", "--workspace", year, "--unit", "QH102", "--json", "-", "--csv", tmp_path / "c.csv"
    )
    ranked = inspector("rank", "2026Q3", "--by", "tag", "--workspace", year, "--csv", tmp_path / "r.csv")

    assert compared.returncode == ranked.returncode == 0, compared.stderr + ranked.stderr
    found = json.loads(compared.stdout)
    assert (found["counts"]["new"], [unit["unit"] for unit in found["units"]]) == (1, ["QH102"])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))))
    assert {row["名次/place"] for row in rows if row["单位代码/unit_code"] == "QH102"} == {"3"}
    assert next(row for row in rows if row["单位代码/unit_code"] == "QH103")["单位/unit"].startswith("'=")
    assert "GD-07" in (tmp_path / "c.csv").read_text(encoding="utf-8-sig")
    wrong = inspector("rank", "2026Q3", "--by", "colour", "--workspace", year)
    assert (wrong.returncode, "no way to group" in wrong.stderr) == (2, True)


def test_an_assessment_from_the_example_to_orders(inspector: Command, year: Path, tmp_path: Path) -> None:
    """The example is imported, shown beside our findings, and what only the assessor has becomes orders."""
    at = ("--workspace", year)
    assert inspector("assess", "example", tmp_path / "a").returncode == 0
    done = inspector(
        "assess", "import", tmp_path / "a/table.csv", "--mapping", tmp_path / "a/mapping.yaml", "--by", "王某", *at
    )
    assert (done.returncode, "2 scores, 2 issues" in done.stdout) == (0, True), done.stderr
    shown = inspector("assess", "show", "2026Q3", *at)
    assert "agrees" not in shown.stderr
    assert all(text in shown.stdout for text in ("QH102", "88.5", "本检查"))
    made = inspector("assess", "orders", "2026Q3", "--by", "王某", "--authority", "区政府办", "--on", "2026-10-12", *at)
    assert (made.returncode, "1 orders opened" in made.stdout) == (0, True), made.stderr
    assert "TP-01" in inspector("orders", "list", *at).stdout
    (tmp_path / "bad.csv").write_text("单位,季度,得分,指标,存在问题,页面地址\nQH102,2026Q3,两百,,,\n", encoding="utf-8")
    bad = inspector(
        "assess", "import", tmp_path / "bad.csv", "--mapping", tmp_path / "a/mapping.yaml", "--by", "王某", *at
    )
    assert (bad.returncode, "row 2, column 得分" in bad.stderr) == (2, True)


def test_statistics_from_a_template(inspector: Command, year: Path, tmp_path: Path) -> None:
    """A template is filled in, imported and shown; what was counted differently is not added."""
    at = ("--workspace", year)
    file = tmp_path / "channels.csv"
    assert inspector("statistics", "template", file, "--kind", "channels").returncode == 0
    file.write_text(
        file.read_text(encoding="utf-8") + "QH101,2025,网站,10,条,年报\r\nQH101,2025,抖音,3,个视频,年报\r\n",
        encoding="utf-8",
    )

    done = inspector("statistics", "import", file, "--by", "王某", *at)
    shown = inspector("statistics", "show", "2025", "--csv", tmp_path / "s.csv", *at)
    told = inspector("statistics", "show", "2025", "--json", "-", *at)
    months = inspector("statistics", "months", "2026-05", *at)

    assert (done.returncode, shown.returncode, months.returncode) == (0, 0, 0), (
        done.stderr + shown.stderr + months.stderr
    )
    assert "Counted in different measures" in shown.stdout
    assert json.loads(told.stdout)["disclosed_by_measure"] == {"条": 10, "个视频": 3}
    assert "QH101,清河区发展和改革委员会,2025,channel,douyin,3,个视频,年报" in (tmp_path / "s.csv").read_text(
        encoding="utf-8-sig"
    )
    assert inspector("statistics", "template", file, "--kind", "channels").returncode == 2
