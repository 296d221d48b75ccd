"""The days that matter as a calendar file (RFC 5545) which every mail program and telephone reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from inspector.model.order import Order
from inspector.model.quarter import Quarter
from inspector.report.links import clean

_DAY = timedelta(days=1)


def calendar(quarters: Iterable[Quarter], orders: Iterable[Order], names: dict[str, str], district: str) -> bytes:
    """An all-day entry for each window's days and each open order's deadline; `names` are the units' by code.

    The same windows and orders give the same bytes; an entry keeps its UID, so that a calendar read again moves it.
    """
    made = Calendar()
    made.add("prodid", "-//Inspector//deadlines//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{district}政府信息公开检查")
    made.add("x-wr-timezone", "Asia/Shanghai")
    for window in quarters:
        for name, day, words in _days(window):
            stamp = datetime.combine(window.start, datetime.min.time())
            made.add_component(_entry(f"{window.id}-{name}", day, f"{window.id} {words}", "", stamp))
    for order in orders:
        if order.open and order.due is not None:
            unit = names.get(order.unit, order.unit)
            last = order.events[-1]
            told = clean(str(order.opened.get("message", {}).get("zh", "")))
            stamp = datetime.fromisoformat(last.at)
            title = f"整改到期：{unit} {order.rule}（{order.number}）"
            made.add_component(_entry(f"order-{order.number}", order.due, title, told, stamp))
    return bytes(made.to_ical())


def _days(window: Quarter) -> list[tuple[str, date, str]]:
    return [
        ("start", window.start, "检查周期开始"),
        ("freeze", window.freeze, "内容截止（冻结）"),
        ("end", window.end, "监测时间点"),
        ("rectify", window.rectify_by, "整改截止"),
    ]


def _entry(uid: str, day: date, title: str, told: str, stamp: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{uid}@inspector")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", day)
    entry.add("dtend", day + _DAY)
    entry.add("summary", title)
    if told:
        entry.add("description", told)
    entry.add("transp", "TRANSPARENT")
    return entry
