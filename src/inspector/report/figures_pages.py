"""Pages of figures that stand beside inspections: a year's statistics, and a quarter's outside assessments beside our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector import __version__
from inspector.model.words import Words
from inspector.report import figures_words
from inspector.report.html import Pages
from inspector.statistics import CHANNELS

IDENTITIES: Mapping[str, Words] = {
    "I1": Words("新收＋上年结转＝办理结果＋结转下年", "new + carried in = results + carried out"),
    "I2": Words("办理结果总计＝各类结果之和", "total of results = sum of their kinds"),
    "I3": Words("总计＝自然人＋各类组织", "total = persons + organisations"),
    "I4": Words("本年上年结转＝上年报告的结转下年", "carried in = carried out of last year's report"),
    "I5": Words("复议诉讼：各结果之和＝总计", "reviews and suits: kinds sum to the total"),
    "I6": Words("现行有效＝上年现行有效＋制发－废止（参考）", "in force = last year's + made - abolished (plausible)"),
    "I7": Words("文字与表格的数字一致", "figures in the text = figures in the tables"),
    "I8": Words("数字为非负整数，格式规范", "whole numbers, not negative, well formed"),
    "I10": Words("标题、文件和正文的年度一致", "title, file and text name one year"),
    "I11": Words("有办理总数必有办理结果", "where there is a total there are results"),
}
"""What each identity says (国办公开办函〔2021〕30号 and arithmetic); I9, across units, has a table of its own."""
BASES: Mapping[str, Words] = {
    "table": Words("年报表格", "the report's table"),
    "prose": Words("年报正文", "the report's text"),
    "import": Words("报送数据", "what was handed in"),
}
"""Which figures a reading of what was received goes by."""
ROWS: Mapping[str, Words] = {
    "new": Words("本年新收", "new"),
    "total": Words("办理结果总计", "results"),
    "carried_out": Words("结转下年度", "carried out"),
}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A unit's two scores, of 100; ours are None where it was not inspected that quarter."""

    unit: str
    theirs: Decimal
    ours: Decimal | None
    floor: Decimal | None
    issues: int
    agreed: int
    only_ours: int

    @property
    def difference(self) -> Decimal | None:
        """Theirs minus ours."""
        return None if self.ours is None else self.theirs - self.ours


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An assessor's issue, what our own inspection says of it, and the orders that track it."""

    unit: str
    item: str
    text: str
    url: str
    match: Words
    findings: tuple[str, ...]
    orders: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AssessorView:
    """One assessor's quarter beside ours."""

    assessor: str
    file: str
    at: str
    author: str
    scores: tuple[ScoreRow, ...]
    issues: tuple[IssueRow, ...]


def statistics_page(year: object, district: str, day: date, languages: tuple[str, ...]) -> str:
    """A year's statistics as one page; `year` has the fields of `pipeline.appraise.statistics.Year`."""
    values = {
        "year": year,
        "channels": CHANNELS,
        "identities": IDENTITIES,
        "rows": ROWS,
        "bases": BASES,
        "form": figures_words,
    }
    return _page("figures/statistics.html", values, district, day, languages)


def assessment_page(
    quarter: str,
    found: Sequence[AssessorView],
    names: Mapping[str, str],
    district: str,
    day: date,
    languages: tuple[str, ...],
) -> str:
    """Every assessor of a quarter beside our own result, as one page."""
    values = {"quarter_id": quarter, "found": found, "names": names}
    return _page("figures/assessment.html", values, district, day, languages)


def _page(template: str, values: Mapping[str, object], district: str, day: date, languages: tuple[str, ...]) -> str:
    run = {"engine_version": __version__}
    return Pages(languages).render(template, {**values, "district": district, "day": day, "run": run, "root": ""})
