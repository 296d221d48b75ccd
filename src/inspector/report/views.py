"""One unit of a result as its notice shows it: findings sorted apart, ledger with running balance, changes since last quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.model.rule import RuleCard
from inspector.model.words import Words
from inspector.report.inspection import Inspection
from inspector.report.links import safe_link

KINDS = ("failed", "proposal", "undetermined", "manual", "waived", "pass", "not_applicable")
LONGEST_QUOTE = 480
SHOWN_PLACES = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding rests: `href` is empty where the address may not become a link."""

    url: str
    href: str
    final: str
    quote: str
    locator: str
    status: int | None
    fetched: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with its rule card. `taken` is what it costs in the ledger (0 or more), `due` an ISO date or empty."""

    id: str
    kind: str
    card: RuleCard
    subject: str
    severity: str
    points: Decimal
    taken: Decimal
    message: Words
    attribution: str
    reason: str
    original: str
    due: str
    change: str
    places: tuple[Place, ...]
    hidden: int
    """How many more places there are than `places` shows."""


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

    @property
    def share(self) -> Decimal:
        """Points over maximum, 0 to 1."""
        return Decimal(0) if self.points is None or not self.max else max(Decimal(0), self.points / self.max)


@dataclass(frozen=True, slots=True)
class Change:
    """What moved since the quarter before. `comparable` is False where the rules themselves changed."""

    value: Decimal
    delta: Decimal
    comparable: bool
    fixed: tuple[tuple[str, str], ...]
    """(rule, subject) of issues that failed before and pass now."""
    lost: int
    """Issues that failed before and cannot be judged now."""


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


def number(value: object) -> Decimal:
    """A JSON number as an exact decimal; null counts as zero."""
    return Decimal(str(value)) if value is not None else Decimal(0)


def words(value: object) -> Words:
    """`{"zh", "en"}`, or one text for both languages."""
    if isinstance(value, Mapping):
        return Words(str(value.get("zh", "")), str(value.get("en", "")) or str(value.get("zh", "")))
    text = "" if value is None else str(value)
    return Words(text, text)


def view(inspection: Inspection, unit: Mapping[str, Any], before: Mapping[str, Any] | None) -> UnitView:
    """The view of `unit`, an element of the result's `units`; `before` is the same unit a quarter ago, where there is one."""
    score = unit["score"]
    taken = _taken(unit["ledger"])
    was = {finding["id"]: finding["outcome"] for finding in before["findings"]} if before else {}
    items = [_item(inspection, finding, taken, was if before else None) for finding in unit["findings"]]
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
        items={kind: tuple(_sorted(item for item in items if item.kind == kind)) for kind in KINDS},
        change=_change(inspection, unit, before) if before else None,
        pages=tuple(_page_rows(unit)),
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


def _item(
    inspection: Inspection, finding: Mapping[str, Any], taken: Mapping[str, Decimal], was: Mapping[str, str] | None
) -> Item:
    rule = str(finding["rule"])
    places = [_place(evidence) for evidence in finding["evidence"]]
    return Item(
        id=str(finding["id"]),
        kind=_kind(finding),
        card=inspection.rule(rule),
        subject=str(finding["subject"]),
        severity=str(finding["severity"]),
        points=number(finding["points"]),
        taken=max(Decimal(0), taken.get(finding["id"], Decimal(0))),
        message=words(finding["message"]),
        attribution=str(finding["attribution"]),
        reason=str(finding.get("reason") or ""),
        original=str(finding.get("original") or ""),
        due=inspection.orders.get(finding["id"], ""),
        change="" if was is None else "persisting" if was.get(finding["id"]) == "fail" else "new",
        places=tuple(places[:SHOWN_PLACES]),
        hidden=max(0, len(places) - SHOWN_PLACES),
    )


def _kind(finding: Mapping[str, Any]) -> str:
    outcome = str(finding["outcome"])
    if outcome == "fail":
        return "failed" if finding["confirmed"] else "proposal"
    return outcome


def _place(evidence: Mapping[str, Any]) -> Place:
    url, final = str(evidence.get("url") or ""), str(evidence.get("final_url") or "")
    quote = str(evidence.get("quote") or "")
    return Place(
        url=url,
        href=safe_link(url),
        final=final if final != url else "",
        quote=quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "……",
        locator=str(evidence.get("locator") or ""),
        status=evidence.get("status"),
        fetched=str(evidence.get("fetched_at") or ""),
        sha256=str(evidence.get("sha256") or ""),
    )


def _sorted(items: Iterable[Item]) -> list[Item]:
    order = {"veto?": 0, "S1": 1, "S2": 2, "S3": 3, "advice": 4}
    return sorted(
        items, key=lambda item: (-item.taken, order.get(item.severity, 5), item.card.id, item.subject, item.id)
    )


def _pack(line: Mapping[str, Any], items: Iterable[Item]) -> PackLine:
    pack = str(line["id"])
    mine = [item.kind for item in items if item.card.pack == pack]
    judged = not mine or any(kind in ("failed", "proposal", "pass", "waived") for kind in mine)
    applies = line.get("applies", True) and not (mine and all(kind == "not_applicable" for kind in mine))
    points = number(line["points"]) if applies else None
    return PackLine(pack, number(line["max"]), points, judged)


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


def _change(inspection: Inspection, unit: Mapping[str, Any], before: Mapping[str, Any]) -> Change:
    now = {finding["id"]: finding["outcome"] for finding in unit["findings"]}
    failed = [finding for finding in before["findings"] if finding["outcome"] == "fail"]
    old = inspection.previous["run"] if inspection.previous else {}
    return Change(
        value=number(before["score"]["value"]),
        delta=number(unit["score"]["value"]) - number(before["score"]["value"]),
        comparable=old.get("rules_digest") == inspection.result["run"].get("rules_digest"),
        fixed=tuple((str(f["rule"]), str(f["subject"])) for f in failed if now.get(f["id"]) == "pass"),
        lost=sum(1 for finding in failed if now.get(finding["id"]) in (None, "undetermined")),
    )
