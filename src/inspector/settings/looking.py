"""Tables on looking at sites: how politely, when, by whom, and what a look that failed is worth."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from inspector.settings.kinds import Addresses, Hour, Networks, Section, Text


class Night(Section):
    """The hours in which pages may be fetched, in the district's time zone; `start` later than `end` spans midnight."""

    start: Hour
    end: Hour

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if self.start == self.end:
            raise ValueError("its start is its end: no page would ever be fetched")
        return self


class Crawl(Section):
    """How politely, how long and how far pages are fetched; times in seconds, `max_bytes` of one page.

    All that is seen of a unit, which is held in memory until it is stored, has `max_bytes_per_unit` at most and a page more.

    `patience_s` is the longest pause that a host may ask for (Crawl-delay, Retry-After); one that asks for more is left alone.
    All requests for a unit (redirects, robots.txt, retries, parts of rendered pages) are at most 8 * `max_pages_per_unit`. A host
    that makes a unit wait for `max_minutes_per_unit` in all (0: however long) is asked nothing more for it, and
    the next unit waits half as long for that host.
    Told to stop (SIGTERM), a run begins no host group any more and has `finish_s` for those in hand; then they are given up.
    """

    user_agent: Text = "InspectorBot/0.1"
    contact: Text = ""
    concurrency: int = Field(default=16, ge=1, le=512)
    per_host: int = Field(default=1, ge=1, le=8)
    delay_s: float = Field(default=1.0, ge=0)
    patience_s: float = Field(default=60, ge=0)
    timeout_s: float = Field(default=15, gt=0)
    max_pages_per_unit: int = Field(default=120, ge=1)
    max_minutes_per_unit: float = Field(default=30, ge=0)
    max_bytes: int = Field(default=20_000_000, ge=1000)
    max_bytes_per_unit: int = Field(default=100_000_000, ge=1_000_000)
    retries: int = Field(default=2, ge=0, le=10)
    allow_networks: Networks = ()
    respect_robots: bool = True
    conditional: bool = True
    nameservers: Addresses = ()
    browser: bool = True
    chromium: Text = ""
    night: Night | None = None
    finish_s: float = Field(default=5, ge=0)


class Canaries(Section):
    """Addresses that tell whether our own network works; where none is named, the portal's and those of the busiest hosts.

    They are looked at before and after a run and every `every_s` seconds. A run in which the share of looks without an
    answer lies `most_jump` above that of the quarter before is quarantined like one whose canaries are silent.
    """

    urls: tuple[Text, ...] = Field(default=(), strict=False)
    every_s: float = Field(default=300, gt=0)
    most_jump: float = Field(default=0.15, gt=0, le=1)


class Confirm(Section):
    """A failed fetch is looked at `attempts` times, `after_s` seconds apart, before it may cost points; 0 = at once."""

    attempts: int = Field(default=2, ge=1, le=20)
    after_s: float = Field(default=21600, ge=0)


class Engine(Section):
    """What runs the host groups; `address` is a Dask scheduler's."""

    kind: Literal["local", "dask"] = "local"
    address: str = ""
