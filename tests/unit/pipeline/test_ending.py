"""What a run still begins once it was told to stop, or the night is over."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from inspector.engine import Stop
from inspector.pipeline.collect.ending import Ending
from inspector.settings import Settings

CHINA = timezone(timedelta(hours=8))
NIGHT = {"night": {"start": "22:00", "end": "06:00"}, "finish_s": 600}


class Hours:
    """A clock that is set by hand: hour of the day, seconds gone by, whether somebody said stop."""

    def __init__(self) -> None:
        self.hour, self.seconds, self.told = 23, 0.0, False

    def ending(self, crawl: dict[str, object]) -> Ending:
        """The ending of a run with these settings."""
        settings = Settings.model_validate({"crawl": crawl})
        return Ending(settings, lambda: self.told, lambda: datetime(2026, 11, 24, self.hour, tzinfo=CHINA), self.clock)

    def clock(self) -> float:
        """Seconds."""
        return self.seconds


def test_told_to_stop_the_groups_in_hand_have_their_time() -> None:
    """Then only the units in hand; the time counts from when it was first seen."""
    hours = Hours()
    ending = hours.ending({"finish_s": 600})
    seen = [ending()]
    hours.told, hours.seconds = True, 100.0
    seen.append(ending())
    hours.seconds = 699.0
    seen.append(ending())
    hours.seconds = 700.0
    seen.append(ending())

    assert seen == [Stop.NOTHING, Stop.GROUPS, Stop.GROUPS, Stop.UNITS]


def test_by_day_not_even_a_unit_of_a_group_in_hand_is_begun() -> None:
    """And where there is no window, every hour is good."""
    hours = Hours()
    windowed, free = hours.ending(NIGHT), hours.ending({})
    at_night = windowed(), free()
    hours.hour = 6

    assert at_night == (Stop.NOTHING, Stop.NOTHING)
    assert (windowed(), free()) == (Stop.UNITS, Stop.NOTHING)
