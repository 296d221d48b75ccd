"""What looking at one unit may cost: requests in all, and how long any one host may make it wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from inspector.collect.failures import Spent


@dataclass(slots=True)
class Budget:
    """What is left: `requests`, of which every try, redirect, robots.txt and part of a rendered page is one.

    `seconds` are those that each host may take for its answers and the pauses it asks for (0 = as many as it takes);
    `waited` has what each one took so far, `cut` the hosts that took too long. Our own pause between two requests is nobody's
    fault and not counted.
    """

    requests: int
    seconds: float = 0.0
    waited: dict[str, float] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)

    def ask(self, host: str, share: float = 1.0) -> None:
        """One more request to `host`, which may take its `share` of the seconds. Raises Spent."""
        if self.requests <= 0:
            raise Spent("no further request for this unit: it has had as many as [crawl] max_pages_per_unit allows")
        if host in self.cut or (self.seconds and self.waited.get(host, 0.0) >= self.seconds * share):
            self.cut.add(host)
            raise Spent(f"{host} made this unit wait for too long in all: [crawl] max_minutes_per_unit")
        self.requests -= 1

    def wait(self, host: str, seconds: float) -> None:
        """`host` made us wait."""
        self.waited[host] = self.waited.get(host, 0.0) + max(0.0, seconds)

    def lend(self, requests: int) -> Budget:
        """A part of it for another process that looks in our stead; `settle` takes back what that did not use."""
        lent = min(requests, self.requests)
        self.requests -= lent
        return replace(self, requests=lent, waited=dict(self.waited), cut=set(self.cut))

    def settle(self, before: Budget, after: Budget) -> None:
        """What was lent (`before`) came back as `after`."""
        self.requests += after.requests
        self.cut |= after.cut
        for host, waited in after.waited.items():
            self.wait(host, waited - before.waited.get(host, 0.0))


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


def budget() -> Budget | None:
    """Of the unit that is looked at; None where nobody counts, as for canaries."""
    return _budget.get()


@contextmanager
def spending(of: Budget | None) -> Iterator[None]:
    """All that is asked for in the block, and in tasks begun there, is paid by `of`."""
    token = _budget.set(of)
    try:
        yield
    finally:
        _budget.reset(token)
