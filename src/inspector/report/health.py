"""How a run went: which hosts answered, which did not and how, and what held it back. For whoever operates Inspector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from inspector.judge.uplink import Round
from inspector.model.capture import Failure

NAME = "health.html"
T = TypeVar("T", int, Failure)
Look = tuple[str, int | None, Failure | None]
"""Host, status and failure of one look."""


@dataclass(frozen=True, slots=True)
class Host:
    """One host in a run: how often it was asked, and what came instead of an answer, the commonest first."""

    name: str
    asked: int
    failures: tuple[tuple[Failure, int], ...]
    statuses: tuple[tuple[int, int], ...]

    @property
    def unanswered(self) -> int:
        """How many looks got no answer."""
        return sum(count for _, count in self.failures)

    @property
    def lookup(self) -> bool:
        """Whether it is a name that was looked up, not a host that was visited."""
        return self.name.startswith("dns:")

    @property
    def shown(self) -> str:
        """Its name to read: a lookup without the form of its address, with the kind of record asked for."""
        name, _, kind = self.name.removeprefix("dns:").partition("?type=")
        return f"{name} ({kind})" if kind else name


@dataclass(frozen=True, slots=True)
class Health:
    """What a run's manifests tell. `missing` are the codes of units that were to be inspected and have no evidence."""

    hosts: tuple[Host, ...]
    rounds: tuple[Round, ...]
    missing: tuple[str, ...] = ()

    @property
    def asked(self) -> int:
        """All looks."""
        return sum(host.asked for host in self.hosts)

    @property
    def unanswered(self) -> int:
        """All looks without an answer."""
        return sum(host.unanswered for host in self.hosts)


def hosts_of(looks: Iterable[Look]) -> tuple[Host, ...]:
    """The hosts of all looks, those that answered worst first."""
    asked: Counter[str] = Counter()
    failures: dict[str, Counter[Failure]] = {}
    statuses: dict[str, Counter[int]] = {}
    for host, status, failure in looks:
        asked[host] += 1
        if failure is not None:
            failures.setdefault(host, Counter())[failure] += 1
        elif status is not None:
            statuses.setdefault(host, Counter())[status] += 1
    found = [
        Host(name, count, _commonest(failures.get(name, {})), _commonest(statuses.get(name, {})))
        for name, count in asked.items()
    ]
    return tuple(sorted(found, key=lambda host: (-host.unanswered, -host.asked, host.name)))


def _commonest(counted: Mapping[T, int]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0]))))
