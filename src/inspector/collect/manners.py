"""How politely, how long and how far we look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Self
from urllib.parse import quote

from inspector.collect.robots import agent_token
from inspector.settings import Settings

CHINA = timezone(timedelta(hours=8))
"""Asia/Shanghai, which has had no other offset since 1991."""

_REQUESTS_EACH = 8
"""Requests that a page may cost, on the average of a unit: a dead link costs six (HEAD and GET, three tries each) a look."""


_PLAIN = "".join(map(chr, range(0x20, 0x7F)))
"""Signs that a header may hold."""


@dataclass(frozen=True, slots=True)
class Manners:
    """Times in seconds, sizes in bytes.

    `timeout_s` bounds each step of a request and `deadline_s` the whole of it. `patience_s` is the longest pause we
    make because a host asks for it (Crawl-delay, Retry-After); a host that asks for more is left alone in this run.
    `max_held` are the bytes that what was seen of one unit may have,
    `max_requests` those that one unit may cost, `wait_s` what one host may make it wait (0 = as long as it takes).
    `attempts` and `after_s` say how many looks, how far apart, confirm a failure; by `ahead_s` the machine's clock was set
    forward since looks were stored.
    """

    user_agent: str = "InspectorBot/0.1"
    contact: str = ""
    concurrency: int = 16
    per_host: int = 1
    delay_s: float = 1.0
    timeout_s: float = 15.0
    deadline_s: float = 60.0
    max_bytes: int = 20_000_000
    retries: int = 2
    backoff_s: float = 0.5
    patience_s: float = 60.0
    respect_robots: bool = True
    conditional: bool = True
    browser: bool = False
    chromium: str = ""
    max_held: int = 100_000_000
    max_requests: int = 960
    wait_s: float = 1800.0
    attempts: int = 2
    after_s: float = 21600.0
    ahead_s: float = 0.0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The manners of config.toml. A whole request may take four times the time of one of its steps."""
        crawl, confirm = settings.crawl, settings.confirm
        return cls(
            user_agent=crawl.user_agent,
            contact=crawl.contact,
            concurrency=crawl.concurrency,
            per_host=crawl.per_host,
            delay_s=crawl.delay_s,
            patience_s=crawl.patience_s,
            timeout_s=crawl.timeout_s,
            deadline_s=crawl.timeout_s * 4,
            max_bytes=crawl.max_bytes,
            retries=crawl.retries,
            respect_robots=crawl.respect_robots,
            conditional=crawl.conditional,
            browser=crawl.browser,
            chromium=crawl.chromium,
            max_held=crawl.max_bytes_per_unit,
            max_requests=crawl.max_pages_per_unit * _REQUESTS_EACH,
            wait_s=crawl.max_minutes_per_unit * 60,
            attempts=confirm.attempts,
            after_s=confirm.after_s,
        )

    @property
    def agent(self) -> str:
        """The name that robots.txt knows us by."""
        return agent_token(self.user_agent)

    def headers(self) -> list[tuple[str, str]]:
        """What every request says of us: who asks, and whom to write to. Only gzip is asked for, which we can bound.

        Chinese, which no header may hold, is written as in addresses: %E6%B8%85.
        """
        told = self.contact and self.contact not in self.user_agent
        return [
            ("User-Agent", quote(f"{self.user_agent} (+{self.contact})" if told else self.user_agent, safe=_PLAIN)),
            ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
            ("Accept-Encoding", "gzip"),
        ]


def china_now() -> datetime:
    """The moment, in Asia/Shanghai."""
    return datetime.now(CHINA)


def stamp(moment: datetime) -> str:
    """ISO 8601 with offset +08:00, to the second."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds")
