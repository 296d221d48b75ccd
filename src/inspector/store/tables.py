"""The tables. SQLModel does not validate their values: they are filled from `store.result` and `model` values only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, Index, String, TypeDecorator, UniqueConstraint
from sqlmodel import Field, SQLModel


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as text: points are exact to the digit in every database."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        """As digits, never in exponent form."""
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        """The same digits."""
        return None if value is None else Decimal(value)


def _run() -> Any:
    return Field(foreign_key="run.id", ondelete="CASCADE", primary_key=True)


class RunRow(SQLModel, table=True):
    """One run; moments are ISO 8601 with offset, digests are hex."""

    __tablename__ = "run"
    id: str = Field(primary_key=True)
    quarter: str = Field(index=True)
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


class UnitRow(SQLModel, table=True):
    """One unit's figures in a run."""

    __tablename__ = "unit_result"
    run_id: str = _run()
    unit: str = Field(primary_key=True, index=True)
    name: str
    type: str
    value: Decimal = Field(sa_type=Exact)
    floor: Decimal = Field(sa_type=Exact)
    max: Decimal = Field(sa_type=Exact)
    grade_zh: str
    grade_en: str
    veto: str | None
    coverage: Decimal = Field(sa_type=Exact)


class PackRow(SQLModel, table=True):
    """One pack of a unit's score."""

    __tablename__ = "pack_result"
    run_id: str = _run()
    unit: str = Field(primary_key=True)
    pack: str = Field(primary_key=True)
    max: Decimal = Field(sa_type=Exact)
    points: Decimal = Field(sa_type=Exact)


class FindingRow(SQLModel, table=True):
    """One finding. `id` is the issue, the same in every quarter; `position` is its place in the run."""

    __tablename__ = "finding"
    run_id: str = _run()
    position: int = Field(primary_key=True)
    id: str = Field(index=True)
    unit: str
    rule: str = Field(index=True)
    subject: str
    outcome: str
    severity: str
    points: Decimal = Field(sa_type=Exact)
    confirmed: bool
    attribution: str
    reason: str
    message_zh: str
    message_en: str


class EntryRow(SQLModel, table=True):
    """One line of a unit's ledger, in its order."""

    __tablename__ = "ledger_entry"
    run_id: str = _run()
    position: int = Field(primary_key=True)
    unit: str
    pack: str
    rule: str
    finding: str
    points: Decimal = Field(sa_type=Exact)
    reason_zh: str
    reason_en: str


class RulingRow(SQLModel, table=True):
    """A person's word. Rows are added, never changed: a later one overrules an earlier."""

    __tablename__ = "ruling"
    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(index=True)
    rule: str
    subject: str
    new: str
    authority: str
    basis: str
    author: str
    at: str
    valid_from: str
    valid_to: str
    old: str


class EventRow(SQLModel, table=True):
    """One thing that happened, in the life of `key` in `stream` (an order, an appeal ...); `data` is JSON. Rows are never changed."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("stream", "key", "seq", name="uq_event_place"),)
    id: int | None = Field(default=None, primary_key=True)
    stream: str
    key: str = Field(index=True)
    seq: int
    kind: str
    author: str
    at: str
    authority: str
    reason: str
    data: str


class LifeRow(SQLModel, table=True):
    """Where a life of the log stands: its last `seq`, the latest moment, and whether that last event ended it."""

    __tablename__ = "life"
    __table_args__ = (Index("ix_life_ended", "stream", "ended"), Index("ix_life_at", "stream", "at"))
    stream: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    seq: int
    at: str
    ended: bool


class VisitRow(SQLModel, table=True):
    """One availability visit; rows are only added."""

    __tablename__ = "visit"
    id: int | None = Field(default=None, primary_key=True)
    url: str
    at: str = Field(index=True)
    outcome: str
    detail: str
