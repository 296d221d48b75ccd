"""The year as one workbook for the appraisal office: every sum is a live formula over cells a person can follow.

Formulas are only ours: names, reasons and everything else from outside is written as text and never read as a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from inspector.appraise.pack import QuarterHead, YearPack
from inspector.appraise.record import UnitYear, YearLine
from inspector.report.links import clean
from inspector.report.phrases import TYPES

_LINES = "年度台账"
_HEAD = ("单位代码", "单位", "类型", "标签")
_DEDUCTED = (
    ("recurrence", "复发扣分"), ("late", "逾期扣分"), ("verified_fix", "按期整改加分"), ("bound", "限额退回"),
    ("limit", "上下限调整"), ("memory", "否决封顶"),
)  # fmt: skip
_FACTS = ("问题数", "复发数", "逾期数", "按期整改数", "未销号数", "整改天数中位数", "同类", "名次", "说明")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet being written; every text is stripped of control characters and written as text."""

    sheet: Any
    bold: Any

    def header(self, names: Sequence[str], row: int = 0) -> None:
        for column, name in enumerate(names):
            self.sheet.write_string(row, column, name, self.bold)
        self.sheet.freeze_panes(row + 1, 2)

    def put(self, row: int, column: int, value: object) -> None:
        if isinstance(value, Decimal | int):
            self.sheet.write_number(row, column, float(value))
        elif value:
            self.sheet.write_string(row, column, clean(str(value)))

    def sum(self, row: int, column: int, formula: str, value: Decimal | None) -> None:
        """A live formula with the value it has, for readers that do not calculate."""
        self.sheet.write_formula(row, column, formula, None, float(value) if value is not None else "")


def book(pack: YearPack) -> bytes:
    """The workbook: summary, ledger of the year, ledgers of the quarters, formula, sources. The same bytes for the same pack."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"created": datetime(pack.at.year, pack.at.month, pack.at.day), "title": "appraisal"})  # noqa: DTZ001 - a day, not a moment
        bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheets = {
            name: _Sheet(workbook.add_worksheet(name), bold)
            for name in ("汇总", _LINES, "季度台账", "口径", "数据来源")
        }
        _summary(sheets["汇总"], pack)
        _table(sheets[_LINES], ("单位代码", "单位", "类别", "季度", "依据", "事由", "分值"), _year_lines(pack))
        _table(
            sheets["季度台账"], ("单位代码", "单位", "季度", "检查批次", "指标", "事由", "分值"), _quarter_lines(pack)
        )
        _table(sheets["口径"], ("项目", "值"), _formula(pack))
        _table(
            sheets["数据来源"],
            ("季度", "检查批次", "监测时间点", "程序版本", "指标摘要", "证据根", "发布"),
            _sources(pack),
        )
        widths = ((_LINES, 5, 60), ("季度台账", 5, 60), ("口径", 0, 40), ("口径", 1, 60))
        for name, column, width in widths:
            sheets[name].sheet.set_column(column, column, width)
    return stream.getvalue()


def _summary(sheet: _Sheet, pack: YearPack) -> None:
    """Weights in row 2, one unit a row below; mean, sums of the ledger, year and points are formulas."""
    quarters = [one.quarter for one in pack.quarters]
    weights = pack.formula.weights(pack.year)
    names = (
        *_HEAD,
        *quarters,
        "加权平均",
        "最低季度调整",
        "第三方调整",
        *(name for _, name in _DEDUCTED),
        "年度得分",
        "下限",
        "考核分",
    )
    sheet.header((*names, *_FACTS))
    sheet.put(1, 1, "权重")
    for column, quarter in enumerate(quarters, len(_HEAD)):
        sheet.put(1, column, weights.get(quarter, Decimal(0)))
    peers = _places(pack)
    for row, unit in enumerate(pack.units, 2):
        _unit(sheet, row, unit, pack, peers.get(unit.unit, ()))
    sheet.sheet.set_column(1, 1, 28)
    sheet.sheet.set_column(len(names) + len(_FACTS) - 1, len(names) + len(_FACTS) - 1, 60)


def _unit(sheet: _Sheet, row: int, unit: UnitYear, pack: YearPack, peers: Sequence[tuple[str, str]]) -> None:
    for column, text in enumerate((unit.unit, unit.name, unit.type, "|".join(unit.tags))):
        sheet.put(row, column, text)
    first = len(_HEAD)
    out = {gap.quarter for gap in unit.gaps if gap.excused}
    scores = {one.quarter: one.value for one in unit.quarters if one.quarter not in out}
    for column, quarter in enumerate((one.quarter for one in pack.quarters), first):
        sheet.put(row, column, scores.get(quarter, ""))
    column = first + len(pack.quarters)
    if unit.value is not None:
        _sums(sheet, row, column, unit, pack)
    group, place = ("；".join(one[part] for one in peers) for part in (0, 1))
    facts = (
        unit.issues,
        unit.recurrences,
        unit.late,
        unit.fixed,
        unit.open,
        unit.days,
        group,
        place,
        _said(unit, pack),
    )
    for offset, value in enumerate(facts, column + 3 + len(_DEDUCTED) + 3):
        sheet.put(row, offset, value)


def _sums(sheet: _Sheet, row: int, column: int, unit: UnitYear, pack: YearPack) -> None:
    first, last = xl_rowcol_to_cell(row, len(_HEAD)), xl_rowcol_to_cell(row, column - 1)
    weight_first, weight_last = (xl_rowcol_to_cell(1, c, row_abs=True) for c in (len(_HEAD), column - 1))
    weights, scores = f"{weight_first}:{weight_last}", f"{first}:{last}"
    mean = f"=ROUND(SUMPRODUCT({weights},{scores})/SUMPRODUCT({weights},--ISNUMBER({scores})),2)"
    kinds = ["lowest", "third_party", *(kind for kind, _ in _DEDUCTED)]
    sheet.sum(row, column, mean, _of(unit.lines, "mean"))
    for offset, kind in enumerate(kinds, column + 1):
        formula = f"=ROUND(SUMIFS('{_LINES}'!$G:$G,'{_LINES}'!$A:$A,$A{row + 1},'{_LINES}'!$C:$C,\"{kind}\"),2)"
        sheet.sum(row, offset, formula, _of(unit.lines, kind))
    value = column + 1 + len(kinds)
    total = f"=ROUND(SUM({xl_rowcol_to_cell(row, column)}:{xl_rowcol_to_cell(row, value - 1)}),2)"
    sheet.sum(row, value, total, unit.value)
    sheet.put(row, value + 1, unit.floor)
    points = f"=ROUND({xl_col_to_name(value)}{row + 1}*{pack.formula.points:f}/100,2)"
    sheet.sum(row, value + 2, points, unit.points)


def _of(lines: Iterable[YearLine], kind: str) -> Decimal:
    return sum((line.points for line in lines if line.kind == kind), Decimal(0))


def _places(pack: YearPack) -> dict[str, list[tuple[str, str]]]:
    """Unit code -> its peer groups, with how many are ranked in them, and its place in each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for group in pack.groups:
        name = TYPES[group.name].zh if group.name in TYPES else group.name or "未加标签"
        for place in group.ranked:
            found.setdefault(place.unit.unit, []).append((f"{name}（{len(group.ranked)}家）", place.shown))
    return found


def _said(unit: UnitYear, pack: YearPack) -> str:
    """Why there is no figure, or why it is not final."""
    told = [f"{gap.quarter} {gap.why.zh}" for gap in unit.gaps]
    told += [f"{quarter} 缺少第三方评估" for quarter in unit.unassessed]
    told += [
        f"{quarter} 结果尚未发布" for quarter in pack.drafts if any(one.quarter == quarter for one in unit.quarters)
    ]
    if unit.held:
        told.append("有拟单项否决或申诉待处理")
    told += [
        f"{one.quarter} 公布得分{one.published}，裁定后{one.value}"
        for one in unit.quarters
        if one.published != one.value
    ]
    return "；".join(told)


def _table(sheet: _Sheet, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    sheet.header(names)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheet.put(number, column, value)


def _year_lines(pack: YearPack) -> Iterator[tuple[object, ...]]:
    for unit in pack.units:
        for line in unit.lines:
            yield unit.unit, unit.name, line.kind, line.quarter, line.ref, line.reason.zh, line.points


def _quarter_lines(pack: YearPack) -> Iterator[tuple[object, ...]]:
    for unit in pack.units:
        for score in unit.quarters:
            start: Mapping[str, Any] = score.result["score"]
            yield unit.unit, unit.name, score.quarter, score.run, "", "满分", Decimal(str(start["max"]))
            for entry in score.result["ledger"]:
                points = Decimal(str(entry["points"]))
                yield unit.unit, unit.name, score.quarter, score.run, entry["rule"], entry["reason"]["zh"], points


def _formula(pack: YearPack) -> Iterator[tuple[object, ...]]:
    formula = pack.formula
    yield "口径", f"{formula.id} {formula.title.zh}"
    yield "摘要", formula.digest()
    for name, weight in sorted(formula.quarters.items()):
        yield f"权重 {name}", weight
    yield "最低季度所占比例", formula.lowest.share
    yield "第三方评估所占比例", formula.third_party.share
    for label, rate in (("复发", formula.recurrence), ("逾期", formula.late), ("按期整改", formula.verified_fix)):
        yield f"{label}每项分值", rate.each
        yield f"{label}限额", rate.most
    for line in formula.memory:
        what = "已确认单项否决" if line.veto else "、".join(line.rules)
        yield f"{what} {line.quarters}个季度，封顶", line.most
    yield "考核分满分", formula.points
    for key, value in pack.overrides.items():
        yield f"config.toml [appraisal] {key}", value


def _sources(pack: YearPack) -> Iterator[tuple[object, ...]]:
    for quarter in pack.quarters:
        for run in quarter.runs:
            yield (
                quarter.quarter,
                run["id"],
                run["as_of"],
                run["engine_version"],
                run["rules_digest"],
                run["evidence_root"],
                _release(quarter, run),
            )
        if not quarter.runs:
            yield quarter.quarter, "没有完整的检查结果"


def _release(quarter: QuarterHead, run: Mapping[str, Any]) -> str:
    if quarter.released is None or not quarter.out(run):
        return "未发布（草稿）"
    return f"{quarter.released.at[:10]} {quarter.released.author} {quarter.released.authority}"
