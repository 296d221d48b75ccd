"""Annual reports: which is due, what is said of sums that do not add up, whose name it bears."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
FOLDER = Path(__file__).parents[3] / "rules" / "tests"


def _body(rule: str, name: str) -> str:
    return (FOLDER / rule / f"{name}.html").read_text("utf-8").partition("-->")[2]


def test_both_meanings_of_received_are_quoted_with_their_differences(judge: Judge) -> None:
    """Figures that only add up when `received` includes what was carried in: reading B differs by nothing, the unit is asked."""
    result = judge("AR-04", _body("AR-04", "fail-received-already-includes"), "unit: {name: 清河区文化和旅游局}")

    said = result.findings[0].message
    assert "口径A（新收不含上年结转）" in said.zh
    assert "差5" in said.zh
    assert "口径B（新收已含上年结转）" in said.zh
    assert "差0" in said.zh
    assert "ask the unit" in said.en
    assert not {"虚假", "造假"} & {said.zh[n : n + 2] for n in range(len(said.zh))}


_FOUNDING = (
    "2020年，全区收到政府信息公开申请1056件，办结969件，上年结转100件，结转下年度继续办理87件。",
    "办结969件，上年结转100件，新收1056件，结转下年87件。",
    "上年度结转申请100件，本年度新收申请1,056件；全年共办结969件，87件结转至下一年度继续办理。",
    "结转下年度继续办理87件，2020年共办理答复969件；当年新收1056件，2019年结转100件。",
    "依申请公开方面，共接收申请一千零五十六件，按期答复969件，结转下年87件，上年结转100件。",
    "全年新收到申请1056件，加上2019年结转的100件，共1156件；已答复969件，尚有87件在法定期限内结转2021年办理。",
    "全年共受理依申请公开1056件（含上年结转100件），已办结969件，结转下年87件。",
)
_PAGE = (
    "<html><head><title>清河区2020年政府信息公开工作年度报告</title></head><body><h1>清河区2020年政府信息公开工作年度报告</h1>"
    "<p>本报告的数据统计期限自2020年1月1日起至2020年12月31日止。</p><h2>一、总体情况</h2><p>{}</p></body></html>"
)


@pytest.mark.parametrize("text", _FOUNDING)
def test_the_founding_reports_figures_in_any_order(judge: Judge, text: str) -> None:
    """Typed as prose without a table: both meanings with their differences, the sentence quoted, and nothing is called false."""
    result = judge("AR-04", _PAGE.format(text), "at: 2021-03-10\nunit: {name: 清河区民政局}")

    (found,) = result.findings
    assert (found.outcome, found.points) == ("not_applicable", 0)
    assert "正文口径A（新收不含上年结转）1056 + 100 对 969 + 87，差100" in found.message.zh
    assert "正文口径B（新收已含上年结转）1056 对 969 + 87，差0" in found.message.zh
    assert "difference 100" in found.message.en
    assert any("969" in cited.quote for cited in found.evidence)


def test_a_text_that_says_which_is_which_holds_in_both_meanings(judge: Judge) -> None:
    """956 new and 1,056 received in all: neither differs."""
    text = "2020年共受理政府信息公开申请1056件，其中上年结转100件、本年新收956件，办结969件，87件结转下年度办理。"
    (found,) = judge("AR-04", _PAGE.format(text), "at: 2021-03-10").findings

    assert "956 + 100 对 969 + 87，差0" in found.message.zh
    assert "1056 对 969 + 87，差0" in found.message.zh


def test_where_neither_meaning_holds_the_unit_is_asked(judge: Judge) -> None:
    """Figures that add up in no reading are no verdict either: both differences, and a word to the unit."""
    text = "本年新收政府信息公开申请1050件，上年结转100件，办结969件，结转下年度87件。"
    (found,) = judge("AR-04", _PAGE.format(text), "at: 2021-03-10").findings

    assert (found.outcome, found.points) == ("not_applicable", 0)
    assert "差94" in found.message.zh
    assert "差-6" in found.message.zh
    assert "请单位核实" in found.message.zh


def test_blank_cells_are_the_units_and_never_a_fault(judge: Judge) -> None:
    """What a blank leaves open is undetermined, and it is the unit that can fill it."""
    result = judge("AR-04", _body("AR-04", "tricky-blank-cell"))

    assert [(one.outcome, one.attribution, one.reason) for one in result.findings] == [
        ("undetermined", "unit", "blank_cells")
    ]


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [("清河区民政局", [], "pass"), ("民政局", [], "pass"), ("清河区教育委员会", ["清河区民政局"], "fail")],
)
def test_the_report_must_be_the_units_own(judge: Judge, name: str, others: list[str], expected: str) -> None:
    """Another registered unit's report is told; a name without the district is the unit's own."""
    front = f"unit: {{name: {name}}}\nothers: [{', '.join(others)}]"

    assert judge("AR-03", _body("AR-04", "pass-balanced"), front).got == expected


def test_a_missing_report_makes_the_others_not_applicable(judge: Judge) -> None:
    """AR-01 costs; sums of a report that is not there are not judged."""
    result = judge("AR-04", "", "status: 404")

    assert [one.reason for one in result.findings] == ["superseded:AR-01"]


def test_a_report_of_another_year_is_not_compared_as_last_years(judge: Judge) -> None:
    """Where the link to last year's report leads to one of two years before, nothing is compared."""
    world = _body("AR-07", "fail-two-vanished")
    parts = world.rpartition("<!-- page:")
    older = (
        parts[0]
        + parts[1]
        + parts[2].replace("清河区民政局2024年", "清河区民政局2023年").replace("2024年1月1日", "2023年1月1日")
    )

    result = judge("AR-07", older, "url: https://www.qinghe.gov.cn/xxgk/nb/")

    assert result.got == "not_applicable"


@pytest.mark.parametrize(
    ("shown", "outcome"),
    [
        ("<img src='/swj/upload/202601/W020260120t1.png'>", "undetermined"),
        ("<img src='/images/logo.png'>", "not_applicable"),
    ],
)
def test_tables_in_pictures_are_not_seen(judge: Judge, shown: str, outcome: str) -> None:
    """A report whose tables were uploaded as pictures has figures that nobody read; without table and picture there are none."""
    page = (
        "<html><head><title>清河区商务局2025年政府信息公开工作年度报告</title></head><body><h1>清河区商务局2025年政府信息公开工作年度报告</h1>"
        "<p>发布日期：2026-01-20</p><h2>一、总体情况</h2><p>全年通过区政府网站公开信息，规范答复流程，加强平台建设和监督保障。</p>"
        f"<h2>三、收到和处理政府信息公开申请情况</h2><p>{shown}</p><h2>五、存在的主要问题及改进情况</h2><p>时效性需要提高。</p></body></html>"
    )

    assert [judge(rule, page, "unit: {name: 清河区商务局}").got for rule in ("AR-04", "AR-10")] == [outcome] * 2
