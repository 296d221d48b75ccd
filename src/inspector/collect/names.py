"""Names: the addresses we connect to, and whether a mail domain can receive mail."""

from __future__ import annotations

import asyncio
import json
import math
import socket
import time
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs, urlsplit

import dns.asyncresolver
import dns.exception
import dns.name
import dns.nameserver
import dns.resolver

from inspector.collect.failures import NoSuchName, Refused, ResolverSilent
from inspector.collect.patience import Within, held_up

_ALWAYS_THERE = "cn."
"""A name that every resolver with a way to the world knows."""
_NEVER_THERE = (".invalid", ".invalid.")
"""RFC 6761: no name below exists, whoever is asked."""
_NOWHERE = "nothing.inspector.invalid"
"""A name that leads nowhere, unless the resolver leads every name somewhere."""
_BELIEVED_S = 30.0
"""As long a resolver is believed that knew what must be there."""
_GLANCE_S = 3.0
"""As long an answer about it is waited for: one that does not come is none."""


class Names:
    """Asks `nameservers` ("address" or "address:port"), or the system where there are none.

    That a name does not exist is believed of the servers that config.toml names; of others only where they know what must be
    there: a closed network often denies every name. That it leads somewhere is believed unless names that cannot exist lead
    to the same place: captive portals, filters and some providers answer every name with an address of their own.
    """

    def __init__(self, nameservers: Sequence[str] = (), timeout_s: float = 5.0) -> None:
        self._nameservers, self._timeout_s = tuple(nameservers), timeout_s
        self._believed_until = math.inf if nameservers else 0.0
        self._checked: dict[str, frozenset[str]] = {}

    async def addresses(self, host: str) -> tuple[str, ...]:
        """The addresses to connect to, in the order to try them."""
        return await self._truly(host, await self._found(host))

    async def everywhere(self) -> frozenset[str]:
        """The addresses to which the resolver leads names that cannot exist; empty where it denies them, as it should."""
        try:
            async with Within(min(self._timeout_s, _GLANCE_S)):
                return frozenset(await self._found(_NOWHERE))
        except (NoSuchName, ResolverSilent, TimeoutError):
            return frozenset()

    async def _found(self, host: str) -> tuple[str, ...]:
        return await self._asked(host) if self._nameservers else await self._system(host)

    async def _truly(self, host: str, found: tuple[str, ...]) -> tuple[str, ...]:
        """`found`, where the resolver does not lead every name there; it is asked again whenever a name leads elsewhere than before."""
        if not set(found) <= self._checked.get(host, frozenset()):
            astray = set(found) & await self.everywhere()
            if astray:
                raise ResolverSilent(
                    f"the resolver leads {host} to {min(astray)}, and names that cannot exist too: "
                    "our own network answers for every site"
                )
            self._checked[host] = frozenset(found)
        return found

    async def answer(self, url: str) -> bytes:
        """What the name system says of `dns:HOST?type=MX`: `{"addresses": [...], "mx": [...]}`, sorted, as UTF-8 JSON.

        A null MX (RFC 7505) is kept as the exchange ".". Addresses are asked for where there is no MX record, because
        mail then goes to the host itself (RFC 5321, 5.1).
        """
        host, kind = _question(url)
        mx: list[tuple[int, str]] = []
        if kind == "MX":
            found = await self._query(host, "MX") or ()
            mx = sorted((record.preference, str(record.exchange)) for record in found)
        hosts = [{"exchange": name.rstrip(".") or ".", "preference": rank} for rank, name in mx]
        addresses = [] if mx else sorted(await self._truly(host, await self._asked(host)))
        if not mx and not addresses and not await self._trusted():
            raise await self._denied(host)
        return json.dumps({"addresses": addresses, "mx": hosts}, ensure_ascii=False, sort_keys=True).encode()

    async def _asked(self, host: str) -> tuple[str, ...]:
        """IPv4 before IPv6; a family whose server is silent does not matter where the other has answers."""
        found: list[str] = []
        silent: ResolverSilent | None = None
        for kind in ("A", "AAAA"):
            try:
                found += [record.address for record in await self._query(host, kind) or ()]
            except ResolverSilent as fault:
                silent = fault
        if not found and silent:
            raise silent
        return tuple(found)

    async def _query(self, host: str, kind: str) -> Iterable[dns.resolver.Answer] | None:
        """The records of one kind, None where the name exists without any."""
        try:
            return await self._patiently(host, kind)
        except dns.resolver.NXDOMAIN:
            raise await self._denied(host) from None
        except dns.resolver.NoAnswer:
            return None
        except (dns.name.LabelTooLong, dns.name.EmptyLabel, dns.name.NameTooLong, dns.name.IDNAException, UnicodeError):
            raise NoSuchName(f"{host} cannot be a name") from None
        except (dns.exception.DNSException, OSError) as fault:
            raise ResolverSilent(f"no resolver answered about {host} ({type(fault).__name__})") from None

    async def _patiently(self, host: str, kind: str) -> dns.resolver.Answer:
        """Asked once more where it was we who were held up, or our clock that was set, and not the resolver that was silent."""
        begun = time.monotonic()
        try:
            return await self._resolver().resolve(host, kind, lifetime=self._timeout_s, search=False)
        except dns.resolver.LifetimeTimeout:
            if not held_up(begun, self._timeout_s):
                raise
            return await self._resolver().resolve(host, kind, lifetime=self._timeout_s, search=False)

    async def _denied(self, host: str) -> NoSuchName | ResolverSilent:
        """What it means that the name is said not to exist."""
        if host.endswith(_NEVER_THERE) or await self._trusted():
            return NoSuchName(f"the name {host} does not exist")
        return ResolverSilent(
            f"the resolver denies {host}, and {_ALWAYS_THERE} too: our own network seems to be closed"
        )

    async def _trusted(self) -> bool:
        """Whether a denial is to be believed at this moment."""
        if time.monotonic() >= self._believed_until:
            try:
                await self._resolver().resolve(_ALWAYS_THERE, "NS", lifetime=self._timeout_s, search=False)
            except (dns.exception.DNSException, OSError):
                return False
            self._believed_until = time.monotonic() + _BELIEVED_S
        return True

    def _resolver(self) -> dns.asyncresolver.Resolver:
        resolver = dns.asyncresolver.Resolver(configure=not self._nameservers)
        if self._nameservers:
            resolver.nameservers = [_server(text) for text in self._nameservers]
        return resolver

    async def _system(self, host: str) -> tuple[str, ...]:
        try:
            async with Within(self._timeout_s):
                found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except socket.gaierror as fault:
            if fault.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                raise await self._denied(host) from None
            raise ResolverSilent(f"no resolver answered about {host} ({fault.strerror})") from None
        except TimeoutError:
            raise ResolverSilent(f"no resolver answered about {host} in {self._timeout_s:g} s") from None
        except UnicodeError:
            raise NoSuchName(f"{host} cannot be a name") from None
        return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _question(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    host = parts.path.strip().rstrip(".")
    if parts.scheme != "dns" or not host:
        raise Refused(f"{url[:80]!r} is not a question like dns:HOST?type=MX")
    return host, parse_qs(parts.query).get("type", ["MX"])[0].upper()


def _server(text: str) -> dns.nameserver.Nameserver:
    """`text` with its port, 53 where none is named; an IPv6 address with a port is written in brackets."""
    if text.count(":") == 1 or text.startswith("["):
        address, _, port = text.rpartition(":")
        return dns.nameserver.Do53Nameserver(address.strip("[]"), int(port))
    return dns.nameserver.Do53Nameserver(text, 53)
