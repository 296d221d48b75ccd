"""The year of a whole district: units ranked among their peers, and all that a reader has to know beside the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspector.appraise.formula import Formula
from inspector.appraise.ranking import Peers
from inspector.appraise.record import UnitYear
from inspector.model.release import Release


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """What a quarter's results were made with: the heads of its runs, or none. `released`: who let them out, if anybody did."""

    quarter: str
    runs: tuple[Mapping[str, Any], ...]
    released: Release | None = None

    def out(self, run: Mapping[str, Any]) -> bool:
        """Whether this run is released; what was judged after the release is not."""
        return self.released is not None and self.released.covers(run)

    @property
    def draft(self) -> bool:
        """Whether figures of the quarter count that nobody has released."""
        return not all(self.out(run) for run in self.runs)


@dataclass(frozen=True, slots=True)
class YearPack:
    """A district's year as of day `at`. `overrides` are formula keys that config.toml replaced."""

    district: str
    year: int
    at: date
    formula: Formula
    overrides: Mapping[str, str]
    quarters: tuple[QuarterHead, ...]
    units: tuple[UnitYear, ...]
    groups: tuple[Peers[UnitYear], ...] = ()
    engine_version: str = ""
    languages: tuple[str, ...] = ("zh", "en")
    seal: str = field(default="")
    """The fingerprint of the key that signs the machine file; empty where it is not signed."""

    @property
    def drafts(self) -> tuple[str, ...]:
        """The quarters that count and are not released."""
        return tuple(one.quarter for one in self.quarters if one.draft)
