"""Orders in a workspace: opened from a result, reviewed, answered. Everything is an added event."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.model.finding import Ruling
from inspector.model.order import Event, EventKind, Order
from inspector.pipeline.judge.judging import snapshot_of
from inspector.pipeline.judge.results import UnitResult, unit_results
from inspector.pipeline.rectify.column_paths import ColumnPaths
from inspector.pipeline.rectify.living import living, years_before
from inspector.pipeline.workspace import Workspace
from inspector.rectify import admit, numbers, order_of, orders_of
from inspector.ruleset import Ruleset

Finding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """Who says something, when, and on what grounds."""

    author: str
    authority: str = ""
    reason: str = ""
    day: date | None = None

    def at(self) -> str:
        """The moment, ISO 8601 +08:00; the day is the one given, by default today."""
        now = china_now()
        moment = now if self.day is None else datetime.combine(self.day, now.timetz())
        return moment.isoformat(timespec="seconds")

    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return self.day or china_now().date()


def listed(workspace: Workspace) -> tuple[Order, ...]:
    """Every order, the oldest first."""
    with workspace.store() as store:
        return orders_of(store.events("order"))


def recent(workspace: Workspace, today: date) -> tuple[Order, ...]:
    """Orders that are not settled, and those to which something happened in the last year, the oldest first."""
    with workspace.store() as store:
        return living(store, years_before(today.isoformat(), 1))


def one(workspace: Workspace, number: str) -> Order:
    """The order with this number, or the newest of this finding id. Raises UsageError."""
    with workspace.store() as store:
        life = store.life("order", number)
    found = [order_of(life)] if life else [order for order in listed(workspace) if order.finding == number]
    if not found:
        raise UsageError(f"there is no order {number!r}", remedy="`inspector orders list` shows all numbers.")
    return found[-1]


def result_of(workspace: Workspace, name: str) -> dict[str, Any]:
    """The kept result of a run, or the newest complete one of a quarter or of all (`latest`). Raises UsageError."""
    with workspace.store() as store:
        runs = [run for run in store.runs() if run.complete and name in ("latest", run.id, run.quarter)]
    path = workspace.results / f"{runs[-1].id}.json" if runs else None
    if path is None or not path.is_file():
        raise UsageError(f"there is no complete result of {name!r}", remedy="`inspector run` makes one.")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def issue(workspace: Workspace, run: str, word: Word, units: tuple[str, ...] = ()) -> tuple[Order, ...]:
    """Open an order for every fail of a run, or of a quarter, that has none; a closed one whose fault is back is reopened.

    Of a quarter each unit's newest result counts: a later look at one unit hides nobody.
    What a person must confirm (rules of kind B, vetoes) is opened as `confirming` and has no deadline yet, recurrences too.
    Raises UsageError where the result does not know a unit, CalendarMissing where a deadline cannot be counted: then no order
    is opened.
    """
    found = [one for one in unit_results(workspace, run) if not units or one.unit["code"] in units]
    strange = set(units) - {one.unit["code"] for one in found}
    if strange:
        raise UsageError(f"{run} did not inspect {min(strange)!r}", remedy="`inspector units list`.")
    with workspace.store() as store:
        known = orders_of(store.events("order"))
        opening = Opening(workspace, found[0].run["quarter"], word, known)
        events = [event for one in found for finding in one.unit["findings"] for event in opening.of(one, finding)]
        store.add_events(events)
        keys = {event.key for event in events}
        return tuple(order for order in orders_of(store.events("order")) if order.number in keys)


class Opening:
    """Opens orders from the results of a quarter: which faults need one, under what number, due when."""

    def __init__(self, workspace: Workspace, quarter: str, word: Word, known: tuple[Order, ...]) -> None:
        self.ruleset, self.settings = workspace.ruleset(), workspace.settings.orders
        self.word = word
        self.numbers = numbers(self.settings.number, quarter, {order.number for order in known})
        self.last = {order.finding: order for order in known}
        self.workspace, self.paths = workspace, dict[tuple[str, str], ColumnPaths]()

    def of(self, found: UnitResult, finding: Finding) -> list[Event]:
        """The event that opens or reopens an order for `finding`; none where nothing is to be said."""
        last = self.last.get(finding["id"])
        if finding["outcome"] != "fail" or (last and _settled(last, found.run)):
            return []
        certain = finding["confirmed"] and (
            finding["severity"] != "veto?" or finding["ruling"] in ("confirmed", "fail")
        )
        data = self._data(found, finding)
        if certain:
            data["due"] = due_day(self.ruleset, finding["severity"], self.word.today())
            if last and last.status == "closed":
                return [next_event(last, "reopened", self.word, data)]
        kind, word = "issued" if certain else "found", self.word
        return [Event("order", next(self.numbers), 0, kind, word.author, word.at(), word.authority, word.reason, data)]

    def _data(self, found: UnitResult, finding: Finding) -> dict[str, Any]:
        """All that the order says for good: it stays readable when rules, names and pages have changed."""
        kept = ("rule", "subject", "severity", "points", "message", "evidence", "times")
        return {
            **{key: finding[key] for key in kept},
            **{key: found.run[key] for key in ("quarter", "as_of", "rules_digest", "profile", "evidence_root")},
            "unit": found.unit["code"],
            "name": found.unit["name"],
            "finding": finding["id"],
            "run": found.run["id"],
            "confirmations": self.settings.confirmations,
            "factor": str(self._factor(finding["times"])),
            "rule_card": self._card(finding["rule"]),
            "responsible": self.settings.responsible,
            "column": self._column(found, finding),
        }

    def _column(self, found: UnitResult, finding: Finding) -> str:
        """The column path of the page that the finding quotes."""
        key = (str(found.run["id"]), str(found.unit["code"]))
        if key not in self.paths:
            self.paths = {key: ColumnPaths(self.workspace, *key)}
        rule = self.ruleset.rule(finding["rule"])
        return self.paths[key].of(finding["evidence"], rule.page if rule is not None else "")

    def _factor(self, times: int) -> Decimal:
        """What the deduction was multiplied by, the issue having failed `times` quarters in a row before."""
        factors = self.ruleset.profile.recurrence
        return factors[min(times, len(factors) - 1)] if factors else Decimal(1)

    def _card(self, id: str) -> dict[str, Any]:
        rule = self.ruleset.rule(id)
        if rule is None:
            return {}
        card = rule.card
        words = {name: getattr(card, name).json() for name in ("title", "method", "remedy", "example")}
        return {**words, "basis": [basis.json() for basis in card.basis]}


def _settled(last: Order, run: Finding) -> bool:
    """Whether nothing new is to be said of an issue: its order is open, or was settled after this result was made."""
    if last.status in ("rejected", "withdrawn"):
        return last.quarter == str(run["quarter"])
    same = str(last.opened.get("run", "")) == str(run["id"])
    return last.status != "closed" or same or last.events[-1].at >= str(run["started"])


def due_day(ruleset: Ruleset, severity: str, start: date) -> str:
    """The last day to put right a fault of `severity`, counted in working days from `start`. Raises CalendarMissing."""
    days = (ruleset.profile.deadlines or {}).get(severity, 10)
    return ruleset.workdays.add(start, days).isoformat()


def next_event(order: Order, kind: EventKind, word: Word, data: Mapping[str, Any] | None = None) -> Event:
    """The event that comes next in an order's life; neither admitted nor kept yet."""
    seq = order.events[-1].seq + 1
    return Event("order", order.number, seq, kind, word.author, word.at(), word.authority, word.reason, data or {})


def add(workspace: Workspace, number: str, kind: EventKind, word: Word, data: Mapping[str, Any] | None = None) -> Order:
    """Add one event to an order. Raises UsageError where the order's state forbids it."""
    order = one(workspace, number)
    event = next_event(order, kind, word, data)
    after = admit(order, event)
    with workspace.store() as store:
        store.add_events([event])
    return after


def review(workspace: Workspace, number: str, confirm: bool, word: Word) -> Order:
    """A second person confirms a proposed fault, which issues the order and confirms it for the score, or rejects it."""
    order = one(workspace, number)
    said = next_event(order, "reviewed", word, {"verdict": "confirm" if confirm else "reject"})
    events, after = [said], admit(order, said)
    if confirm:
        due = due_day(workspace.ruleset(), order.severity, word.today())
        events.append(next_event(after, "issued", word, {"due": due}))
        after = admit(after, events[-1])
    ruling = Ruling(
        unit=order.unit,
        rule=order.rule,
        subject=order.subject,
        new="confirmed" if confirm else "rejected",
        authority=word.authority,
        basis=word.reason,
        author=word.author,
        at=said.at,
        valid_from=str(order.opened["as_of"]),
        valid_to=snapshot_of(workspace.run(str(order.opened["run"]))).quarter.end.isoformat(),
        old="fail",
    )
    with workspace.store() as store:
        store.add_events(events, [ruling])
    return after


def extend(workspace: Workspace, number: str, to: date, word: Word) -> Order:
    """Give more time, to the end of day `to`. Raises UsageError where that is no later than the deadline there is."""
    order = one(workspace, number)
    if order.due is not None and to <= order.due:
        raise UsageError(
            f"{to} is not later than {order.due}, the last day of order {order.number}", remedy="Check --to."
        )
    return add(workspace, number, "extended", word, {"due": to.isoformat()})
