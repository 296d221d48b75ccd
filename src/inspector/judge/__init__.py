"""One run judged whole: snapshot and evidence to the result object. Pure, so that a replay gives the same bytes."""

from inspector.judge.result import result
from inspector.judge.snapshot import Snapshot
from inspector.judge.unit import judge_unit

__all__ = ["Snapshot", "judge_unit", "result"]
