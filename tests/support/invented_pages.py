"""Invented pages beside those of a quarter: a year with its figures, the same year of a large district, a notice of orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from invented_year import UNITS, order, quarter, workspace
from told_orders import HOSTILE, hostile, later
from told_orders import opened as issued

from inspector.appraise.ranking import peers
from inspector.pipeline.appraise.appraising import appraise_year
from inspector.pipeline.appraise.assessment_example import write_example
from inspector.pipeline.appraise.assessments import take_in as take_assessment
from inspector.pipeline.appraise.statistics import take_in
from inspector.pipeline.appraise.year import year_pack
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.report.figures import write_assessment, write_statistics
from inspector.pipeline.workspace import Workspace
from inspector.rectify import orders_of
from inspector.rectify.ledger import Beside
from inspector.report.order_notices import Letterhead, notice
from inspector.report.order_pages import page
from inspector.report.year import write_year

PLACES = [{"url": "https://www.qinghe.gov.cn/zn.html", "quote": HOSTILE, "status": 200, "locator": "p 3"}]
LOOK = {
    "message": {"zh": HOSTILE, "en": HOSTILE},
    "before": PLACES,
    "after": PLACES,
    "run": "2026Q4-x",
    "root": "d" * 64,
}
_MARKUP = "<img src=x onerror=alert(1)>"
_END = date(2027, 1, 31)


def year_folder(place: Path) -> Path:
    """The year's folder of a workspace made at `place`: faults, vetoes, a quarter that one unit lacks, an order, figures."""
    made = workspace(place)
    units = [code for code, *_ in UNITS]
    for number in range(1, 5):
        faults: dict[str, dict[str, str]] = {code: {} for code in units}
        faults["QH101"] = {"GD-05": "fail"} if number % 2 else {}
        faults["QH104"] = {"CH-01": "fail"}
        quarter(made, f"2026Q{number}", {code: mine for code, mine in faults.items() if code != "QH103" or number < 4})
    seen = ("rechecked", "2026-03-30", {"outcome": "pass"})
    order(made, "2026Q1-001", "QH101", "GD-05", "2026Q1", ("issued", "2026-03-20", {"due": "2026-03-27"}), seen)
    _figures(made)
    return appraise_year(made, 2026, _END, _END).page.parent


def large_year(small: Path, folder: Path) -> Path:
    """The year of which `small` is the folder once more, with twenty units for each of its six."""
    pack = year_pack(Workspace.at(small.parents[1]), 2026, _END, _END, small)
    units = tuple(replace(one, unit=f"{one.unit}-{copy}") for copy in range(20) for one in pack.units)
    write_year(replace(pack, units=units, groups=peers(units, pack.formula.peers)), folder)
    return folder


def _figures(place: Workspace) -> None:
    """Statistics of the year that do not all fit, and an outside assessment of one quarter, as pages."""
    folder, by = place.settings.workspace, Word("王某", "区政府办", day=date(2026, 10, 12))
    for header, *rows in (
        ("单位,年度,渠道,数量,计量单位", "QH101,2026,网站,12,条", "QH104,2026,抖音,3,个视频"),
        (
            "单位,月份,收到,办结,未办结,转主动公开,要点",
            "QH101,2026-01,5,3,,1,征地补偿较多",
            f"QH104,2026-02,1,,,,{_MARKUP}",
        ),
        ("单位,年度,本年新收,上年结转,予以公开,总计,结转下年度", "QH101,2026,25,0,25,24,0", "QH102,2026,3,,3,3,0"),
    ):
        (folder / "t.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        take_in(place, folder / "t.csv", by)
    write_statistics(place, 2026, date(2027, 1, 12))
    mapping, _ = write_example(folder / "a")
    rows = (
        "单位,季度,得分,指标,存在问题,页面地址",
        f"QH104,2026Q3,88,{_MARKUP},{_MARKUP},https://www.qinghe.gov.cn/?q=<b>",
        "QH101,2026Q3,91,公开指南,指南没有联系电话,",
    )
    (folder / "t.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    take_assessment(place, folder / "t.csv", mapping, by)
    write_assessment(place, "2026Q3", date(2027, 1, 12))


def order_notice(folder: Path) -> Path:
    """A notice with an order in every state that it shows: overdue, escalated, returned, answered, closed, withdrawn, back again."""
    unit = {"unit": "QH103", "name": HOSTILE}
    events = [
        issued(1, **unit),
        later(1, 1, "escalated", "2026-12-02", step="supervised"),
        hostile(2, "QH103"),
        later(2, 1, "responded", "2026-11-26", done=HOSTILE, on="2026-11-26", url=HOSTILE, attachment=HOSTILE),
        later(2, 2, "rechecked", "2026-11-27", outcome="fail", **LOOK),
        issued(3, **unit),
        later(3, 1, "rechecked", "2026-11-27", outcome="pass", **LOOK),
        issued(4, **unit),
        later(4, 1, "withdrawn", "2026-11-27"),
        issued(5, **unit),
        later(5, 1, "closed", "2026-11-27"),
        later(5, 2, "reopened", "2026-11-28", due="2026-12-08", times=1, factor="1.5"),
        later(5, 3, "rechecked", "2026-11-29", outcome="unseen", **LOOK),
    ]
    head = Letterhead("清河区", "清河区政务公开办公室", "zwgk@qinghe.gov.cn", "清政公开整〔{year}〕{quarter}-{unit}号")
    mine = notice(orders_of(events), head, date(2026, 12, 3), "QH103", Beside({"F-4": "A-001 异议成立"}))
    folder.mkdir(parents=True)
    (folder / "QH103.html").write_text(page(mine, ("zh", "en")), encoding="utf-8")
    return folder
