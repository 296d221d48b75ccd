"""Statistics on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.table import Table

from inspector.cli.screen import errors, out
from inspector.pipeline.appraise.statistics import Checked, Year
from inspector.statistics import CHANNELS, sums_by_measure

_SAID = {"pass": "✓", "fail": "✕", "undetermined": "?", "not_applicable": "–"}


FIGURES = (
    "单位代码/unit_code",
    "单位/unit",
    "年度/year",
    "类别/kind",
    "项目/item",
    "数值/value",
    "计量单位/measure",
    "来源/source",
)
MONTHS = (
    "月份/month", "收到/received", "办结/handled", "未办结/pending", "转主动公开/turned", "报送/reported", "未报送/missing",
    "要点/points",
)  # fmt: skip


def figure_rows(found: Year) -> Iterator[tuple[object, ...]]:
    """A figure a row: channels, the cells of table three, and each identity's difference; a blank stays empty."""
    for it in found.disclosed:
        name = found.units.get(it.unit, "")
        yield it.unit, name, it.year, "channel", it.channel, it.count, it.measure, it.source
    for one in found.applications:
        report, name = one.report, found.units.get(one.report.unit, "")
        for row, cells in report.rows.items():
            for column, value in cells.items():
                shown = "" if value is None else value
                yield report.unit, name, report.year, report.origin, f"{row}.{column}", shown, "件", report.source
        for identity in one.identities:
            shown = "" if identity["delta"] is None else identity["delta"]
            yield report.unit, name, report.year, identity["status"], identity["id"], shown, "", identity["detail"]


def month_rows(found: Year) -> Iterator[tuple[object, ...]]:
    """A month a row, with who did not report and every key point."""
    for one in found.months.months:
        points = "；".join(f"{code} {text}" for code, text in one.points)
        yield one.month, one.received, one.handled, one.pending, one.turned, one.reported, "|".join(one.missing), points


def show_channels(found: Year) -> None:
    """Items by channel and unit, and sums by what was counted."""
    table = Table(
        "单位 unit",
        *(words.zh for words in CHANNELS.values()),
        "按计量单位合计 by measure",
        title=f"{found.year} 主动公开 disclosed",
    )
    for code, name in found.units.items():
        mine = {one.channel: one for one in found.disclosed if one.unit == code}
        if mine:
            cells = [f"{mine[key].count}{mine[key].measure}" if key in mine else "—" for key in CHANNELS]
            table.add_row(f"{code} {name}", *cells, _sums(sums_by_measure(mine.values())))
    if not found.disclosed:
        errors.print(f"no figures of disclosure by channel for {found.year}", markup=False)
        return
    out.print(table)
    out.print(f"合计 total: {_sums(found.measures)}", markup=False, soft_wrap=True)
    if len(found.measures) > 1:
        out.print("计量单位不同，不相加。 Counted in different measures: not added up.", markup=False, soft_wrap=True)


def _sums(sums: dict[str, int]) -> str:
    return "；".join(f"{count}{measure}" for measure, count in sums.items())


def show_applications(found: Year) -> None:
    """Applications with their identities, and what the unit has to be asked."""
    numbers = [f"I{number}" for number in range(1, 12) if number != 9]
    table = Table(
        "单位 unit",
        "来源 from",
        "新收 new",
        "上年结转 in",
        "办结 total",
        "结转 out",
        *numbers,
        title=f"{found.year} 依申请公开 applications",
    )
    for one in found.applications:
        report, told = one.report, {it["id"]: _SAID[it["status"]] for it in one.identities}
        figures = [figure(report.total(row)) for row in ("new", "carried_in", "total", "carried_out")]
        origin = "年报" if report.origin == "report" else "导入"
        table.add_row(
            f"{report.unit} {found.units.get(report.unit, '')}",
            origin,
            *figures,
            *(told.get(key, "") for key in numbers),
        )
    if found.applications:
        out.print(table)
    for one in found.applications:
        for line in _told(one):
            out.print(line, markup=False, soft_wrap=True)
    if found.without:
        out.print(
            f"没有数据 no figures ({len(found.without)}/{len(found.units)}): {'、'.join(found.without)}",
            markup=False,
            soft_wrap=True,
        )


def _told(one: Checked) -> Iterable[str]:
    """What does not add up, under which reading it would, and the sentences: the unit is asked, nothing is called false."""
    report = one.report
    wrong = [it for it in one.identities if it["status"] == "fail"]
    for it in wrong:
        yield f"{report.unit} {report.year} {it['id']} 差额 difference {it['delta']}: {it['detail']}"
    if any(it["id"] in ("I1", "I4") for it in wrong) or (one.readings and not all(it["holds"] for it in one.readings)):
        for it in one.readings:
            holds = "成立 holds" if it["holds"] else f"差额 difference {it['delta']}"
            yield f"{report.unit} {report.year} 读法 reading {it['reading']} ({it['basis']}): {it['detail']}  {holds}"
        for quote in report.quotes:
            yield f"  “{quote}”"
        yield f"  {report.source}  请单位核实 ask the unit"
    for row, (published, imported) in one.differs.items():
        yield f"{report.unit} {report.year} {row}: 年报 report {published}, 导入 import {imported}"


def show_across(found: Year) -> None:
    """I9: the units beside the district."""
    for one in found.across:
        if one.district is None and not one.counted:
            continue
        said = {
            "pass": "一致 agrees",
            "differs": f"差额 difference {one.delta}",
            "undetermined": "不能判断 undetermined",
        }[one.status]
        missing = f"，缺 missing {'、'.join(one.missing)}" if one.missing else ""
        line = f"I9 {one.row}: {one.counted}家合计 units {one.units}, 全区 district {figure(one.district)}: {said}{missing}"
        out.print(line, markup=False, soft_wrap=True)
    if any(one.status == "differs" for one in found.across):
        out.print(
            "垂直管理部门和区政府本级可能不在各单位之内。 Vertical agencies and the district itself may be outside.",
            markup=False,
        )


def show_months(found: Year) -> None:
    """The months, their key points, who did not report, what does not fit."""
    table = Table(
        "月份 month",
        "收到 received",
        "办结 handled",
        "未办结 pending",
        "转主动公开 turned",
        "报送 reported",
        title=f"{found.year}",
    )
    for one in found.months.months:
        figures = [str(value) for value in (one.received, one.handled, one.pending, one.turned)]
        table.add_row(one.month, *figures, f"{one.reported}/{one.reported + len(one.missing)}")
    out.print(table)
    for one in found.months.months:
        for code, points in one.points:
            out.print(f"{one.month} {code} {found.units.get(code, '')}: {points}", markup=False, soft_wrap=True)
        for label, codes in (("未报送 not reported", one.missing), ("空白 blank", one.blanks)):
            if codes:
                out.print(f"{one.month} {label}: {'、'.join(codes)}", markup=False, soft_wrap=True)
    for note in found.months.notes:
        out.print(f"请核实 look at: {note}", markup=False, soft_wrap=True)


def figure(value: int | None) -> str:
    """A figure; a blank is not zero."""
    return "空白 blank" if value is None else str(value)


def year_json(found: Year) -> dict[str, Any]:
    """Plain data, `inspector.statistics/1`; null is a blank, never zero."""
    return {
        "schema": "inspector.statistics/1",
        "year": found.year,
        "disclosed": [asdict(one) for one in found.disclosed],
        "disclosed_by_measure": found.measures,
        "applications": [
            {
                "unit": one.report.unit,
                "origin": one.report.origin,
                "source": one.report.source,
                "sha256": one.report.sha256,
                "rows": one.report.rows,
                "identities": list(one.identities),
                "readings": list(one.readings),
                "quotes": list(one.report.quotes),
                "differs": {row: list(pair) for row, pair in one.differs.items()},
            }
            for one in found.applications
        ],
        "without_figures": list(found.without),
        "I9": [{**asdict(one), "status": one.status, "delta": one.delta} for one in found.across],
    }


def months_json(found: Year) -> dict[str, Any]:
    """Plain data, `inspector.statistics.months/1`."""
    return {"schema": "inspector.statistics.months/1", **asdict(found.months)}
