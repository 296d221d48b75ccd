"""Which pages of a run are doubted: several addresses show them alike, or their end may be missing, and only one look tells so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from typing import TypeVar

from inspector.archive import Run
from inspector.judge.doubt import WITHOUT, Key, Mark, Shown, doubted, shown_of, unheard
from inspector.judge.snapshot import Snapshot
from inspector.judge.unfinished import unfinished
from inspector.judge.uplink import Spell, as_seen, rounds
from inspector.model.capture import Capture
from inspector.model.unit import Unit
from inspector.pipeline.judge.judges import each

CANARIES = "canaries"
"""The name under which the evidence of a run keeps the looks at its canaries."""
_WITNESSES = 3

Told = TypeVar("Told")
Read = Callable[[Run, str], Mapping[Key, Capture]]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubted in a run, each with the moment of its last look; empty where a further look would not help.

    `parts` are pages that may lack their end, `witnesses` are addresses that showed pages of their own: they can tell at a second
    look whether sites answer.
    """

    marks: Mapping[Mark, str] = field(default_factory=dict)
    parts: frozenset[Mark] = frozenset()
    witnesses: tuple[str, ...] = ()

    def due(self, after_s: float, now: datetime, *, again: bool = False) -> frozenset[Mark]:
        """Those whose second look is due at `now`; `again`: and those that would need another network, which may be there now."""
        told = {mark: datetime.fromisoformat(moment) for mark, moment in self.marks.items() if moment}
        hopeless = self.marks.keys() - told.keys() if again else ()
        ripe = (mark for mark, last in told.items() if after_s <= 0 or (now - last).total_seconds() >= after_s)
        return frozenset({*hopeless, *ripe})


def doubts_in(run: Run, snapshot: Snapshot, during: Collection[Spell], read: Read = Run.read_unit) -> Doubts:
    """What is doubted in a run, of what our own network did not hide anyway. Raises as `read` does."""
    hosts = snapshot.doubted_from
    if not hosts:
        return Doubts()
    # a site may show one page everywhere by itself; that canaries told so is asked where there are some
    vouched = hosts == WITHOUT or any(one.good for one in rounds(run.beside(CANARIES).values()))

    def each_unit(told: Callable[[Unit, Iterable[Capture]], Iterator[Told]]) -> list[Told]:
        there = set(run.codes)

        def one(unit: Unit) -> tuple[Told, ...]:
            return tuple(told(unit, as_seen(read(run, unit.code), during).values()))

        inspected = [unit for unit in snapshot.inspected if unit.code in there]
        with closing(each(inspected, one)) as found:
            return list(chain.from_iterable(found))

    first = each_unit(partial(_first, more=bool(snapshot.doubts)))
    shown = [one for one in first if isinstance(one, Shown)]
    parts = dict(one for one in first if not isinstance(one, Shown))
    marks = doubted(shown, snapshot.attempts, snapshot.after_s, vouched=vouched, hosts=hosts)
    if marks:
        shown = each_unit(partial(shown_of, items=True, instead=bool(snapshot.doubts)))
        marks = doubted(shown, snapshot.attempts, snapshot.after_s, vouched=vouched, hosts=hosts)
    opened = [one for one in shown if one.opens and not one.past]
    if not vouched and not opened:
        marks |= dict.fromkeys(each_unit(unheard), "")
    whole = {**parts, **marks}
    told = _witnesses([one for one in opened if one.mark not in whole])
    return Doubts(whole, frozenset(parts.keys() - marks.keys()), told)


def _first(unit: Unit, captures: Iterable[Capture], *, more: bool) -> Iterator[Shown | tuple[Mark, str]]:
    """What the pages of a unit showed, also in the place of files, and those that may lack their end: while its evidence is at hand."""
    there = tuple(captures)
    yield from shown_of(unit, there, instead=more)
    yield from unfinished(unit, there) if more else ()


def _witnesses(shown: Sequence[Shown]) -> tuple[str, ...]:
    """Addresses of different hosts first."""
    first = {one.host: one.mark[2] for one in reversed(shown)}
    return tuple(dict.fromkeys([*first.values(), *(one.mark[2] for one in shown)]))[:_WITNESSES]
