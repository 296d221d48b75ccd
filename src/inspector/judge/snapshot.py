"""What a run was judged with, as it is kept in `run.json` beside the evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from inspector.judge.doubt import WITH_CANARIES
from inspector.judge.known import Known
from inspector.model.finding import Ruling
from inspector.model.quarter import Quarter
from inspector.model.series import DayVisits
from inspector.model.unit import Unit


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything besides pages that a judgement depends on. `at` is the monitoring time point, `rules` the texts by path.

    `started` is ISO 8601 with +08:00. `attempts`, `after_s` (seconds), `max_pages` and `allowed_hosts` are those of the settings.
    """

    id: str
    quarter: Quarter
    at: date
    started: str
    district: str
    units: tuple[Unit, ...]
    rules: Mapping[str, str]
    profile: str
    attempts: int
    after_s: float
    max_pages: int
    allowed_hosts: tuple[str, ...]
    rulings: tuple[Ruling, ...] = ()
    history: Mapping[str, int] = field(default_factory=dict)
    """Finding id -> how many quarters in a row before this one it was a certain fail."""
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Unit code -> role -> the line of its page in the last result, to notice pages that moved or were emptied."""
    series: Mapping[str, tuple[DayVisits, ...]] = field(default_factory=dict)
    """Address -> the visits made to it over days, for longitudinal rules."""
    checks: Mapping[str, str] = field(default_factory=dict)
    """The checks the rules ask, by name, with the package and version each came from."""
    looks_before: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Unit code -> how many looks the last quarter's result counts (`asked`) and how many gave no answer (`unanswered`)."""
    most_jump: float = 0.15
    """By how much the share of unanswered looks may rise over the last quarter's."""
    only: tuple[str, ...] = ()
    """Codes of the units inspected where not all are (`run --unit`)."""
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Unit code -> ids of the rules a re-check asks of the unit; a unit that is not named is asked all of its sheet."""

    doubted_from: int = 0
    """At how many hosts one page needs a second look (`judge.doubt`); 0: runs of before did not ask, or said `doubting` for two."""
    doubts: int = 0
    """What is doubted besides, as the program knew it that began the run: 1 what `judge.shut_out` and `judge.unfinished` tell, and pages
    in the place of files; 0 nothing, as runs of before.
    """
    known: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    """Unit code -> issues on record before this run: one whose page moved since keeps its id."""

    @property
    def inspected(self) -> tuple[Unit, ...]:
        """The units of this run, in registry order."""
        return tuple(unit for unit in self.units if not self.only or unit.code in self.only)

    def registry_digest(self) -> str:
        """SHA-256 of the registry as it was read."""
        text = json.dumps([_row(unit) for unit in self.units], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def json(self) -> dict[str, Any]:
        """Plain data, dates as ISO strings."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Snapshot:
        """The snapshot that `json` gave."""
        known = {field.name for field in fields(cls)}
        values = {key: value for key, value in data.items() if key in known}
        dates = {key: date.fromisoformat(value) for key, value in data["quarter"].items() if key != "id"}
        values["quarter"] = Quarter(id=data["quarter"]["id"], **dates)
        values["at"] = date.fromisoformat(data["at"])
        values["units"] = tuple(_unit(one) for one in data["units"])
        values["rulings"] = tuple(Ruling(**one) for one in data["rulings"])
        values["allowed_hosts"] = tuple(data["allowed_hosts"])
        values["only"] = tuple(data["only"])
        values.setdefault("doubted_from", WITH_CANARIES if data.get("doubting") else 0)
        series = data.get("series", {})
        values["series"] = {url: tuple(DayVisits(**day) for day in days) for url, days in series.items()}
        values["asked"] = {code: tuple(rules) for code, rules in data.get("asked", {}).items()}
        known_ = data.get("known", {})
        values["known"] = {
            code: tuple(
                Known(**{**one, "quotes": tuple(one["quotes"]), "earlier": tuple(one.get("earlier", ()))})
                for one in issues
            )
            for code, issues in known_.items()
        }
        return cls(**values)


def _row(unit: Unit) -> dict[str, Any]:
    """A unit as its digest sees it: what registries had no column for once counts only where it is filled in."""
    late = ("channels", "accounts")
    return {key: value for key, value in asdict(unit).items() if value or key not in late}


def _unit(data: Mapping[str, Any]) -> Unit:
    lists = {
        key: tuple(data.get(key, ())) for key in ("aliases", "tags", "features", "own_hosts", "channels", "accounts")
    }
    return Unit(**{**data, **lists})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
