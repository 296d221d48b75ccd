"""Running many host groups. Knows nothing of inspection; a new engine is one new file.

A host group is all units whose pages live mainly on one host: one engine slot works on it. Pages on other hosts are reached
from several groups; `Turns` keep those to one visitor at a time, in whichever process that is.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, TypeVar

from inspector.model.turns import Turns

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class HostGroup:
    """Codes of the units of one host, in registry order."""

    host: str
    units: tuple[str, ...]


class Stop(IntEnum):
    """What shall no longer be begun: nothing is stopped, no further host group, no further unit even of a group in hand."""

    NOTHING = 0
    GROUPS = 1
    UNITS = 2


Answer = Callable[[bytes], Awaitable[bytes]]


class Elsewhere(Protocol):
    """The other processes at work on the same run: each host is fetched from by one of them."""

    def answer(self, by: Answer) -> None:
        """Answer the questions of others by `by`. It is called with the argument `question`."""
        ...

    async def ask(self, host: str, question: bytes) -> bytes | None:
        """What the process says that fetches from `host`; None where that is this one."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """What a process is given that works for an engine. `stopped` tells that no further unit shall be begun.

    `elsewhere` are the other processes, None where there are none. `slots` is this process's part of all that the run does
    at a time, None where that is the whole.
    """

    turns: Turns
    stopped: Callable[[], bool]
    elsewhere: Elsewhere | None = None
    slots: int | None = None


Work = Callable[[HostGroup], Awaitable[Done]]
Office = Callable[[Post], AbstractAsyncContextManager[Work[Done]]]
"""Opens, once in each process, what the work on groups needs. Where processes differ it is sent to them, so it can be pickled."""


GivenUp = Callable[[HostGroup, str], Done]
"""What a group of one unit comes to at which processes died again and again, and the words for that; called in the first process."""


class Engine(Protocol):
    """Works through groups and yields what each one's work returns, in the order of completion."""

    @property
    def turns(self) -> Turns:
        """The turns that all processes of this engine take, for visits of the caller's own."""
        ...

    def run(
        self,
        groups: Iterable[HostGroup],
        office: Office[Done],
        stopped: Callable[[], Stop],
        given_up: GivenUp[Done] | None = None,
    ) -> AsyncGenerator[Done, None]:
        """Start the groups, a bounded number at a time, as far as `stopped` lets groups and units be begun.

        A group at which processes die is worked on unit by unit; `given_up` tells what comes of those at which they die again.
        Without it the run ends with RunIncomplete, once all others are done.
        """
        ...


def one_by_one(group: HostGroup) -> list[HostGroup]:
    """Its units, each a group of its own."""
    return [HostGroup(group.host, (unit,)) for unit in group.units]


def host_groups(hosts: Sequence[tuple[str, str]]) -> tuple[HostGroup, ...]:
    """Groups from (unit code, main host) pairs: the largest first, since it takes longest, else as hosts first appear."""
    groups: dict[str, list[str]] = {}
    for code, host in hosts:
        groups.setdefault(host, []).append(code)
    made = [HostGroup(host, tuple(codes)) for host, codes in groups.items()]
    return tuple(sorted(made, key=lambda group: -len(group.units)))
