"""The seam of the schedule: a duty says what is due, and does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inspector.model.order import Order
from inspector.model.quarter import Quarter, calendar_quarter, quarter_id
from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.workspace import Workspace
from inspector.settings import Settings, quarter


@dataclass(frozen=True, slots=True)
class Due:
    """One piece of work: `key` tells it from the duty's others for ever, `since` is when it falls due."""

    duty: str
    key: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A quarter's newest run of the whole registry."""

    id: str
    complete: bool
    started: str
    looks_again: datetime | None = None
    """When the first second look is due; None where none is waiting."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that what is due follows from. Moments are in the district's time zone."""

    settings: Settings
    now: datetime
    done: frozenset[tuple[str, str]] = frozenset()
    begun: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(duty, key) -> when it was begun last, ISO 8601."""
    retry: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    """(duty, key) -> when a piece of work that failed is tried again."""
    runs: Mapping[str, Known] = field(default_factory=dict)
    orders: tuple[Order, ...] = ()
    released: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Quarter -> the runs that its release in force covers; a quarter that is a draft is not there."""
    campaigns: tuple[str, ...] = ()
    """Plans of test mails that a person began to send and that have mails left."""

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.settings.district.timezone)

    def at(self, day: date, hour: time | None = None) -> datetime:
        """The scheduler's hour of a day."""
        return datetime.combine(day, hour or self.settings.schedule.at, self.zone)

    def quarters(self, until: datetime) -> Iterator[Quarter]:
        """The window that now lies in, and those that begin up to `until`; a window that is over is past."""
        window = quarter(self.settings, None, self.now.date())
        while self.at(window.start) <= until:
            yield window
            following = quarter_id((calendar_quarter(window.id) or window).end + timedelta(days=1))
            window = quarter(self.settings, following, self.now.date())

    def slots(self, first: date, every_days: int, until: datetime) -> Iterator[date]:
        """Every so many days counted from `first`: the newest slot that has come, then those up to `until`."""
        passed = max(0, (self.now - self.at(first)) // timedelta(days=every_days))
        day = first + timedelta(days=every_days * passed)
        while self.at(day) <= until:
            yield day
            day += timedelta(days=every_days)


@dataclass(frozen=True, slots=True)
class Duty:
    """One kind of work that falls due by itself. `due` is pure; `work` is called with it until it succeeds once.

    `work` may be killed and called again: it goes on with what is there. What it returns is one sentence for the log.
    """

    name: str
    words: Words
    due: Callable[[Outlook, datetime], Iterable[Due]]
    work: Callable[[Workspace, Due, Watch], str]
