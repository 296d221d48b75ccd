"""Names, asked of a real name server on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from inspector.collect import Guard, Names, Outside
from inspector.collect.failures import NoSuchName, ResolverSilent
from inspector.model.capture import Ask, Capture, Failure

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]

ZONE = {
    ("mail.qinghe.gov.cn.", "MX"): ["20 mx2.qinghe.gov.cn.", "10 mx1.qinghe.gov.cn."],
    ("null.qinghe.gov.cn.", "MX"): ["0 ."],
    ("plain.qinghe.gov.cn.", "A"): ["192.0.2.7", "192.0.2.3"],
    ("plain.qinghe.gov.cn.", "AAAA"): ["2001:db8::1"],
    ("bare.qinghe.gov.cn.", "TXT"): ['"no mail, no address"'],
}


class NameServer(asyncio.DatagramProtocol):
    """Answers for ZONE, says NXDOMAIN to what is not in it, refuses `ill.` and is silent about `mute.`."""

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        """Keeps the way back."""
        self.transport = transport

    def datagram_received(self, data: bytes, peer: tuple[str, int]) -> None:
        """One question."""
        query = dns.message.from_wire(data)
        name, kind = query.question[0].name.to_text(), dns.rdatatype.to_text(query.question[0].rdtype)
        if name.startswith("mute."):
            return
        reply = dns.message.make_response(query)
        if name.startswith("ill."):
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif (name, kind) in ZONE:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *ZONE[name, kind]))
        elif name not in {known for known, _ in ZONE}:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(reply.to_wire(), peer)


@pytest.fixture
async def server() -> AsyncIterator[str]:
    """The address of a name server, with its port."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(NameServer, local_addr=("127.0.0.1", 0))
    yield f"127.0.0.1:{transport.get_extra_info('sockname')[1]}"
    transport.close()
    await asyncio.sleep(0)  # closing takes a turn of the loop


class Rebinding(NameServer):
    """A name whose first answers are harmless and all further ones lead to 127.0.0.2."""

    def __init__(self) -> None:
        self.questions = 0

    def datagram_received(self, data: bytes, peer: tuple[str, int]) -> None:
        """One question."""
        query = dns.message.from_wire(data)
        reply = dns.message.make_response(query)
        if query.question[0].name.to_text().endswith(".invalid."):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif query.question[0].rdtype == dns.rdatatype.A:
            self.questions += 1
            address = "127.0.0.1" if self.questions == 1 else "127.0.0.2"
            reply.answer.append(dns.rrset.from_text(query.question[0].name.to_text(), 0, "IN", "A", address))
        self.transport.sendto(reply.to_wire(), peer)


async def test_a_name_server_that_changes_its_answer_leads_nowhere(look_with: Look) -> None:
    """Time to live 0, another address from the second question on: the page is seen once, the forbidden listener never."""
    loop = asyncio.get_running_loop()
    transport, rebinding = await loop.create_datagram_endpoint(Rebinding, local_addr=("127.0.0.1", 0))
    connections: list[int] = []

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
        writer.close()

    async def overheard(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        writer.close()

    site = await asyncio.start_server(reply, "127.0.0.1", 0)
    port = site.sockets[0].getsockname()[1]
    canary = await asyncio.start_server(overheard, "127.0.0.2", port)
    names = Names([f"127.0.0.1:{transport.get_extra_info('sockname')[1]}"], 1.0)
    guard = Guard.of(["www.qinghe.gov.cn"], [], ["127.0.0.1/32"])
    outside = look_with(guard, names=names, respect_robots=False)

    [first] = await outside.look([Ask(f"http://www.qinghe.gov.cn:{port}/a")])
    [second] = await outside.look([Ask(f"http://www.qinghe.gov.cn:{port}/b")])

    assert (first.status, first.peer, second.failure) == (200, "127.0.0.1", Failure.GUARD)
    assert "127.0.0.2 is not public" in second.detail
    assert rebinding.questions == 2
    assert connections == []
    for server in (site, canary):
        server.close()
        await server.wait_closed()
    transport.close()
    await asyncio.sleep(0)


async def asked(look_with: Look, server: str, host: str) -> Capture:
    """The capture of one question about mail."""
    return (await look_with(names=Names([server], 0.2)).look([Ask(f"dns:{host}?type=MX", "DNS")]))[0]


@pytest.mark.parametrize(
    ("host", "mx", "addresses"),
    [
        ("mail.qinghe.gov.cn", [(10, "mx1.qinghe.gov.cn"), (20, "mx2.qinghe.gov.cn")], []),
        ("null.qinghe.gov.cn", [(0, ".")], []),
        ("plain.qinghe.gov.cn", [], ["192.0.2.3", "192.0.2.7", "2001:db8::1"]),
        ("bare.qinghe.gov.cn", [], []),
    ],
)
async def test_what_the_name_system_says_of_mail(
    look_with: Look, server: str, host: str, mx: list[tuple[int, str]], addresses: list[str]
) -> None:
    """MX records in order of preference, a null MX as ".", addresses only where there is no MX."""
    capture = await asked(look_with, server, host)

    said = json.loads(capture.body)
    assert [(record["preference"], record["exchange"]) for record in said["mx"]] == mx
    assert said["addresses"] == addresses
    assert (capture.status, capture.failure) == (None, None)


@pytest.mark.parametrize(
    ("host", "failure"),
    [
        ("gone.qinghe.gov.cn", Failure.DNS),
        ("ill.qinghe.gov.cn", Failure.RESOLVER),
        ("mute.qinghe.gov.cn", Failure.RESOLVER),
        ("a..b", Failure.DNS),
        ("x" * 80, Failure.DNS),
        ("", Failure.GUARD),
    ],
)
async def test_a_name_that_is_not_is_not_the_same_as_no_answer(
    look_with: Look, server: str, host: str, failure: Failure
) -> None:
    """NXDOMAIN is the name's fault; a refusing or silent resolver is nobody's."""
    capture = await asked(look_with, server, host)

    assert (capture.failure, capture.body) == (failure, b"")
    assert capture.detail


@pytest.mark.parametrize(
    ("host", "failure"), [("gone", Failure.DNS), ("mute", Failure.RESOLVER), ("bare", Failure.DNS)]
)
async def test_pages_are_looked_up_at_the_same_servers(
    look_with: Look, server: str, host: str, failure: Failure
) -> None:
    """A page whose host has no address comes back with the reason of the name server."""
    outside = look_with(Guard(), names=Names([server], 0.1))

    [capture] = await outside.look([Ask(f"http://{host}.qinghe.gov.cn/")])

    assert capture.failure is failure, capture.detail


async def test_a_resolver_that_denies_everything_is_not_believed(server: str) -> None:
    """A closed network denies every name; that is our matter and costs nobody a point."""
    names = Names([server])
    names._believed_until = 0.0  # as a resolver that the system names and that is not on this machine

    with pytest.raises(ResolverSilent, match="our own network seems to be closed"):
        await names.answer("dns:gone.qinghe.gov.cn?type=MX")


async def test_a_resolver_that_knows_the_world_is_believed(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows what must be there; so what it denies is not."""
    monkeypatch.setitem(ZONE, ("cn.", "NS"), ["a.dns.cn."])
    names = Names([server])
    names._believed_until = 0.0

    with pytest.raises(NoSuchName):
        await names.answer("dns:gone.qinghe.gov.cn?type=MX")


async def test_names_that_can_never_be_there_need_no_witness() -> None:
    """RFC 6761: below .invalid there is nothing, network or not."""
    with pytest.raises(NoSuchName):
        await Names().addresses("mail.qinghe.invalid")


class Portal(NameServer):
    """Once `shut`, answers every name with one address of its own, as captive portals and filters do; before that it is a name server."""

    def __init__(self) -> None:
        self.shut = False
        self.questions: list[str] = []

    def datagram_received(self, data: bytes, peer: tuple[str, int]) -> None:
        """One question."""
        query = dns.message.from_wire(data)
        name, kind = query.question[0].name.to_text(), dns.rdatatype.to_text(query.question[0].rdtype)
        self.questions.append(name)
        reply = dns.message.make_response(query)
        if kind == "A" and (self.shut or name.startswith("www.")):
            address = "127.0.0.2" if self.shut else "127.0.0.1"
            reply.answer.append(dns.rrset.from_text(name, 0, "IN", "A", address))
        elif not self.shut and not name.startswith("www."):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(reply.to_wire(), peer)


async def test_what_a_name_server_says_that_answers_every_name_is_no_evidence(look_with: Look) -> None:
    """From the moment it does, pages and mail domains are our matter; what it said before stands, and so does what comes after."""
    loop = asyncio.get_running_loop()
    transport, portal = await loop.create_datagram_endpoint(Portal, local_addr=("127.0.0.1", 0))

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
        writer.close()

    site = await asyncio.start_server(reply, "127.0.0.1", 0)
    port = site.sockets[0].getsockname()[1]
    everywhere = await asyncio.start_server(reply, "127.0.0.2", port)
    names = Names([f"127.0.0.1:{transport.get_extra_info('sockname')[1]}"], 1.0)
    outside = look_with(Guard.of(["www.qinghe.gov.cn"], [], ["127.0.0.0/8"]), names=names, respect_robots=False)

    async def seen(path: str) -> Capture:
        [capture] = await outside.look([Ask(f"http://www.qinghe.gov.cn:{port}/{path}")])
        return capture

    async with site, everywhere:
        before = await seen("a")
        again = await seen("b")
        asked_once = portal.questions.count("nothing.inspector.invalid.")
        portal.shut = True
        led_astray = await seen("c")
        [mail] = await outside.look([Ask("dns:gone.qinghe.gov.cn?type=MX", "DNS")])
        portal.shut = False
        after = await seen("d")

    assert [one.status for one in (before, again, after)] == [200, 200, 200]
    assert asked_once == 1, "not again while the name leads where it led"
    assert (led_astray.failure, mail.failure) == (Failure.RESOLVER, Failure.RESOLVER)
    assert "our own network answers for every site" in led_astray.detail
    assert await names.everywhere() == frozenset()
    transport.close()
    await asyncio.sleep(0)


async def test_a_resolver_that_knows_of_nothing_at_all_is_not_believed(server: str) -> None:
    """An empty answer about a mail domain, where it denies what must be there too, is our matter."""
    names = Names([server])
    names._believed_until = 0.0  # as a resolver that the system names

    with pytest.raises(ResolverSilent, match="our own network seems to be closed"):
        await names.answer("dns:bare.qinghe.gov.cn?type=MX")
