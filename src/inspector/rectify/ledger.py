"""The rectification ledger (整改台账): one line an order, in the columns offices use. Lists, forms and exports are cut from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from inspector.model.order import Event, Order
from inspector.rectify.words import OUTCOMES, SEVERITIES, STATUS, STEPS

SCHEMA = "inspector.orders/1"


@dataclass(frozen=True, slots=True)
class Line:
    """One order on a day. Days are ISO dates, moments ISO 8601 with +08:00; empty where something has not happened.

    `message`, `title`, `basis`, `remedy` and `example` are Chinese, as the notice has them. `points` is what the fault takes
    (0 or negative), `days` how many calendar days the closing took, `overdue_days` how many the deadline lies back. `responsible`
    is a role, never a person. `copy` and `screenshot` are paths below `reports/`, empty where there is none.
    """

    number: str
    notice: str
    unit: str
    name: str
    responsible: str
    quarter: str
    as_of: str
    rules: str
    finding: str
    rule: str
    title: str
    severity: str
    points: float
    url: str
    final_url: str
    column: str
    subject: str
    message: str
    quote: str
    http_status: int | None
    fetched_at: str
    sha256: str
    copy: str
    screenshot: str
    basis: str
    remedy: str
    example: str
    issued: str
    due: str
    received: str
    answer: str
    done: str
    done_on: str
    new_url: str
    attachment: str
    answered_by: str
    answered: str
    check: str
    checked: str
    checked_by: str
    status: str
    overdue_days: int
    escalated: str
    closed: str
    days: int | None
    recurred: int
    objection: str
    ruling: str


HEADINGS: Mapping[str, str] = {
    "number": "编号", "notice": "文号", "unit": "单位代码", "name": "责任单位", "responsible": "责任人",
    "quarter": "检查周期", "as_of": "监测时间点", "rules": "指标版本", "finding": "问题编号", "rule": "指标",
    "title": "指标名称", "severity": "等级", "points": "扣分", "url": "页面地址", "final_url": "跳转地址",
    "column": "栏目路径", "subject": "对象", "message": "问题描述", "quote": "原文摘录", "http_status": "HTTP状态",
    "fetched_at": "取证时间", "sha256": "校验码", "copy": "网页存档", "screenshot": "取证截图", "basis": "依据",
    "remedy": "整改要求", "example": "参考写法", "issued": "下发日期", "due": "整改时限", "received": "签收日期",
    "answer": "反馈类型", "done": "整改情况", "done_on": "完成日期", "new_url": "新网址", "attachment": "附件",
    "answered_by": "填报人", "answered": "反馈日期", "check": "复查结果", "checked": "复查时间",
    "checked_by": "复查人", "status": "台账状态", "overdue_days": "逾期天数", "escalated": "督办措施",
    "closed": "销号日期", "days": "整改天数", "recurred": "反弹次数", "objection": "异议理由", "ruling": "异议处理",
}  # fmt: skip
"""The column of each field in tables, in the ledger's order."""
FORM = ("number", "name", "rule", "title", "message", "url", "column", "remedy", "due", "status")
"""What the response form says of an order."""
ASKED = ("answer", "objection", "done", "done_on", "new_url", "attachment", "answered_by")
"""What the response form asks the unit."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an order and is no event of it.

    By finding id: `rulings`, what became of the newest objection to it, and `objections`, its reason in words. By number:
    `copies`, where the stored page and its screenshot are.
    """

    rulings: Mapping[str, str] = field(default_factory=dict)
    objections: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, tuple[str, str]] = field(default_factory=dict)


NOTHING = Beside()


def ledger(orders: Iterable[Order], today: date, notice: str = "", beside: Beside = NOTHING) -> tuple[Line, ...]:
    """The lines of `orders` as they stand on `today`; `notice` is the pattern of a unit's notice number."""
    return tuple(_line(order, today, notice, beside) for order in orders)


def notice_number(pattern: str, quarter: str, unit: str) -> str:
    """The number of the notice a unit gets in a quarter; `pattern` knows {year}, {quarter} and {unit}."""
    return pattern.format(year=quarter[:4], quarter=quarter[-1], unit=unit)


def cells(line: Line, names: Iterable[str] = tuple(HEADINGS)) -> list[object]:
    """The line's cells for people: codes in words, numbers as numbers."""
    words = {
        "severity": SEVERITIES[line.severity].zh if line.severity in SEVERITIES else line.severity,
        "status": STATUS[line.status].zh,
        "check": OUTCOMES[line.check].zh if line.check else "",
        "escalated": STEPS[line.escalated].zh if line.escalated else "",
    }
    found = (words.get(name, getattr(line, name)) for name in names)
    return ["" if value is None else value for value in found]


def document(lines: Iterable[Line], today: date) -> dict[str, Any]:
    """The ledger as one JSON object; `schema` describes it."""
    return {"schema": SCHEMA, "as_of": today.isoformat(), "orders": [asdict(line) for line in lines]}


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the ledger's JSON."""
    line = TypeAdapter(Line).json_schema()
    line["additionalProperties"] = False
    for name, heading in HEADINGS.items():
        line["properties"][name]["title"] = heading
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["schema", "as_of", "orders"],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA},
            "as_of": {"type": "string", "format": "date", "description": "the day the ledger stands on"},
            "orders": {"type": "array", "items": line},
        },
    }


def _line(order: Order, today: date, notice: str, beside: Beside) -> Line:
    copy, screenshot = beside.copies.get(order.number, ("", ""))
    data, card = order.opened, order.opened.get("rule_card", {})
    cited = data["evidence"][0] if data.get("evidence") else {}
    said = {
        "number": order.number,
        "notice": notice_number(notice, order.quarter, order.unit) if notice else "",
        "unit": order.unit,
        "name": data.get("name", order.unit),
        "responsible": data.get("responsible", ""),
        "column": data.get("column", ""),
        "copy": copy,
        "screenshot": screenshot,
        "quarter": order.quarter,
        "as_of": data.get("as_of", ""),
        "rules": " ".join(part for part in (data.get("profile", ""), data.get("rules_digest", "")[:12]) if part),
        "finding": order.finding,
        "rule": order.rule,
        "title": _zh(card.get("title")),
        "severity": order.severity,
        "points": data.get("points", 0),
        "subject": order.subject,
        "message": _zh(data.get("message")),
        "basis": "；".join(_zh(basis) for basis in card.get("basis", [])),
        "remedy": _zh(card.get("remedy")),
        "example": _zh(card.get("example")),
        "objection": beside.objections.get(order.finding, ""),
        "ruling": beside.rulings.get(order.finding, ""),
    }
    return Line(**{**_BLANK, **said, **_evidence(cited), **_life(order, today)})


def _evidence(cited: Mapping[str, Any]) -> dict[str, Any]:
    names = {
        "url": "url",
        "final_url": "final_url",
        "quote": "quote",
        "http_status": "status",
        "fetched_at": "fetched_at",
    }
    found = {field: cited.get(name) for field, name in {**names, "sha256": "sha256"}.items()}
    return {name: value for name, value in found.items() if value is not None}


def _life(order: Order, today: date) -> dict[str, Any]:
    check, received = order.last("rechecked"), order.last("received")
    late = (today - order.due).days if order.due is not None and order.overdue(today) else 0
    return {
        **answered(order.answer),
        "issued": _day(order.issued_on),
        "due": _day(order.due),
        "received": _day(received.day if received else None),
        "check": check.data["outcome"] if check else "",
        "checked": check.at if check else "",
        "checked_by": check.author if check else "",
        "status": order.status,
        "overdue_days": late,
        "escalated": order.escalated or "",
        "closed": _day(order.closed_on),
        "days": order.days_to_fix,
        "recurred": order.reopened,
    }


def answered(event: Event | None) -> dict[str, str]:
    """What a unit's answer says, in the fields of the ledger; nothing where it has not answered."""
    if event is None:
        return {}
    kind = {"responded": "已整改", "requested": "申请延期", "started": "整改中"}[event.kind]
    data = event.data
    return {
        "answer": kind,
        "done": data.get("done", ""),
        "done_on": data.get("on", ""),
        "new_url": data.get("url", ""),
        "attachment": data.get("attachment", ""),
        "answered_by": event.author,
        "answered": event.at[:10],
    }


def _zh(words: Mapping[str, str] | None) -> str:
    return words["zh"] if words else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_BLANK: Mapping[str, Any] = {one.name: None if one.name in ("http_status", "days") else "" for one in fields(Line)}
