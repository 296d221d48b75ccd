"""Exports for machines and spreadsheets: the result as JSON, scores and findings as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from inspector.model.words import Words
from inspector.report.rows import Row
from inspector.report.views import UnitView

FINDINGS = (
    "单位代码/unit_code", "单位/unit", "类型/type", "指标/rule", "指标名称/title_zh", "title_en", "对象/subject", "结果/outcome",
    "已确认/confirmed", "等级/severity", "应扣/points", "实扣/taken", "说明/message_zh", "message_en", "原因/reason", "归责/attribution",
    "整改期限/due", "网址/url", "摘录/quote", "位置/locator", "取证时间/fetched_at", "校验码/sha256", "问题编号/id",
)  # fmt: skip
SCORES = (
    "单位代码/unit_code", "单位/unit", "类型/type", "状态/status", "得分/value", "下限/floor", "满分/max", "等次/grade_zh", "grade_en",
    "等次暂缓/held", "否决/veto", "覆盖率/coverage", "不合格/failed", "待确认/proposed", "未判定/undetermined", "较上季/delta",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def finding_rows(unit: UnitView) -> Iterable[tuple[object, ...]]:
    """One row per finding of `unit`, in the columns of `FINDINGS`; of several places the first is given."""
    for items in unit.items.values():
        for item in items:
            place = item.places[0] if item.places else None
            yield (
                unit.code, unit.name, unit.type, item.card.id, item.card.title.zh, item.card.title.en, item.subject,
                "fail" if item.kind in ("failed", "proposal") else item.kind, "no" if item.kind == "proposal" else "yes",
                item.severity, item.points, item.taken, item.message.zh, item.message.en, item.reason, item.attribution, item.due,
                *((place.url, place.quote, place.locator, place.fetched, place.sha256) if place else ("",) * 5), item.id,
            )  # fmt: skip


def score_row(row: Row) -> tuple[object, ...]:
    """The row of a unit in the columns of `SCORES`; one of which nothing could be judged has no score and no grade there either."""
    judged = row.status == "inspected"
    grade = row.grade if judged else Words("", "")
    value, floor = (row.value, row.floor) if judged else ("", "")
    return (
        row.code, row.name, row.type, row.status, value, floor, row.max, grade.zh, grade.en,
        "yes" if row.held else "no", row.veto, row.coverage, row.counts["failed"], row.counts["proposal"],
        row.counts["undetermined"], "" if row.delta is None else row.delta,
    )  # fmt: skip


def texts(result: Mapping[str, Any]) -> Callable[[], Iterator[str]]:
    """Gives the result in pieces that together are the text `--json` writes, byte for byte, without ever holding it whole."""

    def pieces() -> Iterator[str]:
        yield from json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(result)
        yield "\n"

    return pieces


def lines(header: Sequence[str], rows: Iterable[Sequence[object]] = ()) -> Iterator[str]:
    """CSV for spreadsheets, line by line: byte order mark, CRLF; no text cell can be taken for a formula."""
    yield "\ufeff" + row_text(header)
    for row in rows:
        yield row_text(row)


def row_text(row: Sequence[object]) -> str:
    """One line; numbers stay numbers, texts that could start a formula get an apostrophe."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([_cell(value) for value in row])
    return stream.getvalue()


def _cell(value: object) -> str:
    if not isinstance(value, str):
        return str(value)
    return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value
