"""The commands of the year's end as a person types them: what they print, write, and leave with."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from command_line import Command, Place
from invented_year import UNITS, quarter, workspace
from jsonschema import Draft202012Validator

ALL = {code: {} for code, *_ in UNITS}


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


def test_every_figure_of_a_real_quarter_leads_to_its_notice(
    inspector: Command, inspected: Place, tmp_path: Path
) -> None:
    """The year's ledger, the quarter's ledger beside it, and each line of that in the notice the unit got."""
    folder = tmp_path / "w"
    shutil.copytree(inspected.folder, folder)
    for number in range(1, 4):
        told = ("--by", "王某", "--authority", "区政府办", "--reason", "当年十月设立")
        assert inspector("excuse", "QH105", f"2026Q{number}", *told, "--workspace", folder).returncode == 0

    done = inspector("appraise", "2026", "--workspace", folder, "--as-of", "2026-12-31")

    assert done.returncode == 0, done.stderr
    page = folder / "reports/2026/units/QH105.html"
    targets = re.findall(r'<a [^>]*href="([^"]+)"', page.read_text(encoding="utf-8"))
    assert any(re.fullmatch(r"\.\./\.\./2026Q4(?:/[^/]+)?/units/QH105\.html#ledger-1", target) for target in targets), (
        targets
    )
    for target in targets:
        path, _, anchor = target.partition("#")
        to = (page.parent / path) if path else page
        assert to.is_file(), target
        assert not anchor or f'id="{anchor}"' in to.read_text(encoding="utf-8"), target
    assert "2026Q1 本季度没有完整的检查结果" in done.stdout


def test_what_is_written_as_json_fits_its_schema(inspector: Command, year: Path) -> None:
    """Each file against the schema that the program prints; an unknown name is told those there are."""
    written = {
        "comparison": ("compare", "2026Q3"),
        "statistics": ("statistics", "show", "2025"),
        "months": ("statistics", "months", "2026"),
        "appraisal": ("appraise", "2026", "--as-of", "2027-01-31"),
    }
    (year / "figures.csv").write_text(
        "单位,年度,本年新收,上年结转,总计,结转下年度\nQH101,2025,10,1,9,\nQH102,2025,1,0,1,0\n", encoding="utf-8"
    )
    (year / "months.csv").write_text("单位,月份,收到,要点\nQH101,2026-01,3,补偿\n", encoding="utf-8")
    for name in ("figures.csv", "months.csv"):
        assert inspector("statistics", "import", year / name, "--by", "王某", "--workspace", year).returncode == 0

    for name, command in written.items():
        found = json.loads(inspector(*command, "--json", "-", "--workspace", year).stdout)
        schema = json.loads(inspector("schema", name).stdout)
        Draft202012Validator.check_schema(schema)
        assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == [], name
    assert "comparison" in inspector("schema", "nothing").stderr


def test_a_quarter_is_released_from_the_command_line(inspector: Command, year: Path) -> None:
    """What stands in the way is a sentence and status 2; released, it is listed, and the year no longer calls it a draft."""
    at, grounds = ("--workspace", year), ("--by", "张三", "--authority", "区政府办主任会议")

    nobody = inspector("release", "2026Q4", *at)
    strange = inspector("release", "2026Q4", "--despite", "channel_coverage", "--reason", "x", *grounds, *at)
    before = inspector("appraise", "2026", "--as-of", "2027-01-31", *at)
    done = inspector("release", "2026Q4", "--on", "2027-01-05", *grounds, *at)
    listed = inspector("release", *at)
    after = inspector("appraise", "2026", "--as-of", "2027-01-31", *at)

    assert (nobody.returncode, "nobody answers for 2026Q4" in nobody.stderr) == (2, True)
    assert (strange.returncode, "nobody can answer for the gate" in strange.stderr) == (2, True)
    assert (done.returncode, "released 2027-01-05" in done.stdout) == (0, True), done.stderr
    assert "2026Q4  已发布 released 2027-01-05 张三 区政府办主任会议" in listed.stdout
    assert "2026Q3结果尚未发布" in listed.stdout
    assert "2026Q1、2026Q2、2026Q3、2026Q4" in before.stdout
    assert "2026Q1、2026Q2、2026Q3 /" in after.stdout
