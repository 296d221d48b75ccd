"""Running many host groups. Knows nothing of inspection; a new engine is one new file.

A host group is all units whose pages live mainly on one host: one engine slot works on it, so no host is ever visited by two.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class HostGroup:
    """Codes of the units of one host, in registry order."""

    host: str
    units: tuple[str, ...]


class Engine(Protocol):
    """Works through groups and yields what each one's work returns, in the order of completion."""

    def run(self, groups: Iterable[HostGroup], work: Callable[[HostGroup], Awaitable[Done]]) -> AsyncIterator[Done]:
        """Start the groups, a bounded number at a time."""
        ...


def host_groups(hosts: Sequence[tuple[str, str]]) -> tuple[HostGroup, ...]:
    """Groups from (unit code, main host) pairs, in the order in which hosts first appear."""
    groups: dict[str, list[str]] = {}
    for code, host in hosts:
        groups.setdefault(host, []).append(code)
    return tuple(HostGroup(host, tuple(codes)) for host, codes in groups.items())
