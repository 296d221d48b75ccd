"""A form that came back: taken in whole or not at all, and harmless when taken in twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspector.errors import UsageError
from inspector.model.order import Event, Order
from inspector.pipeline.judge.results import unit_results
from inspector.pipeline.rectify.appeals import Appeal, appeals_of, filing
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.rectify import admit, answers, event_of, orders_of
from inspector.rectify.answers import Answer
from inspector.registry.table import table


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a form brought: the orders as they are after it, and the objections that were filed."""

    orders: tuple[Order, ...]
    objections: tuple[str, ...]


def take_in(workspace: Workspace, path: Path, day: date | None = None) -> TakenIn:
    """Read a form (CSV in UTF-8 or GB18030, or XLSX) that came back on `day`, by default today.

    Rows without an answer, and answers that are known already, are passed over. Raises UsageError that names every fault by
    file, row and column; then nothing is taken in.
    """
    rows = table(path)
    word = Word("", day=day)
    with workspace.store() as store:
        events = store.events("order", "appeal")
        known = {order.number: order for order in orders_of(events)}
        appeals = appeals_of(events)
        objections: dict[str, list[str]] = {}
        for one in appeals:
            objections.setdefault(one.finding, []).append(one.events[0].reason)
        found, faults = answers(rows, known, objections, path.name, word.today())
        if faults:
            raise UsageError.of(faults)
        told = [_told(workspace, appeals, found, answer, word) for answer in found]
        store.add_events(told)
    after = [admit(answer.order, event) for answer, event in zip(found, told, strict=True) if event.stream == "order"]
    return TakenIn(tuple(after), tuple(event.key for event in told if event.stream == "appeal"))


def _told(
    workspace: Workspace, appeals: tuple[Appeal, ...], found: tuple[Answer, ...], answer: Answer, word: Word
) -> Event:
    """The event that `answer` is; objections of one form are numbered one after the other."""
    if answer.kind != "objected":
        return event_of(answer, word.at())
    before = sum(one.kind == "objected" and one.row < answer.row for one in found)
    results = unit_results(workspace, str(answer.order.opened["run"]))
    event = filing(
        appeals, results, answer.order.finding, replace(word, author=answer.author, reason=answer.done), answer.code
    )
    return replace(event, key=f"A-{len(appeals) + before + 1:03d}")
