"""Objections and waivers: a person's word becomes a ruling, beside what the machine found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from inspector.errors import UsageError
from inspector.evaluate.subject import normal_subject
from inspector.facts.privacy import mask
from inspector.model.finding import Ruling
from inspector.model.order import Event, Order
from inspector.pipeline.judge.results import UnitResult, unit_results
from inspector.pipeline.rectify.disputes import Dispute, fixture_of
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.rectify import orders_of
from inspector.rectify.precision import Precision, precision_of
from inspector.rectify.words import OBJECTIONS

New = Literal["pass", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Appeal:
    """One objection as its events leave it: `filed`, `upheld` or `dismissed`."""

    number: str
    unit: str
    rule: str
    subject: str
    finding: str
    state: str
    events: tuple[Event, ...]

    @property
    def code(self) -> str:
        """Why it was filed: a key of OBJECTIONS."""
        return str(self.events[0].data.get("code", "other"))


def listed(workspace: Workspace) -> tuple[Appeal, ...]:
    """Every appeal, the oldest first."""
    with workspace.store() as store:
        return appeals_of(store.events("appeal"))


def file(workspace: Workspace, finding: str, run: str, word: Word, code: str = "other") -> Appeal:
    """A unit objects to a finding of a run. Raises UsageError where the run has no such fault, or nobody gives a reason."""
    event = filing(listed(workspace), unit_results(workspace, run), finding, word, code)
    with workspace.store() as store:
        store.add_events([event])
    return appeal_of((event,))


def filing(
    known: Sequence[Appeal], results: Iterable[UnitResult], finding: str, word: Word, code: str = "other"
) -> Event:
    """The event by which an objection begins; `known` are the appeals there are, `code` its reason's. Raises UsageError."""
    if code not in OBJECTIONS:
        raise UsageError(f"{code!r} is no reason for an objection", remedy=f"Known: {', '.join(OBJECTIONS)}.")
    judged, found = _found(results, finding)
    if not word.reason.strip() or not word.author.strip():
        raise UsageError("an appeal needs an author and a reason", remedy="Give --by and --reason.")
    if any(one.finding == finding and one.state == "filed" for one in known):
        raise UsageError(f"an appeal against {finding} is already open", remedy="`inspector appeals list` shows it.")
    data = {
        "unit": judged.unit["code"],
        "finding": finding,
        "rule": found["rule"],
        "subject": found["subject"],
        "code": code,
        "old": found["outcome"],
        "points": found["points"],
        "run": judged.run["id"],
        "as_of": judged.run["as_of"],
        "url": found["evidence"][0]["url"] if found["evidence"] else "",
    }
    number = f"A-{len(known) + 1:03d}"
    return Event("appeal", number, 0, "filed", word.author, word.at(), word.authority, word.reason, data)


def decide(
    workspace: Workspace, number: str, upheld: bool, word: Word, new: New = "pass", until: date | None = None
) -> tuple[Appeal, Path | None]:
    """Uphold an appeal, which rules the outcome `new` from the run's day on (inclusive, to `until`), or dismiss it.

    An upheld one withdraws the order and turns the disputed pages into a fixture of their rule, whose path comes back.
    """
    appeal = next((one for one in listed(workspace) if one.number == number), None)
    if appeal is None or appeal.state != "filed":
        raise UsageError(f"there is no open appeal {number!r}", remedy="`inspector appeals list` shows all.")
    if not (word.authority.strip() and word.reason.strip() and word.author.strip()):
        raise UsageError("a decision needs who, authority and reason", remedy="Give --by, --authority and --reason.")
    if word.author.strip() == appeal.events[0].author.strip():
        raise UsageError(f"{word.author} filed appeal {number} and cannot decide it", remedy="Somebody else decides.")
    filed, outcome = appeal.events[0].data, "upheld" if upheld else "dismissed"
    data = {"outcome": outcome, "new": new if upheld else ""}
    event = Event("appeal", number, 1, "decided", word.author, word.at(), word.authority, word.reason, data)
    events, rulings = [event], []
    with workspace.store() as store:
        if upheld:
            rulings = [_ruling(appeal, new, word, str(filed["as_of"]), until)]
            events += _withdrawals(orders_of(store.events("order")), appeal, word)
        store.add_events(events, rulings)
    dispute = Dispute(str(filed["run"]), appeal.unit, appeal.rule, appeal.number, new)
    return replace(appeal, state=outcome, events=(*appeal.events, event)), (
        fixture_of(workspace, dispute) if upheld else None
    )


def waive(
    workspace: Workspace, unit: str, rule: str, subject: str, word: Word, since: date, until: date | None = None
) -> Ruling:
    """Excuse a unit from a rule (and subject; empty is every subject) on inclusive days. Raises UsageError."""
    if not (word.authority.strip() and word.reason.strip() and word.author.strip()):
        raise UsageError("a waiver needs who, authority and basis", remedy="Give --by, --authority and --reason.")
    if unit not in {one.code for one in workspace.units()}:
        raise UsageError(f"no unit has the code {unit!r}", remedy="`inspector units list` shows all codes.")
    if workspace.ruleset().rule(rule) is None:
        raise UsageError(f"there is no rule {rule!r}", remedy="`inspector rules list` shows all ids.")
    if until is not None and until < since:
        raise UsageError("the waiver ends before it begins", remedy="Both days count.")
    last = until.isoformat() if until else ""
    subject = mask(normal_subject(subject)) if subject else ""
    ruling = Ruling(
        unit, rule, subject, "waived", word.authority, word.reason, word.author, word.at(), since.isoformat(), last
    )
    with workspace.store() as store:
        store.add_events([], [ruling])
    return ruling


def rulings(workspace: Workspace) -> tuple[Ruling, ...]:
    """Every ruling ever made, in the order they were made."""
    with workspace.store() as store:
        return store.rulings()


def precision(workspace: Workspace) -> tuple[Precision, ...]:
    """Upheld appeals against orders issued, by rule."""
    with workspace.store() as store:
        events = store.events("order", "appeal")
    issued = Counter(order.rule for order in orders_of(events) if order.due is not None)
    upheld = Counter(one.rule for one in appeals_of(events) if one.state == "upheld")
    return tuple(precision_of(issued, upheld).values())


def said_of(appeals: Iterable[Appeal]) -> dict[str, str]:
    """Finding id -> what became of the newest objection to it, in a sentence of the ledger."""
    return {one.finding: _said(one) for one in appeals}


def reasons_of(appeals: Iterable[Appeal]) -> dict[str, str]:
    """Finding id -> why it was objected to last, in the words of the reason's code."""
    return {one.finding: OBJECTIONS[one.code].zh for one in appeals}


def _said(one: Appeal) -> str:
    if one.state == "filed":
        return f"{one.number} 异议待裁定"
    last = one.events[-1]
    upheld = "异议成立" if one.state == "upheld" else "异议不成立"
    return f"{one.number} {upheld}（{last.day}，{last.authority}，{last.reason}）"


def appeals_of(events: tuple[Event, ...]) -> tuple[Appeal, ...]:
    """Every appeal these events tell of, by the order in which they were filed."""
    lives: dict[str, list[Event]] = {}
    for event in events:
        if event.stream == "appeal":
            lives.setdefault(event.key, []).append(event)
    return tuple(appeal_of(tuple(life)) for life in lives.values())


def appeal_of(events: tuple[Event, ...]) -> Appeal:
    """The appeal that these events, the whole life of one key, tell of."""
    first, last = events[0], events[-1]
    state = str(last.data["outcome"]) if last.kind == "decided" else "filed"
    named = {key: str(first.data[key]) for key in ("unit", "rule", "subject", "finding")}
    return Appeal(number=first.key, state=state, events=events, **named)


def _found(results: Iterable[UnitResult], finding: str) -> tuple[UnitResult, Mapping[str, Any]]:
    for judged in results:
        for one in judged.unit["findings"]:
            if one["id"] == finding and one["outcome"] == "fail":
                return judged, one
    raise UsageError(f"the result has no fault {finding!r}", remedy="`inspector orders list` shows faults.")


def _ruling(appeal: Appeal, new: New, word: Word, since: str, until: date | None) -> Ruling:
    last = until.isoformat() if until else ""
    return Ruling(
        appeal.unit, appeal.rule, appeal.subject, new, word.authority, word.reason, word.author, word.at(), since, last,
        str(appeal.events[0].data["old"]),
    )  # fmt: skip


def _withdrawals(orders: Iterable[Order], appeal: Appeal, word: Word) -> list[Event]:
    mine = [o for o in orders if o.finding == appeal.finding and o.status not in ("withdrawn", "rejected")]
    return [
        Event("order", o.number, len(o.events), "withdrawn", word.author, word.at(), word.authority, word.reason, {"appeal": appeal.number})
        for o in mine
    ]  # fmt: skip
