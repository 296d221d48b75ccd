"""Statistics: figures of the founding report under both readings, mixed units, blanks, units against the district, months."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented_year import workspace

from inspector.errors import UsageError
from inspector.pipeline.appraise.statistics import Year, collect, statistics, take_in
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.report.figures import write_statistics
from inspector.pipeline.workspace import Workspace

BY = Word("王某", day=date(2026, 3, 1))
COUNTY = Path(__file__).parents[2] / "replay/county"
APPLICATIONS = "单位,年度,本年新收,上年结转,予以公开,部分公开,不予公开,无法提供,不予处理,其他处理,总计,结转下年度"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """The invented units, with a district government."""
    made = workspace(tmp_path / "w")
    with (tmp_path / "w/units.csv").open("a", encoding="utf-8") as file:
        file.write("QH000,清河区人民政府,district,\n")
    return made


def _take(place: Workspace, tmp_path: Path, header: str, *rows: str) -> Any:
    file = tmp_path / "t.csv"
    file.write_text("\ufeff" + "\n".join([header, *rows]) + "\n", encoding="utf-8")
    return take_in(place, file, BY)


def _of(year: Year, unit: str) -> Any:
    (found,) = [one for one in year.applications if one.report.unit == unit]
    return found


def test_the_founding_report_is_read_both_ways(place: Workspace, tmp_path: Path) -> None:
    """1,056 + 100 is not 969 + 87 unless the 100 are among the 1,056; 136 were carried out the year before. Nothing is called false."""
    _take(
        place, tmp_path, APPLICATIONS,
        "QH000,2019,2054,101,589,135,76,843,31,345,2019,136", "QH000,2020,1056,100,281,35,59,526,54,14,969,87",
    )  # fmt: skip

    found = _of(statistics(place, 2020), "QH000")

    told = {one["id"]: (one["status"], one["delta"]) for one in found.identities}
    assert told["I1"] == ("fail", 100)
    assert told["I2"] == ("pass", 0)
    assert told["I4"] == ("fail", -36)
    assert told["I11"] == ("pass", 0)
    assert told["I3"][0] == "not_applicable"
    assert {one["reading"]: (one["holds"], one["delta"]) for one in found.readings} == {
        "A": (False, 100),
        "B": (True, 0),
    }
    before = {one["id"]: one["status"] for one in _of(statistics(place, 2019), "QH000").identities}
    assert (before["I1"], before["I2"]) == ("pass", "pass")


def test_blanks_are_not_zeros(place: Workspace, tmp_path: Path) -> None:
    """What needs a blank cell is undetermined."""
    _take(place, tmp_path, APPLICATIONS, "QH101,2025,10,,3,1,1,1,,1,7,3")

    told = {one["id"]: one["status"] for one in _of(statistics(place, 2025), "QH101").identities}

    assert (told["I1"], told["I2"]) == ("undetermined", "undetermined")


def test_a_whole_table_by_applicant_is_checked_by_row_and_column(place: Workspace, tmp_path: Path) -> None:
    """I3 needs the columns of applicants."""
    header = "单位,年度,申请人,new,carried_in,r1,r2,r3,r4,r5,r6,total,carried_out"
    zeros = [f"QH101,2025,{kind},0,0,0,0,0,0,0,0,0,0" for kind in ("科研机构", "社会公益组织", "法律服务机构", "其他")]
    rows = ["QH101,2025,自然人,8,0,8,0,0,0,0,0,8,0", "QH101,2025,商业企业,2,0,1,0,0,0,0,0,1,1", *zeros]

    _take(place, tmp_path, header, *rows, "QH101,2025,总计,11,0,9,0,0,0,0,0,9,1")

    told = {one["id"]: (one["status"], one["detail"]) for one in _of(statistics(place, 2025), "QH101").identities}
    assert told["I3"] == ("fail", "new: 11 against 10")
    assert told["I1"][0] == "fail"
    assert told["I2"][0] == "pass"


def test_the_units_are_set_beside_the_district(place: Workspace, tmp_path: Path) -> None:
    """I9 is undetermined while a unit lacks figures; it never is a fault."""
    rows = [f"{code},2025,2,0,1,0,0,0,0,0,1,1" for code in ("QH101", "QH102", "QH103", "QH104", "QH201")]
    _take(place, tmp_path, APPLICATIONS, *rows, "QH000,2025,13,0,7,0,0,0,0,0,7,6")
    short = {one.row: (one.status, one.missing) for one in statistics(place, 2025).across}

    _take(place, tmp_path, APPLICATIONS, "QH202,2025,2,0,1,0,0,0,0,0,1,1")
    whole = {one.row: (one.status, one.delta) for one in statistics(place, 2025).across}

    assert short["new"] == ("undetermined", ("QH202",))
    assert whole == {"new": ("differs", -1), "total": ("differs", -1), "carried_out": ("pass", 0)}
    assert statistics(place, 2025).without == ()


def test_mixed_measures_are_never_one_sum(place: Workspace, tmp_path: Path) -> None:
    """The founding report's seven channels: 22,671 items and 2,845 videos, not 25,516 of anything."""
    rows = [
        "QH000,2020,网站,10246,条,", "QH000,2020,微博,4695,条,", "QH000,2020,微信公众号,2500,条,", "QH000,2020,APP,4784,条,",
        "QH000,2020,今日头条,446,条,", "QH000,2020,快手,1456,个视频,", "QH000,2020,抖音,1389,个视频,",
    ]  # fmt: skip

    done = _take(place, tmp_path, "单位,年度,渠道,数量,计量单位,来源", *rows)
    again = _take(place, tmp_path, "单位,年度,渠道,数量,计量单位,来源", *rows, "QH000,2020,其他,1,份,")

    assert (done.kind, done.added, again.added, again.known) == ("channels", 7, 1, 7)
    assert statistics(place, 2020).measures == {"条": 22671, "个视频": 2845, "份": 1}


def test_months_are_summed_and_checked(place: Workspace, tmp_path: Path) -> None:
    """What is open must follow from the month before; who did not report and what was left blank is named."""
    _take(
        place, tmp_path, "单位,月份,收到,办结,未办结,转主动公开,要点",
        "QH101,2026-01,5,3,2,1,征地补偿申请较多", "QH101,2026-02,4,3,4,0,", "QH102,2026-01,1,,,,",
    )  # fmt: skip

    found = statistics(place, 2026).months

    january = found.months[0]
    assert (january.received, january.handled, january.turned, january.reported) == (6, 3, 1, 2)
    assert january.missing == ("QH103", "QH104", "QH201", "QH202")
    assert january.blanks == ("QH102 handled", "QH102 pending", "QH102 turned")
    assert january.points == (("QH101", "征地补偿申请较多"),)
    assert found.notes == ("QH101 2026-02: 2 + 4 - 3 = 3, pending 4",)
    assert [one.month for one in statistics(place, 2026, until="2026-01").months.months] == ["2026-01"]


def test_twelve_months_are_set_beside_the_annual_report(place: Workspace, tmp_path: Path) -> None:
    """Only where all twelve are there."""
    _take(place, tmp_path, "单位,月份,收到", *(f"QH101,2025-{n:02},2" for n in range(1, 13)))
    _take(place, tmp_path, APPLICATIONS, "QH101,2025,25,0,25,0,0,0,0,0,25,0")

    assert statistics(place, 2025).months.notes == ("QH101 2025: 12 months 24, annual report 25",)


def test_every_fault_is_named_and_nothing_is_taken_in(place: Workspace, tmp_path: Path) -> None:
    """By row and column, all at once."""
    with pytest.raises(UsageError) as caught:
        _take(
            place, tmp_path, "单位,年度,渠道,数量,计量单位,来源",
            "QH101,二〇二〇,网站,1,条,", "QH101,2020,贴吧,1,条,", "QH101,2020,网站,1.5,条,", "QH101,2020,微博,-3,条,",
            "QH101,2020,抖音,3,,", "教委,2020,网站,3,条,", "QH101,2020,快手,,条,", "QH101,2020,今日头条,1,条,", "QH101,2020,头条,1,条,",
        )  # fmt: skip

    said = str(caught.value)
    for place_ in (
        "row 2, column 年度", "row 3, column 渠道", "row 4, column 数量", "row 5, column 数量", "row 6, column 计量单位",
        "row 7, column 单位", "row 8, column 数量", "row 10, column 渠道",
    ):  # fmt: skip
        assert place_ in said, said
    with pytest.raises(UsageError, match="fits none of the tables"):
        _take(place, tmp_path, "局,年,数", "a,b,c")
    assert statistics(place, 2020).disclosed == ()


def test_annual_reports_are_read_from_evidence(tmp_path: Path) -> None:
    """From the archived county, without network: figures with their address, once; an import that differs is said."""
    place = workspace(tmp_path / "w")
    with (tmp_path / "w/units.csv").open("a", encoding="utf-8") as file:
        file.write("QH115,清河区某局,department,\nQH205,某街道,subdistrict,\nQH301,某镇,township,\n")

    read = collect(place, str(COUNTY), Word("inspector"))
    again = collect(place, str(COUNTY), Word("inspector"))

    assert read
    assert [(one.unit, one.year, one.rows) for one in read] == [(one.unit, one.year, one.rows) for one in again]
    with place.store() as store:
        assert len(store.events("statistics")) == len(read)
    one = next(report for report in read if report.unit == "QH103" and report.total("new") is not None)
    assert one.source.startswith("http")
    _take(place, tmp_path, APPLICATIONS, f"QH103,{one.year},{(one.total('new') or 0) + 1},0,0,0,0,0,0,0,0,0")
    told = next(it for it in statistics(place, one.year, ("QH103",)).applications if it.report.origin == "report")
    assert told.differs["new"] == (one.total("new"), (one.total("new") or 0) + 1)
    assert {it["id"] for it in told.identities} >= {"I1", "I2", "I3", "I5", "I7", "I8", "I10", "I11"}


def test_the_page_of_a_year_says_what_does_not_fit_and_breaks_out_of_nothing(place: Workspace, tmp_path: Path) -> None:
    """Months with who did not report, channels without one sum, identities with both sentences; a key point is only ever text."""
    _take(place, tmp_path, "单位,年度,渠道,数量,计量单位", "QH101,2026,网站,12,条", "QH101,2026,抖音,3,个视频")
    _take(
        place, tmp_path, "单位,月份,收到,办结,未办结,转主动公开,要点", "QH101,2026-01,5,3,,1,<script>alert(1)</script>"
    )
    _take(place, tmp_path, APPLICATIONS, "QH101,2026,25,0,25,0,0,0,0,0,24,0")

    page = write_statistics(place, 2026, date(2027, 1, 12)).read_text(encoding="utf-8")

    name = next(unit.name for unit in place.units() if unit.code == "QH101")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    for said in (
        "计量单位不同，不相加",
        "未报送",
        f"{name} 未办结",
        f"{name} pending",
        "请单位核实",
        "Turned to voluntary",
        "没有数据的单位",
    ):
        assert said in page, said
