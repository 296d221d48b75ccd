"""The year of a whole district: units ranked among their peers, and all that a reader has to know beside the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspector.appraise.formula import Formula
from inspector.appraise.ranking import Peers
from inspector.appraise.record import UnitYear


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """What a quarter's results were made with: the heads of its runs, or none."""

    quarter: str
    runs: tuple[Mapping[str, Any], ...]


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
