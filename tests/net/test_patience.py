"""What our own loop is held up, or the whole machine stands still, is not the silence of a site."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUDPServer

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest
from loopback_site import answer

from inspector.collect import Names, Outside
from inspector.model.capture import Ask, Failure

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]
Then = Callable[[], None]
TIMEOUT_S = 1.0
"""Of each step; every stall here lasts thrice as long."""
STALL_S = 3.0


@contextmanager
def serving(
    asked: Then = lambda: None, accepted: Then = lambda: None, tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """A site in a thread of its own, whatever our loop does: `asked` is called once a request is there, its answer follows at once."""
    door = socket.create_server(("127.0.0.1", 0))

    def one(plain: socket.socket) -> None:
        with plain, contextlib.suppress(OSError):  # one who does not trust our certificate hangs up
            accepted()
            line = tls.wrap_socket(plain, server_side=True) if tls is not None else plain
            while not line.recv(65536).endswith(b"\r\n\r\n"):
                pass
            asked()
            line.sendall(answer(b"here", connection="close"))
            line.close()

    def serve() -> None:
        while True:
            try:
                plain, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(plain,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"{'https' if tls is not None else 'http'}://127.0.0.1:{door.getsockname()[1]}"
    finally:
        door.shutdown(socket.SHUT_RDWR)  # wakes the one who waits at it
        door.close()


def holding(loop: asyncio.AbstractEventLoop) -> Then:
    """Something that makes the loop do nothing but work for a while, begun before it returns; only the first time."""
    begun, spent = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        time.sleep(STALL_S)

    def hold() -> None:
        if not spent.is_set():
            spent.set()
            loop.call_soon_threadsafe(work)
            assert begun.wait(120)

    return hold


@pytest.mark.parametrize("secured", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("moment", ["asked", "accepted"])
async def test_a_heavy_page_does_not_make_others_silent(
    look_with: Look, self_signed: ssl.SSLContext, moment: str, secured: bool
) -> None:
    """The loop is held for thrice the timeout, and longer than the deadline, while the answer or the greeting is under way."""
    hold = holding(asyncio.get_running_loop())
    with serving(**{moment: hold}, tls=self_signed if secured else None) as url:
        outside = look_with(timeout_s=TIMEOUT_S, deadline_s=2 * TIMEOUT_S, respect_robots=False)
        [capture] = await outside.look([Ask(f"{url}/")])

    assert (capture.failure, capture.body, len(capture.wire)) == (None, b"here", 1)


async def test_a_resolver_is_not_called_silent_for_what_held_us_up() -> None:
    """A named server answered, and the system too, while the loop was held for thrice the time they have."""
    hold = holding(asyncio.get_running_loop())

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            data, line = self.request
            query = dns.message.from_wire(data)
            reply = dns.message.make_response(query)
            name = query.question[0].name.to_text()
            if name.endswith(".invalid."):
                reply.set_rcode(dns.rcode.NXDOMAIN)
            elif query.question[0].rdtype == dns.rdatatype.A:
                hold()
                reply.answer.append(dns.rrset.from_text(name, 0, "IN", "A", "192.0.2.7"))
            line.sendto(reply.to_wire(), self.client_address)

    with ThreadingUDPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        named = await Names([f"127.0.0.1:{server.server_address[1]}"], TIMEOUT_S).addresses("www.qinghe.gov.cn")
        server.shutdown()
    asking = asyncio.create_task(Names(timeout_s=TIMEOUT_S)._system("localhost"))
    asyncio.get_running_loop().call_soon(time.sleep, STALL_S)

    assert named == ("192.0.2.7",)
    assert "127.0.0.1" in await asking


async def test_a_site_that_really_is_silent_still_is(look_with: Look) -> None:
    """A stall does not make us wait for ever: what is silent is a timeout in the end."""
    gate = threading.Event()
    hold = holding(asyncio.get_running_loop())

    def stuck() -> None:
        hold()
        gate.wait(60)

    with serving(stuck) as url:
        [capture] = await look_with(timeout_s=TIMEOUT_S, deadline_s=9.0, respect_robots=False).look([Ask(f"{url}/")])
        gate.set()

    assert capture.failure is Failure.TIMEOUT
    assert "nothing for" in capture.detail


_LOOKS = """
import json, sys
from inspector.collect import Guard, Manners, Outside
from inspector.engine import loop
from inspector.model.capture import Ask

async def look():
    manners = Manners(delay_s=0, timeout_s=2.0, deadline_s=4.0, retries=0, attempts=1, respect_robots=False)
    async with Outside(manners, Guard.of(["127.0.0.1"], [], ["127.0.0.0/8"])) as outside:
        print("ready", flush=True)
        [capture] = await outside.look([Ask(sys.argv[1])])
    print(json.dumps([capture.failure, capture.body.decode()]), flush=True)

loop.run(look())
"""


def test_a_machine_that_slept_does_not_call_sites_silent(tmp_path: Path) -> None:
    """Stopped while an answer is under way, for longer than the timeout and the deadline, and woken again: the page was there."""
    script = tmp_path / "looks.py"
    script.write_text(_LOOKS, encoding="utf-8")
    stopped: list[subprocess.Popen[str]] = []

    def sleep() -> None:
        stopped[0].send_signal(signal.SIGSTOP)

    with (
        serving(sleep) as url,
        subprocess.Popen([sys.executable, str(script), f"{url}/"], stdout=subprocess.PIPE, text=True) as child,
    ):
        stopped.append(child)
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == "ready\n"
            while _state(child.pid) != "T":
                assert child.poll() is None, "it ended before it was stopped"
                time.sleep(0.05)
            time.sleep(6)
            child.send_signal(signal.SIGCONT)
            told = json.loads(child.stdout.readline())
        finally:
            child.kill()

    assert told == [None, "here"]


def _state(pid: int) -> str:
    """The process's state as Linux tells it: T is stopped."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]


_LOOKS_WITHOUT_FILES = """
import json, os, resource, sys
from inspector.collect import Guard, Manners, Outside
from inspector.engine import loop
from inspector.model.capture import Ask

async def look():
    manners = Manners(delay_s=0, retries=0, attempts=1, respect_robots=False)
    async with Outside(manners, Guard.of(["127.0.0.1"], [], ["127.0.0.0/8"])) as outside:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        held = []
        try:
            while True:
                held.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            pass
        [capture] = await outside.look([Ask(sys.argv[1])])
        for one in held:
            os.close(one)
        [after] = await outside.look([Ask(sys.argv[1] + "?again")])
    print(json.dumps([capture.failure, capture.detail, after.failure, after.body.decode()]), flush=True)

loop.run(look())
"""


def test_a_machine_that_has_nothing_left_to_connect_with_says_so(tmp_path: Path) -> None:
    """No more files can be opened: that is ours, and not a site that does not answer."""
    script = tmp_path / "looks.py"
    script.write_text(_LOOKS_WITHOUT_FILES, encoding="utf-8")
    with serving() as url:
        command = [sys.executable, str(script), f"{url}/"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=400)

    failure, detail, after, body = json.loads(done.stdout)
    assert failure == Failure.UPLINK
    assert "Too many open files" in detail
    assert (after, body) == (None, "here")
