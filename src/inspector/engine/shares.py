"""Who does what among the processes of one machine: groups waiting, groups in hand, and who fetches from which host."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from inspector.engine import HostGroup


class Shares:
    """Groups dealt out to `workers`, numbered from 0, as evenly as their units allow.

    A host is fetched from by one process for the whole run: by the one that works on its group, or else by the first one that
    asks. A process that has nothing left takes over groups that wait with another one and whose host nobody has asked for.
    """

    def __init__(self, groups: Iterable[HostGroup], workers: int) -> None:
        self._waiting: dict[int, deque[HostGroup]] = {number: deque() for number in range(workers)}
        self._units = dict.fromkeys(self._waiting, 0)
        self._in_hand: dict[int, list[HostGroup]] = {number: [] for number in range(workers)}
        self._owner: dict[str, int] = {}
        self._asked: set[str] = set()
        self._deal(groups)

    @property
    def workers(self) -> list[int]:
        """Those that are there."""
        return list(self._waiting)

    @property
    def left(self) -> bool:
        """Whether a group still waits."""
        return any(self._waiting.values())

    def in_hand(self, worker: int) -> int:
        """How many groups the worker has begun and not ended."""
        return len(self._in_hand[worker])

    def begin(self, worker: int) -> HostGroup | None:
        """The next group for the worker, now in its hands; None where nothing is left that it may take."""
        group = self._waiting[worker].popleft() if self._waiting[worker] else self._taken_over()
        if group is not None:
            self._in_hand[worker].append(group)
            self._owner[_host(group)] = worker
            self._asked.add(_host(group))
        return group

    def end(self, worker: int, group: HostGroup) -> None:
        """The group is done."""
        self._in_hand[worker].remove(group)

    def owner(self, host: str, asker: int) -> int:
        """Who fetches from `host`, from now on and for the whole run."""
        self._asked.add(host)
        return self._owner.setdefault(host, asker)

    def lose(self, worker: int) -> list[HostGroup]:
        """The worker is dead: the others get what it had. Returns what was in its hands."""
        lost = self._in_hand.pop(worker)
        waiting = [*lost, *self._waiting.pop(worker)]
        del self._units[worker]
        gone = {host for host, owner in self._owner.items() if owner == worker}
        self._owner = {host: owner for host, owner in self._owner.items() if host not in gone}
        self._asked -= gone
        if self._waiting:
            self._deal(waiting)
        return lost

    def _deal(self, groups: Iterable[HostGroup]) -> None:
        for group in groups:
            least = min(self._units, key=lambda number: self._units[number])
            worker = self._owner.setdefault(_host(group), least)
            self._waiting[worker].append(group)
            self._units[worker] += len(group.units)

    def _taken_over(self) -> HostGroup | None:
        for groups in sorted(self._waiting.values(), key=len, reverse=True):
            for group in reversed(groups):
                if _host(group) not in self._asked:
                    groups.remove(group)
                    return group
        return None


def _host(group: HostGroup) -> str:
    return group.host.lower()
