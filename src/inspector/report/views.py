"""One unit of a result as its notice shows it: findings sorted apart, ledger with running balance, changes since last quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.appraise.comparison import UnitChange
from inspector.model.words import Words
from inspector.report.channels import Channels, channels_of
from inspector.report.inspection import Inspection
from inspector.report.items import KINDS, Item, item, number, ordered, words
from inspector.report.links import safe_link
from inspector.report.movement import Change, change


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger and the balance after it."""

    pack: str
    rule: str
    finding: str
    reason: Words
    points: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class PackLine:
    """What is left of a pack: `points` None where it does not apply, `seen` False where nothing of it could be judged."""

    id: str
    max: Decimal
    points: Decimal | None
    seen: bool
    apart: bool = False
    """A score of its own, which the unit's value knows nothing of."""

    @property
    def share(self) -> Decimal:
        """Points over maximum, 0 to 1."""
        return Decimal(0) if self.points is None or not self.max else max(Decimal(0), self.points / self.max)


@dataclass(frozen=True, slots=True)
class PageRow:
    """How the page of one role was found and whether it was seen; `alarm` where it moved or was emptied."""

    role: str
    how: str
    state: str
    url: str
    href: str
    reasons: tuple[Words, ...]
    alarm: Words | None


@dataclass(frozen=True, slots=True)
class UnitView:
    """All that the notice of one unit shows."""

    code: str
    name: str
    type: str
    value: Decimal
    floor: Decimal
    max: Decimal
    grade: Words
    held: bool
    veto: str
    coverage: Decimal
    packs: tuple[PackLine, ...]
    lines: tuple[Line, ...]
    items: Mapping[str, tuple[Item, ...]]
    change: Change | None
    pages: tuple[PageRow, ...]
    channels: Channels | None
    unruled: Decimal | None = None
    """The value had nobody ruled anything; None where nobody did."""

    def count(self, kind: str) -> int:
        """How many findings are of `kind`."""
        return len(self.items[kind])

    @property
    def status(self) -> str:
        """`inspected` where anything was decided; else `undetermined` where anything should have been; else `exempt`."""
        if any(self.items[kind] for kind in ("failed", "proposal", "pass", "waived")):
            return "inspected"
        waiting = self.items["undetermined"] or self.items["manual"]
        return "undetermined" if waiting or not self.items["not_applicable"] else "exempt"

    @property
    def closing(self) -> Decimal:
        """The balance after the last line of the ledger."""
        return self.lines[-1].balance if self.lines else self.max

    @property
    def dues(self) -> tuple[str, ...]:
        """The distinct due dates, earliest first."""
        return tuple(sorted({item.due for items in self.items.values() for item in items if item.due}))


def view(
    inspection: Inspection,
    unit: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    changed: UnitChange | None = None,
) -> UnitView:
    """The view of `unit`, an element of the result's `units`.

    `before` is the same unit a quarter ago and `changed` what became of its issues since, where there is one.
    """
    score = unit["score"]
    taken = _taken(unit["ledger"])
    issues = {issue.id: issue for issue in changed.issues} if changed is not None else {}
    items = [item(inspection, finding, taken, issues) for finding in unit["findings"]]
    top = number(score.get("max", 100))
    return UnitView(
        code=str(unit["code"]),
        name=str(unit["name"]),
        type=str(unit["type"]),
        value=number(score["value"]),
        floor=number(score["floor"]),
        max=top,
        grade=_grade(score),
        held=bool(unit.get("grade_held") or score.get("grade_held")),
        veto=str(score["veto"] or ""),
        coverage=number(score["coverage"]),
        packs=tuple(_pack(line, items) for line in unit["packs"]),
        lines=tuple(_lines(unit["ledger"], top)),
        items={kind: tuple(ordered(one for one in items if one.kind == kind)) for kind in KINDS},
        change=_changed(inspection, unit, before, changed) if before and changed else None,
        pages=tuple(_page_rows(unit)),
        unruled=number(score["without_rulings"]["value"]) if "without_rulings" in score else None,
        channels=channels_of(unit),
    )


def _grade(score: Mapping[str, Any]) -> Words:
    said = words(score["grade"])
    return Words(said.zh, str(score["grade_en"])) if score.get("grade_en") else said


def _page_rows(unit: Mapping[str, Any]) -> Iterable[PageRow]:
    alarms = {alarm["role"]: words(alarm["message"]) for alarm in unit.get("alarms", ())}
    for line in unit.get("pages", ()):
        url = str(line["final_url"] or line["url"])
        reasons = tuple(words(reason) for reason in line["reasons"])
        yield PageRow(line["role"], line["how"], line["state"], url, safe_link(url), reasons, alarms.get(line["role"]))


def _taken(ledger: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    taken: dict[str, Decimal] = {}
    for line in ledger:
        taken[line["finding"]] = taken.get(line["finding"], Decimal(0)) - number(line["points"])
    return taken


def _pack(line: Mapping[str, Any], items: Iterable[Item]) -> PackLine:
    pack = str(line["id"])
    mine = [item.kind for item in items if item.card.pack == pack]
    judged = not mine or any(kind in ("failed", "proposal", "pass", "waived") for kind in mine)
    applies = line.get("applies", True) and not (mine and all(kind == "not_applicable" for kind in mine))
    points = number(line["points"]) if applies else None
    return PackLine(pack, number(line["max"]), points, judged, bool(line.get("apart")))


def _lines(ledger: Iterable[Mapping[str, Any]], top: Decimal) -> Iterable[Line]:
    balance = top
    for line in ledger:
        points = number(line["points"])
        balance += points
        yield Line(
            str(line["pack"] or ""),
            str(line["rule"] or ""),
            str(line["finding"] or ""),
            words(line["reason"]),
            points,
            balance,
        )


def _changed(inspection: Inspection, unit: Mapping[str, Any], before: Mapping[str, Any], changed: UnitChange) -> Change:
    old = inspection.previous.run if inspection.previous else {}
    return change(unit, before, str(old.get("quarter") or ""), changed)
