"""What can be asked of the store, and what can be told it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from inspect import signature
from itertools import groupby
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, Select, func, tuple_
from sqlmodel import SQLModel, col, delete, insert, select

from inspector.filelock import held
from inspector.model.finding import Ruling
from inspector.model.order import Event
from inspector.model.series import Visit
from inspector.store.hold import held_by_server
from inspector.store.lives import follow, living
from inspector.store.move import Moved, move
from inspector.store.result import checked, units
from inspector.store.rows import rows
from inspector.store.tables import EventRow, FindingRow, LifeRow, RulingRow, RunRow, UnitRow, VisitRow
from inspector.store.transaction import reading, writing

T = TypeVar("T")
_EVENT = tuple(signature(Event).parameters)
_PAIRS = 400
"""Pairs asked for together; databases limit the places of a statement."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A recorded run; moments are ISO 8601 with offset, digests are hex, `finished` is empty where it never was."""

    id: str
    quarter: str
    as_of: str
    started: str
    finished: str
    complete: bool
    engine_version: str
    rules_digest: str
    registry_digest: str
    calendar_digest: str
    evidence_root: str
    result_digest: str


@dataclass(frozen=True, slots=True)
class StoredScore:
    """A unit's figures in one run; points are exact."""

    run_id: str
    unit: str
    name: str
    type: str
    value: Decimal
    floor: Decimal
    max: Decimal
    grade_zh: str
    grade_en: str
    veto: str | None
    coverage: Decimal


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding of one run, without its evidence; `id` is the same issue in every quarter."""

    run_id: str
    id: str
    unit: str
    rule: str
    subject: str
    outcome: str
    severity: str
    points: Decimal
    confirmed: bool
    attribution: str
    reason: str
    message_zh: str
    message_en: str


class Store:
    """Results by run, and rulings. One process writes at a time; others wait."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._leaving: Callable[[Store], object] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives back the connections, after what `leaving` asked for."""
        try:
            if self._leaving:
                self._leaving(self)
        finally:
            self._engine.dispose()

    def leaving(self, last: Callable[[Store], object]) -> Store:
        """This store, which `last` is handed before it is closed."""
        self._leaving = last
        return self

    def standing(self) -> tuple[int, int]:
        """How far the log has come: the numbers of the newest event and of the newest ruling. None of them is ever taken away."""
        with reading(self._engine) as connection:
            events, rulings = (
                connection.execute(select(func.max(col(number)))).scalar() for number in (EventRow.id, RulingRow.id)
            )
        return int(events or 0), int(rulings or 0)

    def record(self, result: Mapping[str, Any]) -> None:
        """Keeps a run's result (contract section 4), whole or not at all; told again it replaces what was.

        Its units are gone through twice, one by one; so many as are read at a time are held.
        """
        valid = checked(result)
        with writing(self._engine) as connection:
            known = connection.execute(select(RunRow.result_digest).where(RunRow.id == valid.run.id)).scalar()
            if known == valid.digest:
                return
            connection.execute(delete(RunRow).where(col(RunRow.id) == valid.run.id))
            for table, values in rows(valid, units(result)):
                if values:
                    connection.execute(insert(table), values)

    def contradicts(self, result: Mapping[str, Any]) -> bool:
        """Whether another result is recorded of the same run and the same evidence."""
        with reading(self._engine) as connection:
            known = connection.execute(
                select(RunRow.result_digest).where(
                    RunRow.id == result["run"]["id"], RunRow.evidence_root == result["run"]["evidence_root"]
                )
            ).scalar()
        return known is not None and known != checked(result).digest

    def runs(self, quarter: str = "") -> tuple[StoredRun, ...]:
        """Every recorded run (of a quarter), oldest first: as their names say, for the clock may have been set back since one began."""
        query = select(*_columns(RunRow))
        found = self._all(StoredRun, query.where(col(RunRow.quarter) == quarter) if quarter else query)
        return tuple(sorted(found, key=lambda run: (run.id.rpartition("-")[2], run.id)))

    def latest(self, quarter: str) -> StoredRun | None:
        """The newest complete run of a quarter."""
        return next((run for run in reversed(self.runs(quarter)) if run.complete), None)

    def scores(self, quarter: str) -> tuple[StoredScore, ...]:
        """Each unit's figures in a quarter, by code: from the newest complete run that judged the unit."""
        query = (
            select(*_columns(UnitRow))
            .join(RunRow)
            .where(col(RunRow.quarter) == quarter, col(RunRow.complete))
            .order_by(col(RunRow.id))
        )
        newest = {score.unit: score for score in self._all(StoredScore, query)}
        return tuple(newest[unit] for unit in sorted(newest))

    def newest(self, quarter: str) -> dict[str, str]:
        """Unit code -> the newest complete run of a quarter that judged the unit: smaller runs are laid over larger ones."""
        query = (
            select(col(UnitRow.unit), col(UnitRow.run_id))
            .join(RunRow)
            .where(col(RunRow.quarter) == quarter, col(RunRow.complete))
            .order_by(col(RunRow.id))
        )
        with reading(self._engine) as connection:
            return {str(unit): str(run) for unit, run in connection.execute(query)}

    def fails(self, quarter: str) -> tuple[StoredFinding, ...]:
        """The fails of a quarter, certain or proposed, each unit's from the newest complete run that judged it."""
        newest = self.newest(quarter)
        query = select(*_columns(FindingRow)).where(
            col(FindingRow.run_id).in_(set(newest.values())), FindingRow.outcome == "fail"
        )
        return tuple(one for one in self._all(StoredFinding, query) if newest.get(one.unit) == one.run_id)

    def findings(self, run_id: str) -> tuple[StoredFinding, ...]:
        """A run's findings, in its order."""
        query = select(*_columns(FindingRow)).where(FindingRow.run_id == run_id).order_by(col(FindingRow.position))
        return self._all(StoredFinding, query)

    def rulings(self) -> tuple[Ruling, ...]:
        """Every ruling ever made, in the order they were made."""
        return self._all(Ruling, select(*_columns(RulingRow)).order_by(col(RulingRow.id)))

    def rulings_on(self, issues: Collection[tuple[str, str]]) -> tuple[Ruling, ...]:
        """The rulings on these pairs of unit and rule, in the order they were made within a pair; no other is read."""
        query = select(*_columns(RulingRow)).order_by(col(RulingRow.id))
        place, pairs = tuple_(col(RulingRow.unit), col(RulingRow.rule)), sorted(issues)
        some = (pairs[start : start + _PAIRS] for start in range(0, len(pairs), _PAIRS))
        return tuple(one for these in some for one in self._all(Ruling, query.where(place.in_(these))))

    def events(self, *streams: str) -> tuple[Event, ...]:
        """Every event of these streams (of all where none is named), in the order they were added."""
        query = select(*_columns(EventRow)).order_by(col(EventRow.id))
        return self._events(query.where(col(EventRow.stream).in_(streams)) if streams else query)

    def life(self, stream: str, key: str) -> tuple[Event, ...]:
        """The events of one key, the earliest first."""
        query = select(*_columns(EventRow)).where(EventRow.stream == stream, EventRow.key == key)
        return self._events(query.order_by(col(EventRow.seq)))

    def newest_events(self, count: int) -> tuple[Event, ...]:
        """The events that were added last, of all streams, the newest first."""
        return self._events(select(*_columns(EventRow)).order_by(col(EventRow.id).desc()).limit(count))

    def lives(self, stream: str, since: str) -> Iterator[tuple[Event, ...]]:
        """The events of one key after the other, each life whole: of keys to which something happened from `since` on (ISO 8601),
        or whose last event does not end a life (`model.order.settles`). Lives that ended before are not opened.
        """
        query = select(*_columns(EventRow)).where(
            EventRow.stream == stream, col(EventRow.key).in_(living(stream, since))
        )
        with reading(self._engine) as connection:
            rows = connection.execution_options(yield_per=500).execute(
                query.order_by(col(EventRow.key), col(EventRow.seq))
            )
            for _, life in groupby(rows.mappings(), lambda row: row["key"]):
                yield tuple(_event(row) for row in life)

    def last_event(self, stream: str) -> str:
        """When something last happened in a stream (ISO 8601); empty where nothing did."""
        with reading(self._engine) as connection:
            found = connection.execute(select(func.max(col(LifeRow.at))).where(LifeRow.stream == stream)).scalar()
        return str(found or "")

    def add_events(self, events: Sequence[Event], rulings: Sequence[Ruling] = ()) -> None:
        """Adds events and the rulings that follow from them, all or none; earlier ones stay. Refuses a place that is taken."""
        rows = [{**asdict(event), "data": json.dumps(event.data, ensure_ascii=False)} for event in events]
        with writing(self._engine) as connection:
            if rows:
                connection.execute(insert(EventRow), rows)
                follow(connection, events)
            if rulings:
                connection.execute(insert(RulingRow), [asdict(ruling) for ruling in rulings])

    def move_to(self, other: Store) -> tuple[Moved, ...]:
        """Copies everything into `other`, which must be empty; what is there in the end is compared row by row."""
        return move(self._engine, other._engine)

    @contextmanager
    def holding(self, name: str) -> Iterator[bool]:
        """Whether nobody else who uses this database holds `name`; it is ours until the block is left."""
        place = self._engine.url
        if place.get_backend_name() != "sqlite":
            with held_by_server(self._engine, name) as ours:
                yield ours
        elif place.database in (None, "", ":memory:"):
            yield True
        else:
            with held(Path(f"{place.database}.{name}")) as ours:
                yield ours

    def visits(self, since: str, until: str) -> tuple[Visit, ...]:
        """The availability visits from one moment up to another (ISO 8601 with +08:00), oldest first."""
        query = select(*_columns(VisitRow)).where(col(VisitRow.at) >= since, col(VisitRow.at) < until)
        return self._all(Visit, query.order_by(col(VisitRow.at), col(VisitRow.id)))

    def add_visits(self, visits: Sequence[Visit]) -> None:
        """Adds visits, all or none."""
        if visits:
            with writing(self._engine) as connection:
                connection.execute(insert(VisitRow), [asdict(visit) for visit in visits])

    def _events(self, query: Select[Any]) -> tuple[Event, ...]:
        raw = self._all(Event, query)
        return tuple(replace(event, data=json.loads(str(event.data))) for event in raw)

    def _all(self, kind: type[T], query: Select[Any]) -> tuple[T, ...]:
        names = list(signature(kind).parameters)
        with reading(self._engine) as connection:
            return tuple(kind(**{name: row[name] for name in names}) for row in connection.execute(query).mappings())


def _event(row: Mapping[Any, Any]) -> Event:
    given = {name: row[name] for name in _EVENT}
    return Event(**{**given, "data": json.loads(str(given["data"]))})


def _columns(table: type[SQLModel]) -> list[Any]:
    return [getattr(table, name) for name in table.model_fields]
