"""Tables of figures that people hand in: told apart by their headers, every fault by row and column, blank never zero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from typing import Any

from inspector.errors import Problem
from inspector.facts.report.cells import number
from inspector.facts.report.layout import COLUMNS, ROWS
from inspector.model.unit import Unit
from inspector.statistics.disclosed import CHANNELS, Disclosed, channel_key
from inspector.statistics.months import Month

Row = tuple[int, Sequence[str]]
_GROUPS = ("r3", "r4", "r5")
_TITLES = {
    "unit": "单位", "year": "年度", "month": "月份", "channel": "渠道", "count": "数量", "measure": "计量单位", "source": "来源",
    "applicant": "申请人", "new": "本年新收", "carried_in": "上年结转", "total": "总计", "carried_out": "结转下年度", "r1": "予以公开",
    "r2": "部分公开", "r3": "不予公开", "r4": "无法提供", "r5": "不予处理", "r6": "其他处理", "received": "收到", "handled": "办结",
    "pending": "未办结", "turned": "转主动公开", "points": "要点",
}  # fmt: skip
KINDS: Mapping[str, tuple[str, ...]] = {
    "channels": ("unit", "year", "channel", "count", "measure", "source"),
    "applications": (
        "unit",
        "year",
        "applicant",
        "new",
        "carried_in",
        "r1",
        "r2",
        "r3",
        "r4",
        "r5",
        "r6",
        "total",
        "carried_out",
    ),
    "months": ("unit", "month", "received", "handled", "pending", "turned", "points", "source"),
}
"""The columns of each kind, as a template has them; Chinese titles or these keys are read."""
_NEEDED = {
    "channels": ("unit", "year", "channel", "count", "measure"),
    "applications": ("unit", "year", "total"),
    "months": ("unit", "month", "received"),
}
_APPLICANTS = {
    "自然人": "natural",
    "商业企业": "business",
    "科研机构": "research",
    "社会公益组织": "welfare",
    "法律服务机构": "legal",
    "其他": "other",
    "总计": "total",
    "": "total",
}


@dataclass(slots=True)
class Table:
    """What a table holds, or its faults: then nothing of it counts. `applications`: (unit, year) -> row -> applicant -> figure."""

    kind: str = ""
    channels: list[Disclosed] = field(default_factory=list)
    applications: dict[tuple[str, int], dict[str, dict[str, int | None]]] = field(default_factory=dict)
    months: list[Month] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)

    @property
    def events(self) -> list[tuple[str, str, dict[str, Any]]]:
        """(key, kind, data) of each figure, as it is kept; `source` and `sha256` are still to be filled in."""
        kept: list[tuple[str, str, dict[str, Any]]] = [
            (f"channel/{one.unit}/{one.year}/{one.channel}", "channel", {"figure": asdict(one)})
            for one in self.channels
        ]
        kept += [(f"month/{one.unit}/{one.month}", "month", {"figure": asdict(one)}) for one in self.months]
        for (unit, year), rows in self.applications.items():
            facts = {"year": year, "tables": {"applications": rows}}
            kept.append((f"applications/{unit}/{year}", "applications", {"unit": unit, "year": year, "facts": facts}))
        return kept


def titles(kind: str) -> list[str]:
    """The header row of a template."""
    return [_TITLES[key] for key in KINDS[kind]]


def read_table(rows: Sequence[Row], units: Sequence[Unit], name: str) -> Table:
    """The figures of a table whose first row is its header; `name` is the file's, for messages."""
    found = Table()
    keys = [_key(cell) for cell in rows[0][1]] if rows else []
    found.kind = _kind(keys)
    if not found.kind:
        shown = "；".join(f"{kind}: {'、'.join(titles(kind))}" for kind in KINDS)
        found.faults.append(Problem(f"{name}: row 1", "the header fits none of the tables", shown))
        return found
    header = rows[0][1]
    known = {*KINDS[found.kind], *(ROWS if found.kind == "applications" else ())}
    for key, cell in zip(keys, header, strict=True):
        if cell.strip() and key not in known:
            close = get_close_matches(cell, titles(found.kind), 1, 0.4)
            found.faults.append(
                Problem(
                    f"{name}: row 1",
                    f"the column {cell!r} is not known",
                    f"Did you mean {close[0]!r}?" if close else "",
                )
            )
    reader = _Reader(found, {text: one.code for one in units for text in (*one.aliases, one.name, one.code)}, name)
    for row, cells in rows[1:]:
        reader.take(
            row, {key: cells[place].strip() if place < len(cells) else "" for place, key in enumerate(keys) if key}
        )
    return found


def _key(cell: str) -> str:
    plain = cell.strip()
    return next(
        (key for key, title in _TITLES.items() if plain in (title, key)),
        plain if plain in ROWS else f"?{plain}" if plain else "",
    )


def _kind(keys: Iterable[str]) -> str:
    there = set(keys)
    return next((kind for kind, needed in _NEEDED.items() if there >= set(needed)), "")


class _Reader:
    """Takes rows one by one."""

    def __init__(self, table: Table, codes: Mapping[str, str], name: str) -> None:
        self.table, self.codes, self.name = table, codes, name
        self.seen: dict[tuple[str, ...], int] = {}

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        """One row; a blank one is nothing."""
        if not any(cells.values()):
            return
        before = len(self.table.faults)
        unit = self.codes.get(cells["unit"], "")
        if not unit:
            close = get_close_matches(cells["unit"], list(self.codes), 1, 0.5)
            self._wrong(
                row, "unit", f"no unit is called {cells['unit']!r}", f"Did you mean {close[0]!r}?" if close else ""
            )
        figure = {"channels": self._channel, "applications": self._application, "months": self._month}[self.table.kind]
        keep = figure(row, unit, cells)
        if len(self.table.faults) == before:
            keep()

    def _channel(self, row: int, unit: str, cells: Mapping[str, str]) -> Any:
        year, count = self._year(row, cells), self._count(row, cells, "count", needed=True)
        channel = channel_key(cells["channel"])
        if not channel:
            known = "、".join(words.zh for words in CHANNELS.values())
            self._wrong(row, "channel", f"{cells['channel']!r} is no channel", f"Known: {known}.")
        if not cells["measure"]:
            self._wrong(
                row,
                "measure",
                "this cell is empty",
                "Say what was counted: 条, 篇, 个视频 ... Different things are not added.",
            )
        self._once(row, "channel", unit, str(year), channel)
        one = Disclosed(unit, year, channel, count or 0, cells["measure"], cells.get("source", ""))
        return lambda: self.table.channels.append(one)

    def _application(self, row: int, unit: str, cells: Mapping[str, str]) -> Any:
        year, told = self._year(row, cells), cells.get("applicant", "")
        applicant = _APPLICANTS.get(told, told if told in COLUMNS else "")
        if not applicant:
            self._wrong(
                row, "applicant", f"{told!r} is no kind of applicant", f"Known: {'、'.join(filter(None, _APPLICANTS))}."
            )
        figures = {key: self._count(row, cells, key) for key in (*ROWS, *_GROUPS) if key in cells}
        self._once(row, "applicant", unit, str(year), applicant)

        def keep() -> None:
            rows = self.table.applications.setdefault((unit, year), {})
            for key, value in figures.items():
                rows.setdefault(key, {})[applicant] = value

        return keep

    def _month(self, row: int, unit: str, cells: Mapping[str, str]) -> Any:
        month = cells["month"]
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
            self._wrong(row, "month", f"{month!r} is not a month", "Write it as 2026-05.")
        received, handled, pending, turned = (
            self._count(row, cells, key) for key in ("received", "handled", "pending", "turned")
        )
        self._once(row, "month", unit, month)
        one = Month(unit, month, received, handled, pending, turned, cells.get("points", ""), cells.get("source", ""))
        return lambda: self.table.months.append(one)

    def _year(self, row: int, cells: Mapping[str, str]) -> int:
        text = cells["year"].removesuffix("年")
        if not re.fullmatch(r"20\d\d", text):
            self._wrong(row, "year", f"{cells['year']!r} is not a year", "Write it as 2026.")
            return 0
        return int(text)

    def _count(self, row: int, cells: Mapping[str, str], key: str, *, needed: bool = False) -> int | None:
        """A whole number, or None for a blank cell."""
        value, good = number(cells.get(key, ""))
        if not good or isinstance(value, float):
            self._wrong(
                row,
                key,
                f"{cells[key][:40]!r} is not a whole number of at least 0",
                "Leave it empty where it is not known.",
            )
            return None
        if value is None and needed:
            self._wrong(row, key, "this cell is empty", "Where nothing was published, write 0.")
        return value

    def _once(self, row: int, key: str, *place: str) -> None:
        first = self.seen.setdefault(place, row)
        if first != row and all(place):
            self._wrong(row, key, f"row {first} has the same already", "One row each.")

    def _wrong(self, row: int, key: str, what: str, remedy: str = "") -> None:
        self.table.faults.append(Problem(f"{self.name}: row {row}, column {_TITLES.get(key, key)}", what, remedy))
