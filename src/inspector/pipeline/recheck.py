"""Orders closed by themselves: the pages of an order looked at again, and nothing else of the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from inspector import archive
from inspector.archive import Run
from inspector.errors import Quarantined, RunIncomplete, UsageError
from inspector.judge import Snapshot
from inspector.model.capture import Capture
from inspector.model.order import Order
from inspector.pipeline.beginning import snapshot_now
from inspector.pipeline.collect.canaries import voucher_urls
from inspector.pipeline.collect.looking import failed
from inspector.pipeline.collect.looks import look, look_twice
from inspector.pipeline.judge.judging import judge, ruleset_of
from inspector.pipeline.judge.kept import Kept
from inspector.pipeline.judge.uniform import one_end, uniform
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.rectify.new_addresses import NewAddress, followed, new_addresses
from inspector.pipeline.rectify.orders import Word, listed, next_event, one
from inspector.pipeline.workspace import Workspace
from inspector.rectify import admit, due_looks, orders_of, verdict

if TYPE_CHECKING:
    from inspector.store import Store


def recheck(
    workspace: Workspace, numbers: tuple[str, ...], word: Word, watch: Watch | None = None
) -> tuple[Order, ...]:
    """Look again at the pages of these orders (all open ones by default) and say what became of each order.

    Only what the orders' rules have to see is fetched. The evidence is kept and sealed beside the runs of quarters and
    never changes a quarter's score. Raises UsageError where an order is not open.
    """
    chosen = [one(workspace, number) for number in numbers] or [o for o in listed(workspace) if o.open]
    closed = [order.number for order in chosen if not order.open]
    if closed:
        raise UsageError(
            f"order {closed[0]} is not open", remedy="`inspector orders list --open` shows those that are."
        )
    return _looked(workspace, chosen, word, watch or Watch())


def due(workspace: Workspace, today: date) -> tuple[Order, ...]:
    """The orders whose next look is due, of units that are still registered and rules that a machine can ask."""
    codes, rules = {unit.code for unit in workspace.units()}, {rule.id for rule in workspace.ruleset().rules}
    return tuple(o for o in due_looks(listed(workspace), today) if o.unit in codes and o.rule in rules)


def recheck_due(workspace: Workspace, word: Word, watch: Watch | None = None) -> tuple[Order, ...]:
    """Look again at what is answered, at its deadline, or in need of another confirmation. For the scheduler; safe to repeat."""
    return _looked(workspace, due(workspace, word.today()), word, watch or Watch())


def _looked(workspace: Workspace, chosen: Iterable[Order], word: Word, watch: Watch) -> tuple[Order, ...]:
    chosen = tuple(chosen)
    done: list[Order] = []
    for quarter in sorted({order.quarter for order in chosen}):
        mine = [order for order in chosen if order.quarter == quarter]
        moved = new_addresses(workspace, mine)
        kept = _again(workspace, quarter, mine, moved, word, watch)
        given = {one.order: one for one in moved}
        with workspace.store() as store:
            done += [_told(store, order.number, kept, word, given.get(order.number)) for order in mine]
    return tuple(done)


def _again(
    workspace: Workspace, quarter: str, orders: list[Order], moved: tuple[NewAddress, ...], word: Word, watch: Watch
) -> Kept:
    """The units concerned, judged by the rules of their orders alone, on the day of the look, at the addresses they gave."""
    codes = tuple(sorted({order.unit for order in orders}))
    asked = {code: tuple(sorted({order.rule for order in orders if order.unit == code})) for code in codes}
    folder = workspace.rechecks
    now = snapshot_now(workspace, quarter, codes, word.today(), watch.now(), folder)
    snapshot: Snapshot = replace(now, asked=asked)
    snapshot = replace(snapshot, units=followed(snapshot.units, moved))
    run = archive.open_run(folder, snapshot.id, snapshot.json())
    for code in codes:
        run.write_unit(code, _failed_before(workspace, snapshot.id, code))
    watch.begun(snapshot, len(snapshot.inspected))
    try:
        _guarded(workspace, run, snapshot, watch)
    except (RunIncomplete, Quarantined) as early:
        early.remedy = "Nothing was said of the orders: `inspector orders recheck` looks at them again."
        raise
    run.seal(watch.now().isoformat(timespec="seconds"))
    return judge(run, ruleset_of(snapshot), folder / f"{snapshot.id}.json", watch.judged)


def _guarded(workspace: Workspace, run: Run, snapshot: Snapshot, watch: Watch) -> None:
    """Look, between rounds at the canaries or, where there are none, at registered pages: so few pages tell nothing of our network.

    Raises RunIncomplete, and Quarantined where nothing proves that the sites themselves answered.
    """
    vouchers = voucher_urls(workspace.settings, snapshot.units)
    look(workspace, run, snapshot, list(snapshot.inspected), watch, canaries=vouchers)
    look_twice(workspace, run, snapshot, watch)
    if end := one_end(run, snapshot):
        raise Quarantined(uniform(end), remedy="")


def _failed_before(workspace: Workspace, id: str, code: str) -> list[Capture]:
    """What gave no answer at the unit's last re-check: the next look confirms it, so that a page that stays dead is seen to be."""
    earlier = [path.parent.parent for path in workspace.rechecks.glob(f"*/{code}/manifest.json")]
    newest = max((path for path in earlier if path.name != id), key=lambda path: _moment(path.name), default=None)
    if newest is None:
        return []
    return [capture for capture in archive.read_run(newest).read_unit(code).values() if failed(capture)]


def _moment(run: str) -> str:
    return run.rpartition("-")[2]


def _told(store: Store, number: str, kept: Kept, word: Word, moved: NewAddress | None) -> Order:
    """The order (as it is now: an answer may have come meanwhile) with the outcome of the look added."""
    orders = orders_of(store.events("order"))
    order = next(order for order in orders if order.number == number)
    known = {other.finding for other in orders if other.unit == order.unit}
    outcome, finding = verdict(order.finding, order.rule, kept.units[order.unit]["findings"], known)
    data = {
        "outcome": outcome,
        "run": kept.head["run"]["id"],
        "root": kept.head["run"]["evidence_root"],
        "message": finding.get("message", {}),
        "before": order.opened["evidence"],
        "after": finding.get("evidence", []),
        **({"address": moved.json()} if moved is not None else {}),
    }
    event = next_event(order, "rechecked", word, data)
    after = admit(order, event)
    store.add_events([event])
    return after
