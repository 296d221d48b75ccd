"""Four invented quarters through to the year's pack: what counts, what is missing, what is said, and the files that come of it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from invented_year import UNITS, order, quarter, workspace
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from inspector.appraise.pack import QuarterHead, YearPack
from inspector.appraise.ranking import peers
from inspector.appraise.record import UnitYear
from inspector.errors import EvidenceError, SettingsError, StorageError, UsageError
from inspector.model.finding import Ruling
from inspector.model.order import Event
from inspector.pipeline.appraise.appraising import appraise_year
from inspector.pipeline.appraise.comparing import compared
from inspector.pipeline.appraise.formula import chosen_formula
from inspector.pipeline.archive import sealing
from inspector.pipeline.rectify.excuses import excuse
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.report.year import write_year

AT = date(2027, 1, 31)
ALL = {code: {} for code, *_ in UNITS}
WORD = Word("王某", "区政府办", "2026年11月撤并", date(2026, 12, 1))


def told(place: Workspace) -> None:
    """The year: QH101 has an issue that came back late, QH102 a proposal, QH103 no Q4, QH104 vetoes, QH202 an unseen Q3."""
    quarter(place, "2026Q1", {**ALL, "QH101": {"GD-05": "fail", "LS-04": "fail"}, "QH104": {"CH-01": "fail"}})
    quarter(place, "2026Q2", {**ALL, "QH102": {"GD-07": "proposed"}, "QH104": {"CH-01": "fail"}})
    quarter(place, "2026Q3", {**ALL, "QH101": {"GD-05": "fail"}, "QH201": {"FD-02": "fail"}}, unseen=("QH202",))
    quarter(place, "2026Q4", {code: {} for code in ALL if code != "QH103"})
    quarter(place, "2026Q4", {"QH201": {"AR-04": "fail"}}, number=1)
    seen = ("rechecked", "2026-03-30", {"outcome": "pass"})
    answered = ("responded", "2026-03-26", {})
    opened = ("issued", "2026-03-20", {"due": "2026-03-27"})
    back = ("reopened", "2026-09-15", {"due": "2026-09-22", "quarter": "2026Q3"})
    late = ("responded", "2026-09-25", {})
    order(
        place,
        "2026Q1-001",
        "QH101",
        "GD-05",
        "2026Q1",
        opened,
        answered,
        seen,
        back,
        late,
        ("rechecked", "2026-09-28", {"outcome": "pass"}),
    )
    order(place, "2026Q1-002", "QH101", "LS-04", "2026Q1", opened, answered, seen)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace in which the year was told."""
    made = workspace(tmp_path / "w")
    told(made)
    return made


def _units(folder: Path) -> dict[str, Any]:
    return {unit["code"]: unit for unit in json.loads((folder / "appraisal.json").read_text(encoding="utf-8"))["units"]}


def test_the_year_of_every_unit(place: Workspace) -> None:
    """Recurrence, missed deadline and verified fixes; veto memory; the smaller run of a quarter counts for its unit alone."""
    folder = appraise_year(place, 2026, AT, AT).page.parent

    units = _units(folder)
    assert {code: unit["value"] for code, unit in units.items()} == {
        "QH101": 97.4,  # (96 + 100 + 98 + 100) / 4 - 1 - 0.5 + 2 x 0.2
        "QH102": 100,
        "QH103": None,
        "QH104": 59,  # two quarters under a confirmed veto
        "QH201": 98.5,  # (100 + 100 + 97 + 97) / 4
        "QH202": None,
    }
    assert units["QH102"]["floor"] == 99.5
    assert [(gap["quarter"], gap["reason"]["zh"]) for gap in units["QH103"]["missing"]] == [
        ("2026Q4", "本季度没有检查本单位")
    ]
    assert units["QH202"]["missing"][0]["reason"]["zh"] == "本季度没有任何事项能够判定"
    assert [line["kind"] for line in units["QH101"]["ledger"]] == [
        "mean", "recurrence", "late", "verified_fix", "verified_fix",
    ]  # fmt: skip
    assert units["QH101"]["median_days_to_close"] == 10
    assert units["QH101"]["places"] == [{"group": "department", "best": 2, "worst": 2, "of": 3}]


def test_an_excused_quarter_is_left_out_and_said(place: Workspace) -> None:
    """With grounds, printed; taken back, the quarter is missing again; without grounds it is refused."""
    excuse(place, "QH103", "2026Q4", WORD)
    units = _units(appraise_year(place, 2026, AT, AT).page.parent)
    assert (units["QH103"]["value"], units["QH103"]["missing"][0]["excused"]) == (100, True)
    assert "2026年11月撤并" in (place.reports / "2026/units/QH103.html").read_text(encoding="utf-8")

    excuse(place, "QH103", "2026Q4", WORD, back=True)
    assert _units(appraise_year(place, 2026, AT, AT).page.parent)["QH103"]["value"] is None
    with pytest.raises(UsageError, match="grounds"):
        excuse(place, "QH103", "2026Q4", Word("王某"))


def test_the_past_is_counted_as_it_was(place: Workspace) -> None:
    """As of the middle of September: two quarters lie ahead, the order that came back is neither late nor closed."""
    folder = appraise_year(place, 2026, date(2026, 9, 16), AT).page.parent

    unit = _units(folder)["QH101"]
    assert [gap["reason"]["zh"] for gap in unit["missing"]] == ["本季度尚未结束"]
    assert (unit["late"], unit["open_orders"], unit["recurrences"]) == (0, 1, 1)


def test_the_same_inputs_give_the_same_bytes(place: Workspace, tmp_path: Path) -> None:
    """Every file of the pack, workbook and signature included, from another clock."""
    sealing.make_key(tmp_path / "w/key.pem")
    (tmp_path / "w/config.toml").write_text('[appraisal]\nkey_file = "key.pem"\n', encoding="utf-8")
    keyed = Workspace.at(tmp_path / "w")
    one = appraise_year(keyed, 2026, AT, date(2027, 2, 1), tmp_path / "one").page.parent
    two = appraise_year(keyed, 2026, AT, date(2028, 5, 9), tmp_path / "two").page.parent

    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert len(names) == 6 + len(UNITS)
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_the_machine_file_fits_its_schema(place: Workspace) -> None:
    """The schema beside it is the one it is checked with."""
    folder = appraise_year(place, 2026, AT, AT).page.parent
    schema = json.loads((folder / "appraisal.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)

    found = json.loads((folder / "appraisal.json").read_text(encoding="utf-8"))

    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert found["signed_with"] is None
    for unit in found["units"]:
        if unit["value"] is not None:
            assert sum(Decimal(str(line["points"])) for line in unit["ledger"]) == Decimal(str(unit["value"]))


def test_anybody_can_verify_the_signature(place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With this program and with openssl; a changed byte and another key are told; a new file never keeps an old signature."""
    seal = sealing.make_key(tmp_path / "keys/office.pem")
    assert (tmp_path / "keys/office.pem").stat().st_mode & 0o077 == 0
    monkeypatch.setenv(sealing.ENVIRONMENT, (tmp_path / "keys/office.pem").read_text())
    folder = appraise_year(place, 2026, AT, AT).page.parent
    file, public = folder / "appraisal.json", tmp_path / "keys/office.pub.pem"

    assert sealing.check(file, public) == seal.fingerprint == json.loads(file.read_bytes())["signed_with"]
    command = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-rawin",
        "-pubin",
        "-inkey",
        public,
        "-in",
        file,
        "-sigfile",
        f"{file}.sig",
    ]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0

    other = sealing.make_key(tmp_path / "other.pem")
    with pytest.raises(EvidenceError, match="does not hold"):
        sealing.check(file, tmp_path / "other.pub.pem")
    assert other.fingerprint != seal.fingerprint
    file.write_bytes(file.read_bytes().replace(b'"value": 59', b'"value": 95'))
    with pytest.raises(EvidenceError, match="does not hold"):
        sealing.check(file, public)

    monkeypatch.delenv(sealing.ENVIRONMENT)
    appraise_year(place, 2026, AT, AT)
    assert not (folder / "appraisal.json.sig").exists()


def test_a_wrong_key_is_told_before_anything_is_written(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key at all is fine; half a key is not. A key is never overwritten."""
    monkeypatch.setenv(sealing.ENVIRONMENT, "-----BEGIN PRIVATE KEY-----\nxx\n-----END PRIVATE KEY-----\n")
    with pytest.raises(SettingsError, match="no private key"):
        appraise_year(place, 2026, AT, AT)
    assert not (place.reports / "2026").exists()

    sealing.make_key(tmp_path / "key.pem")
    with pytest.raises(StorageError, match="already"):
        sealing.make_key(tmp_path / "key.pem")


def test_a_year_without_any_result_is_refused(place: Workspace) -> None:
    """With the command that makes one."""
    with pytest.raises(UsageError, match="no complete result of 2019"):
        appraise_year(place, 2019, None, AT)


def test_the_sums_of_the_workbook_live(place: Workspace) -> None:
    """Every formula, worked out again from the cells it names, gives the figure; no text of names or pages is a formula."""
    folder = appraise_year(place, 2026, AT, AT).page.parent
    data = (folder / "appraisal.xlsx").read_bytes()
    formulas, values = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)

    ours = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours += 1
                    assert sheet.title == "汇总"
                    found = _worked_out(str(cell.value), values)
                    assert found == Decimal(str(values["汇总"][cell.coordinate].value)).quantize(Decimal("0.01")), (
                        cell.coordinate
                    )
                elif isinstance(cell.value, str):
                    assert cell.data_type == "s"
    assert ours == 4 * 11
    assert "=HYPERLINK" in str(formulas["汇总"]["B5"].value)


def _worked_out(formula: str, book: Any) -> Decimal:
    """A reader of just the formulas that may stand there: weighted mean, conditional sum, sum, share."""
    sheet = book["汇总"]

    def cells(area: str) -> list[Any]:
        return [cell.value for row in sheet[area.replace("$", "")] for cell in row]

    if mean := re.fullmatch(r"=ROUND\(SUMPRODUCT\((.+?),(.+?)\)/SUMPRODUCT\(\1,--ISNUMBER\(\2\)\),2\)", formula):
        pairs = [(w, s) for w, s in zip(cells(mean[1]), cells(mean[2]), strict=True) if isinstance(s, int | float)]
        found = sum(Decimal(str(w)) * Decimal(str(s)) for w, s in pairs) / sum(Decimal(str(w)) for w, _ in pairs)
    elif match := re.fullmatch(
        r"=ROUND\(SUMIFS\('年度台账'!\$G:\$G,'年度台账'!\$A:\$A,(\$A\d+),.+?,\"(\w+)\"\),2\)", formula
    ):
        unit = sheet[match[1].replace("$", "")].value
        rows = book["年度台账"].iter_rows(min_row=2, values_only=True)
        found = sum((Decimal(str(row[6])) for row in rows if (row[0], row[2]) == (unit, match[2])), Decimal(0))
    elif match := re.fullmatch(r"=ROUND\(SUM\((.+?)\),2\)", formula):
        found = sum((Decimal(str(value)) for value in cells(match[1]) if value is not None), Decimal(0))
    else:
        match = re.fullmatch(r"=ROUND\(([A-Z]+\d+)\*([\d.]+)/100,2\)", formula)
        assert match, formula
        found = Decimal(str(sheet[match[1]].value)) * Decimal(match[2]) / 100
    return found.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_quarters_are_compared_over_the_smaller_runs(place: Workspace) -> None:
    """Issue by issue: what came back, what is new, what could not be seen."""
    third, fourth = compared(place, "2026Q3"), compared(place, "2026Q4")

    assert {(unit.unit, issue.rule, issue.state) for unit in third.units for issue in unit.issues} == {
        ("QH101", "GD-05", "reopened"),
        ("QH102", "GD-07", "fixed"),
        ("QH104", "CH-01", "fixed"),
        ("QH201", "FD-02", "new"),
    }
    assert {(unit.unit, issue.rule, issue.state) for unit in fourth.units for issue in unit.issues} == {
        ("QH101", "GD-05", "fixed"),
        ("QH201", "FD-02", "fixed"),
        ("QH201", "AR-04", "new"),
    }
    with pytest.raises(UsageError, match="does not lie before"):
        compared(place, "2026Q3", "2026Q4")


def test_every_figure_leads_to_its_line(place: Workspace) -> None:
    """Each link of a unit's page ends at an anchor of the page itself, or in a file that is there."""
    folder = appraise_year(place, 2026, AT, AT).page.parent

    for page in sorted(folder.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r'<a [^>]*href="([^"]+)"', text):
            path, _, anchor = target.partition("#")
            to = (page.parent / path) if path else page
            assert to.is_file(), (page.name, target)
            assert not anchor or f'id="{anchor}"' in to.read_text(encoding="utf-8"), (page.name, target)
    unit = (folder / "units/QH101.html").read_text(encoding="utf-8")
    assert all(f'href="#2026Q{n}"' in unit for n in range(1, 5))
    assert 'href="#order-2026Q1-001"' in unit


COUNTY = Path(__file__).parents[2] / "replay"


@pytest.fixture
def archived(tmp_path: Path) -> Workspace:
    """A workspace that holds the archived county: a fourth quarter with its evidence."""
    made = workspace(tmp_path / "w")
    golden = json.loads((COUNTY / "golden.json").read_text(encoding="utf-8"))
    shutil.copytree(COUNTY / "county", made.evidence / golden["run"]["id"])
    made.results.mkdir(parents=True)
    shutil.copy(COUNTY / "golden.json", made.results / f"{golden['run']['id']}.json")
    with made.store() as store:
        store.record(golden)
    for number in range(1, 4):
        excuse(made, "QH101", f"2026Q{number}", WORD)
    return made


def _upheld(place: Workspace, unit: dict[str, Any], finding: dict[str, Any], at: str) -> None:
    """Somebody ruled that a fail is none."""
    ruling = Ruling(
        unit["code"],
        finding["rule"],
        finding["subject"],
        "pass",
        "区政府办",
        "页面有误读",
        "李某",
        f"{at}T10:00:00+08:00",
        "2026-10-01",
    )
    with place.store() as store:
        store.add_events((), [ruling])


def _disputed(place: Workspace) -> tuple[dict[str, Any], dict[str, Any]]:
    """A unit of the county and a finding that takes points from it."""
    golden = json.loads((COUNTY / "golden.json").read_text(encoding="utf-8"))
    unit = next(
        unit for unit in golden["units"] if any(entry["points"] < 0 and entry["finding"] for entry in unit["ledger"])
    )
    ids = {entry["finding"] for entry in unit["ledger"] if entry["points"] < 0}
    return unit, next(one for one in unit["findings"] if one["id"] in ids)


def test_an_appeal_upheld_after_the_release_counts_in_the_year(archived: Workspace) -> None:
    """The unit is judged again from its evidence; what was published stays beside it; before the ruling's day it does not count."""
    unit, finding = _disputed(archived)
    _upheld(archived, unit, finding, "2027-01-10")

    before = _units(appraise_year(archived, 2026, date(2027, 1, 9), AT).page.parent)[unit["code"]]["quarters"][0]
    after = _units(appraise_year(archived, 2026, AT, AT).page.parent)[unit["code"]]["quarters"][0]

    assert before["value"] == before["published"] == unit["score"]["value"]
    assert after["published"] == unit["score"]["value"] < after["value"]
    assert sum(entry["points"] for entry in after["ledger"] if entry["finding"] == finding["id"]) == 0
    kept = json.loads((archived.results / f"{after['run']}.json").read_text(encoding="utf-8"))
    assert kept == json.loads((COUNTY / "golden.json").read_text(encoding="utf-8"))


def test_a_ruling_without_evidence_is_not_passed_over(archived: Workspace) -> None:
    """The evidence was thrown away: the year says so instead of counting the old figure."""
    unit, finding = _disputed(archived)
    _upheld(archived, unit, finding, "2027-01-10")
    shutil.rmtree(next(archived.evidence.iterdir()))

    with pytest.raises(UsageError) as caught:
        appraise_year(archived, 2026, AT, AT)

    assert f"A ruling of {unit['code']}" in str(caught.value)


def test_an_open_appeal_holds_the_figure(place: Workspace) -> None:
    """Filed and not decided by the day of the appraisal; decided later, it is as it stood on that day."""
    data = {
        "unit": "QH101",
        "finding": "F-1",
        "rule": "GD-05",
        "subject": "guide",
        "old": "fail",
        "run": "2026Q3-1",
        "as_of": "2026-09-10",
    }
    filed = Event("appeal", "A-001", 0, "filed", "单位", "2026-10-01T09:00:00+08:00", data=data)
    decided = Event(
        "appeal",
        "A-001",
        1,
        "decided",
        "李某",
        "2027-01-10T09:00:00+08:00",
        "区政府办",
        "核实",
        {"outcome": "dismissed", "new": ""},
    )
    with place.store() as store:
        store.add_events([filed, decided])

    early = _units(appraise_year(place, 2026, date(2027, 1, 5), AT).page.parent)["QH101"]
    late = _units(appraise_year(place, 2026, AT, AT).page.parent)["QH101"]

    assert (early["held"], [one["state"] for one in early["appeals"]]) == (True, ["filed"])
    assert (late["held"], [one["state"] for one in late["appeals"]]) == (False, ["dismissed"])


def test_a_large_district_has_its_ranking_on_pages(tmp_path: Path) -> None:
    """The first page shows the edges and stays small; every unit is on exactly one page of its group, and every link leads somewhere."""
    units = tuple(
        UnitYear(
            unit=f"QH{n:04}", name=f"第{n}局", type="department" if n % 4 else "township", tags=(), quarters=(), gaps=(), assessed=(),
            unassessed=(), lines=(), rounds=(), objections=(), value=Decimal(n % 101) if n % 50 else None,
            floor=Decimal(n % 101) if n % 50 else None, points=Decimal(1) if n % 50 else None, held=False, issues=0, recurrences=0,
            late=0, fixed=0, open=0, days=None,
        )
        for n in range(1, 451)
    )  # fmt: skip
    place = workspace(tmp_path / "w")
    formula = chosen_formula(place).formula
    quarters = tuple(QuarterHead(f"2026Q{n}", ()) for n in range(1, 5))
    pack = YearPack("清河区", 2026, AT, formula, {}, quarters, units, peers(units, "type"), "0.1.0")

    index, *_ = write_year(pack, tmp_path / "year")

    text = index.read_text(encoding="utf-8")
    assert text.count("<tr data-row>") == 2 * 2 * 10
    assert len(text) < 300_000
    sheets = sorted(index.parent.glob("ranking-*.html"))
    rows = [
        code for page in sheets for code in re.findall(r'href="units/(QH\d+)\.html"', page.read_text(encoding="utf-8"))
    ]
    assert sorted(rows) == sorted(one.unit for one in units)
    assert all(f'href="{page.name}"' in text for page in sheets)
