"""The district's table of channels: how many of what kind and level passed, failed, stayed open; counted unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inspector.channels.coverage import Coverage, Item, counts
from inspector.channels.levels import LEVELS


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """What is counted of one unit's channels. `states` are of declared electronic channels."""

    applies: bool = False
    covered: bool = False
    reason: bool = False
    states: Mapping[str, int] = field(default_factory=dict)
    usable: Mapping[str, int] = field(default_factory=dict)
    """Kind -> channels that applicants are not told to leave alone."""
    outcomes: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """Kind, level and outcome -> usable channels."""

    @property
    def excused(self) -> bool:
        """Whether a person's written reason stands where results are missing."""
        return self.reason and not self.covered

    @property
    def blank(self) -> bool:
        """Whether neither results nor a reason are there where they have to be."""
        return self.applies and not self.covered and not self.reason


def figures_of(coverage: Coverage) -> ChannelFigures:
    """The figures of one unit."""
    usable = [item for item in coverage.items if item.channel.accepts is not False]
    return ChannelFigures(
        coverage.applies,
        coverage.covered,
        bool(coverage.reason),
        dict(Counter(item.state for item in coverage.declared)),
        dict(Counter(item.channel.kind for item in usable)),
        dict(Counter(key for item in usable for key in _outcomes(item))),
    )


def _outcomes(item: Item) -> Iterable[tuple[str, str, str]]:
    return ((item.channel.kind, rung.level, rung.outcome) for rung in item.rungs)


def summary(units: Iterable[ChannelFigures]) -> dict[str, Any]:
    """The table: units, declared channels by state, and by kind and level how many passed, failed, stayed open."""
    asked = [unit for unit in units if unit.applies]
    usable, outcomes = Counter[str](), Counter[tuple[str, str, str]]()
    states: Counter[str] = Counter()
    for unit in asked:
        states.update(unit.states)
        usable.update(unit.usable)
        outcomes.update(unit.outcomes)
    return {
        "units": len(asked),
        "covered": sum(unit.covered for unit in asked),
        "with_reason": sum(unit.excused for unit in asked),
        **counts(states),
        "levels": [_level(kind, level, usable[kind], outcomes) for kind, levels in LEVELS.items() for level in levels],
    }


def _level(kind: str, level: str, channels: int, outcomes: Counter[tuple[str, str, str]]) -> dict[str, Any]:
    seen = {end: number for (one, rung, end), number in outcomes.items() if (one, rung) == (kind, level)}
    return {
        "kind": kind,
        "level": level,
        "channels": channels,
        "pass": seen.get("pass", 0),
        "fail": seen.get("fail", 0),
        "undetermined": seen.get("undetermined", 0),
        "noted": seen.get("manual", 0),
        "untested": channels - sum(seen.values()),
    }
