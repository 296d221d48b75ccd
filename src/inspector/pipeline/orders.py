"""Orders in a workspace: opened from a result, reviewed, answered, looked at again. Everything is an added event."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inspector import archive
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.judge.result import text
from inspector.model.finding import Ruling
from inspector.model.order import Event, EventKind, Order
from inspector.pipeline.files import write_whole
from inspector.pipeline.judging import judged, ruleset_of, snapshot_of
from inspector.pipeline.quarter import Watch, look, snapshot_now
from inspector.pipeline.workspace import Workspace
from inspector.rectify import admit, next_number, order_of, orders_of, verdict
from inspector.ruleset import Ruleset
from inspector.store import Store

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
        return orders_of(store.events())


def one(workspace: Workspace, number: str) -> Order:
    """The order with this number, or the newest of this finding id. Raises UsageError."""
    found = [order for order in listed(workspace) if number in (order.number, order.finding)]
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
    """Open an order for every fail of a result that has none; a closed one whose fault is back is reopened.

    What a person must confirm (rules of kind B, vetoes) is opened as `confirming` and has no deadline yet, recurrences too.
    """
    result = result_of(workspace, run)
    ruleset = workspace.ruleset()
    with workspace.store() as store:
        known = orders_of(store.events())
        taken = {order.number for order in known}
        events: list[Event] = []
        for unit in result["units"]:
            for finding in unit["findings"] if not units or unit["code"] in units else ():
                last = next((order for order in reversed(known) if order.finding == finding["id"]), None)
                event = _opening(workspace, ruleset, result["run"], unit["code"], finding, last, taken, word)
                events += [event] if event else []
        store.add_events(events)
        keys = {event.key for event in events}
        return tuple(order for order in orders_of(store.events()) if order.number in keys)


def _opening(
    workspace: Workspace,
    ruleset: Ruleset,
    run: Finding,
    unit: str,
    finding: Finding,
    last: Order | None,
    taken: set[str],
    word: Word,
) -> Event | None:
    if finding["outcome"] != "fail" or (last and _settled(last, run)):
        return None
    data = {
        **{key: finding[key] for key in ("rule", "subject", "severity", "points", "message", "evidence")},
        "unit": unit,
        "finding": finding["id"],
        "quarter": run["quarter"],
        "run": run["id"],
        "as_of": run["as_of"],
        "confirmations": workspace.settings.orders.confirmations,
    }
    certain = finding["confirmed"] and (finding["severity"] != "veto?" or finding["ruling"] in ("confirmed", "fail"))
    if certain and last and last.status == "closed":
        data["due"] = _due(ruleset, finding["severity"], word.today())
        return _next(last, "reopened", word, data)
    number = next_number(workspace.settings.orders.number, run["quarter"], taken)
    taken.add(number)
    kind: EventKind = "found"
    if certain:
        kind, data["due"] = "issued", _due(ruleset, finding["severity"], word.today())
    return Event("order", number, 0, kind, word.author, word.at(), word.authority, word.reason, data)


def _settled(last: Order, run: Finding) -> bool:
    """Whether nothing new is to be said of an issue: its order is open, or was settled after this result was made."""
    if last.status in ("rejected", "withdrawn"):
        return last.quarter == str(run["quarter"])
    return last.status != "closed" or last.events[-1].at >= str(run["started"])


def _due(ruleset: Ruleset, severity: str, start: date) -> str:
    days = (ruleset.profile.deadlines or {}).get(severity, 10)
    return ruleset.workdays.add(start, days).isoformat()


def _next(order: Order, kind: EventKind, word: Word, data: Mapping[str, Any] | None = None) -> Event:
    seq = order.events[-1].seq + 1
    return Event("order", order.number, seq, kind, word.author, word.at(), word.authority, word.reason, data or {})


def add(workspace: Workspace, number: str, kind: EventKind, word: Word, data: Mapping[str, Any] | None = None) -> Order:
    """Add one event to an order. Raises UsageError where the order's state forbids it."""
    order = one(workspace, number)
    event = _next(order, kind, word, data)
    after = admit(order, event)
    with workspace.store() as store:
        store.add_events([event])
    return after


def review(workspace: Workspace, number: str, confirm: bool, word: Word) -> Order:
    """A second person confirms a proposed fault, which issues the order and confirms it for the score, or rejects it."""
    order = one(workspace, number)
    said = _next(order, "reviewed", word, {"verdict": "confirm" if confirm else "reject"})
    events, after = [said], admit(order, said)
    if confirm:
        due = _due(workspace.ruleset(), order.severity, word.today())
        events.append(_next(after, "issued", word, {"due": due}))
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


def recheck(
    workspace: Workspace, numbers: tuple[str, ...], word: Word, watch: Watch | None = None
) -> tuple[Order, ...]:
    """Look again at the units of these orders (all open ones by default), judge them, and say what became of each order.

    The evidence is kept and sealed beside the runs of quarters and never changes a quarter's score.
    """
    chosen = [one(workspace, number) for number in numbers] or [o for o in listed(workspace) if o.open]
    closed = [order.number for order in chosen if not order.open]
    if closed:
        raise UsageError(
            f"order {closed[0]} is not open", remedy="`inspector orders list --open` shows those that are."
        )
    done: list[Order] = []
    for quarter in sorted({order.quarter for order in chosen}):
        mine = [order for order in chosen if order.quarter == quarter]
        result = _again(workspace, quarter, tuple(sorted({order.unit for order in mine})), word, watch or Watch())
        with workspace.store() as store:
            done += [_told(store, order, result, word) for order in mine]
    return tuple(done)


def _again(workspace: Workspace, quarter: str, units: tuple[str, ...], word: Word, watch: Watch) -> dict[str, Any]:
    snapshot = snapshot_now(workspace, quarter, units, word.today(), watch.now())
    folder = workspace.evidence.parent / "rechecks"
    if (folder / snapshot.id).exists():
        raise UsageError("another look began in this very second", remedy="Try it again.")
    run = archive.open_run(folder, snapshot.id, snapshot.json())
    look(workspace, run, snapshot, list(snapshot.inspected), watch)
    run.seal(watch.now().isoformat(timespec="seconds"))
    result = judged(run, ruleset_of(snapshot), watch.judged)
    write_whole(folder / f"{snapshot.id}.json", text(result))
    return result


def _told(store: Store, order: Order, result: dict[str, Any], word: Word) -> Order:
    unit = next(unit for unit in result["units"] if unit["code"] == order.unit)
    outcome, finding = verdict(order.finding, order.rule, unit["findings"])
    data = {
        "outcome": outcome,
        "run": result["run"]["id"],
        "root": result["run"]["evidence_root"],
        "message": finding.get("message", {}),
        "before": order.opened["evidence"],
        "after": finding.get("evidence", []),
    }
    event = _next(order, "rechecked", word, data)
    admit(order, event)
    store.add_events([event])
    return order_of((*order.events, event))
