"""A line between two processes of this machine: either side asks and is answered, or tells and goes on."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import pickle
import socket
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

_SIZE = 4
_GONE = (asyncio.IncompleteReadError, ConnectionError)

Answers = Mapping[str, Callable[[Any], Awaitable[Any]]]
"""What is asked, by its kind: each is called with what it is about, several may be under way at once."""
Hears = Mapping[str, Callable[[Any], object]]
"""What is told, by its kind: called at once, in the order told."""


class Gone(Exception):
    """The other side is no longer there."""


class Line:
    """One end. What goes over it is pickled: both ends are forks of one process.

    `answers` and `hears` serve the other side. Once that is gone, `gone` is called, what was asked raises Gone and what it
    asked is given up.
    """

    def __init__(self, answers: Answers, hears: Hears, gone: Callable[[], object] = lambda: None) -> None:
        self._answers, self._hears, self._gone = answers, hears, gone
        self._numbers = itertools.count()
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self.ended = asyncio.Event()

    async def open(self, end: socket.socket) -> None:
        """Serve over `end` from now on."""
        self._reader, self._writer = await asyncio.open_connection(sock=end)
        self._reading = asyncio.create_task(self._read())

    async def ask(self, kind: str, about: Any = None) -> Any:
        """The answer of the other side, or what it raised. Raises Gone."""
        if self.ended.is_set():
            raise Gone
        number = next(self._numbers)
        self._asked[number] = asyncio.get_running_loop().create_future()
        self._send("ask", number, (kind, about))
        try:
            return await self._asked[number]
        finally:
            self._asked.pop(number, None)

    def tell(self, kind: str, about: Any = None) -> None:
        """Say something that needs no answer; nobody may be there to hear it."""
        self._send("tell", 0, (kind, about))

    async def give_up(self) -> None:
        """End what the other side asked for and is not answered yet."""
        answering = list(self._answering)
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)

    async def aclose(self) -> None:
        """Hang up, once all that was said is on its way."""
        self._reading.cancel()
        self._end()
        await asyncio.gather(self._reading, self.give_up(), return_exceptions=True)
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()

    def _send(self, what: str, number: int, content: Any) -> None:
        data = pickle.dumps((what, number, content), pickle.HIGHEST_PROTOCOL)
        self._writer.write(len(data).to_bytes(_SIZE, "big") + data)

    async def _read(self) -> None:
        try:
            while True:
                size = int.from_bytes(await self._reader.readexactly(_SIZE), "big")
                self._take(*pickle.loads(await self._reader.readexactly(size)))  # noqa: S301 - of our own fork
        except _GONE:
            self._gone()
            self._end()

    def _take(self, what: str, number: int, content: Any) -> None:
        if what == "tell":
            self._hears[content[0]](content[1])
        elif what == "ask":
            task = asyncio.create_task(self._answer(number, *content))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        elif number in self._asked and not self._asked[number].done():
            waiting = self._asked[number]
            waiting.set_result(content) if what == "answer" else waiting.set_exception(content)

    async def _answer(self, number: int, kind: str, about: Any) -> None:
        try:
            answer = await self._answers[kind](about)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is raised where it was asked
            self._send("fault", number, portable(fault))
        else:
            self._send("answer", number, answer)

    def _end(self) -> None:
        self.ended.set()
        for waiting in self._asked.values():
            if not waiting.done():
                waiting.set_exception(Gone())
        for task in self._answering:
            task.cancel()


def portable(fault: Exception) -> Exception:
    """The fault itself where it can be sent, else its words."""
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301 - made a line above
    except Exception:  # noqa: BLE001 - any class may refuse to be pickled in its own way
        return RuntimeError("".join(traceback.format_exception(fault)))
    return fault
