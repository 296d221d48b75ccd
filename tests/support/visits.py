"""Work for engines under test: units are pages of loopback hosts, asked for politely and noted in a folder all processes see."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.engine import HostGroup, Post, Work

UNITS_EACH = 4


@dataclass(frozen=True)
class Visits:
    """An office whose work visits a port for each unit, and `shared` too, and leaves a file once the unit is done."""

    folder: Path
    ports: dict[str, int]
    shared: int = 0

    @contextlib.asynccontextmanager
    async def __call__(self, post: Post) -> AsyncIterator[Work[tuple[str, int]]]:
        """Opened once a process."""
        (self.folder / f"opened-{os.getpid()}").touch()

        async def work(group: HostGroup) -> tuple[str, int]:
            for unit in group.units:
                if post.stopped() or (self.folder / f"done-{unit}").exists():
                    continue
                await self._visit(post, group.host, self.ports[group.host], unit)
                if self.shared:
                    await self._visit(post, "shared", self.shared, unit)
                (self.folder / f"done-{unit}").write_text(str(os.getpid()))
            return group.host, os.getpid()

        yield work

    async def _visit(self, post: Post, host: str, port: int, unit: str) -> None:
        await post.turns.take(host)
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET /{unit} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            await reader.readuntil(b"\r\n\r\n")
            writer.close()
        finally:
            await post.turns.give(host)


def groups_of(hosts: Any) -> list[HostGroup]:
    """One group a host, four units each."""
    return [
        HostGroup(name, tuple(f"{name}u{n}" for n in range(UNITS_EACH))) for name in hosts.names if name != "shared"
    ]


def visits(folder: Path, hosts: Any) -> Visits:
    """Work that visits each unit's own host and the shared one."""
    return Visits(folder, {name: hosts.ports[name] for name in hosts.names}, hosts.ports["shared"])


def done(folder: Path) -> list[str]:
    """Units that were finished."""
    return sorted(path.name.removeprefix("done-") for path in folder.glob("done-*"))
