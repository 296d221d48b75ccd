"""Who does what among the processes of one machine: groups waiting, groups in hand, and who fetches from which host."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from inspector.engine import HostGroup, one_by_one

_DEADLY = 2
"""Units of a host at which processes died: its others are not tried any more."""


class Shares:
    """Groups dealt out to `workers`, numbered from 0, as evenly as their units allow.

    A host is fetched from by one process for the whole run: by the one that works on its group, or else by the first one that
    asks. A process that has nothing left takes over groups that wait with another one and whose host nobody has asked for.

    A group that was in hand when a process died may be why: it waits until the rest is dealt out and is then worked on alone.
    When that process dies too, its units are worked on one by one; one at which it dies once more is `given_up`, and with the
    second one of a host all that are left of it.
    """

    def __init__(self, groups: Iterable[HostGroup], workers: int) -> None:
        self._waiting: dict[int, deque[HostGroup]] = {number: deque() for number in range(workers)}
        self._units = dict.fromkeys(self._waiting, 0)
        self._in_hand: dict[int, list[HostGroup]] = {number: [] for number in range(workers)}
        self._owner: dict[str, int] = {}
        self._asked: set[str] = set()
        self._orphans: list[HostGroup] = []
        self._suspect: list[HostGroup] = []
        self._lost: set[HostGroup] = set()
        self.given_up: list[HostGroup] = []
        self._deal(groups)

    @property
    def workers(self) -> list[int]:
        """Those that are there."""
        return list(self._waiting)

    def in_hand(self, worker: int) -> int:
        """How many groups the worker has begun and not ended."""
        return len(self._in_hand[worker])

    def begin(self, worker: int) -> HostGroup | None:
        """The next group for the worker, now in its hands; None where nothing is left that it may take."""
        if self._lost.intersection(self._in_hand[worker]):
            return None
        group = self._waiting[worker].popleft() if self._waiting[worker] else self._taken_over()
        if group is None and not self._in_hand[worker]:
            group = self._suspected(worker)
        if group is not None:
            self._in_hand[worker].append(group)
            self._owner[_host(group)] = worker
            self._asked.add(_host(group))
        return group

    def end(self, worker: int, group: HostGroup) -> None:
        """The group is done, also where its worker died as soon as it had said so: then nobody does it again."""
        if worker in self._in_hand:
            self._in_hand[worker].remove(group)
            return
        done = {group, *one_by_one(group)}
        self._suspect = [one for one in self._suspect if one not in done]
        self.given_up = [one for one in self.given_up if one not in done]

    def owner(self, host: str, asker: int) -> int:
        """Who fetches from `host`, from now on and for the whole run."""
        self._asked.add(host)
        return self._owner.setdefault(host, asker)

    def lose(self, worker: int, *, at_work: bool = True) -> list[HostGroup]:
        """The worker is dead: the others get what it had. Returns what was in its hands; it died of that only where it was `at_work`."""
        lost = self._in_hand.pop(worker)
        del self._units[worker]
        gone = {host for host, owner in self._owner.items() if owner == worker}
        self._owner = {host: owner for host, owner in self._owner.items() if host not in gone}
        self._asked -= gone
        if at_work:
            for group in lost:
                self._suspected_again(group) if group in self._lost else self._suspect.append(group)
            self._lost.update(lost)
        else:
            self._suspect += [group for group in lost if group in self._lost]
        untouched = [] if at_work else [group for group in lost if group not in self._lost]
        self._deal([*untouched, *self._waiting.pop(worker)])
        return lost

    def forsaken(self) -> list[HostGroup]:
        """What is left once no worker is: groups that none ever died of. Those that one died of are given up."""
        left, self._orphans = self._orphans, []
        self.given_up += self._suspect
        self._suspect = []
        return left

    def _suspected_again(self, group: HostGroup) -> None:
        """A process died at work on nothing else."""
        if len(group.units) > 1:
            ones = one_by_one(group)
            self._suspect += ones
            self._lost.update(ones)
            return
        self.given_up.append(group)
        if sum(one.host == group.host for one in self.given_up) == _DEADLY:
            self.given_up += [one for one in self._suspect if one.host == group.host]
            self._suspect = [one for one in self._suspect if one.host != group.host]

    def join(self, worker: int) -> None:
        """A new worker is there."""
        self._waiting[worker], self._in_hand[worker], self._units[worker] = deque(), [], 0
        orphans, self._orphans = self._orphans, []
        self._deal(orphans)

    def _deal(self, groups: Iterable[HostGroup]) -> None:
        for group in groups:
            if not self._waiting:
                self._orphans.append(group)
                continue
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

    def _suspected(self, worker: int) -> HostGroup | None:
        """One whose host nobody else fetches from."""
        for group in self._suspect:
            if self._owner.get(_host(group), worker) == worker:
                self._suspect.remove(group)
                return group
        return None


def _host(group: HostGroup) -> str:
    return group.host.lower()
