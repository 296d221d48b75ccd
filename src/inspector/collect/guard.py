"""Where we may go: checked for each address of a redirect chain, and again at the moment of connecting.

The name is resolved once, every answer is judged, and the connection is made to an address that was judged: a name
whose answer changes between check and connect gains nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Protocol, Self
from urllib.parse import SplitResult, urlsplit

import httpcore

from inspector.collect.failures import NoSuchName, Refused, ours
from inspector.collect.stream import Stream

PORTS = {"http": 80, "https": 443}

_Address = IPv4Address | IPv6Address
_MOST_ADDRESSES = 6
"""Addresses of one name that are tried: a name with a thousand of them must not make us knock at a thousand doors."""
_GLANCE_S = 4.0
"""As long a connection to one of several addresses may take: two lost packets are sent again within that."""
_WIRESERVER = ip_address("168.63.129.16")
"""A cloud's metadata service that lives on a public address."""


class Resolver(Protocol):
    """What turns a name into addresses."""

    async def addresses(self, host: str) -> tuple[str, ...]:
        """The addresses of `host`; raises `NoSuchName` or `ResolverSilent`."""
        ...


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of where we may go.

    `allowed_hosts` are names, addresses or `*.suffix`, each on every port; where there are none, the hosts of the
    registry and `*.gov.cn` are allowed. Ports are 80 and 443 and those of `registered` (host, port) pairs.
    `allow_networks` permits networks that are not public.
    """

    allowed_hosts: frozenset[str] = frozenset()
    registered: frozenset[tuple[str, int]] = frozenset()
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(
        cls, allowed_hosts: Iterable[str] = (), registered_urls: Iterable[str] = (), allow_networks: Iterable[str] = ()
    ) -> Self:
        """The guard of a district's settings and of the registry's addresses."""
        pairs = {place for url in registered_urls if (place := _place(url))}
        networks = tuple(ip_network(text, strict=False) for text in allow_networks)
        return cls(frozenset(host.lower().strip("[]") for host in allowed_hosts), frozenset(pairs), networks)

    def check_url(self, url: str) -> tuple[str, int]:
        """Host and port of an address that may be asked for; else raises `Refused`."""
        parts = _split(url)
        if parts.scheme not in PORTS:
            raise Refused(f"scheme {parts.scheme or 'missing'!r} is not http or https")
        if parts.username is not None or parts.password is not None:
            raise Refused("the address carries a user name")
        place = _place(url)
        if place is None:
            raise Refused("not an address with a host")
        self.check_place(*place)
        return place

    def check_place(self, host: str, port: int) -> None:
        """Raises `Refused` where host or port are not allowed."""
        if any(_matches(host, pattern) for pattern in self.allowed_hosts):
            return
        known = {name for name, _ in self.registered} | {"*.gov.cn", "gov.cn"}
        if self.allowed_hosts or not any(_matches(host, pattern) for pattern in known):
            raise Refused(f"host {host} is not in allowed_hosts")
        if port not in PORTS.values() and (host, port) not in self.registered:
            raise Refused(f"port {port} of {host} is not registered")

    def check_address(self, text: str) -> None:
        """Raises `Refused` where an address is not public and not in `allow_networks`."""
        address = ip_address(text.partition("%")[0])
        for form in _forms(address):
            listed = any(form.version == net.version and form in net for net in self.allow_networks)
            if not listed and not _public(form):
                raise Refused(f"address {address} is not public and not in allow_networks")


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections only to addresses that `guard` permits, resolved by `resolver` once per connection."""

    def __init__(self, guard: Guard, resolver: Resolver) -> None:
        self._guard, self._resolver = guard, resolver
        self._good: dict[str, str] = {}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first permitted address that answers, the last good one before others; where none does, what the first said.

        One of several is given up early, as browsers do: a dead address beside a good one is nobody's silence.
        """
        name = host.lower().strip("[]")
        self._guard.check_place(name, port)
        faults: list[Exception] = []
        found = sorted(await self._permitted(name), key=lambda one: one != self._good.get(name))[:_MOST_ADDRESSES]
        for number, address in enumerate(found, 1):
            try:
                stream = await Stream.to(address, port, _glance(timeout) if number < len(found) else timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refusal:
                faults.append(refusal)
            else:
                self._good[name] = address
                return stream
        theirs = [fault for fault in faults if fault.__cause__ is None or not ours(fault.__cause__)]
        raise [*theirs, *faults, NoSuchName(f"the name {name} has no address")][0]

    async def _permitted(self, host: str) -> list[str]:
        found = (host,) if _literal(host) else await self._resolver.addresses(host)
        kept: list[str] = []
        refusal: Refused | None = None
        for address in found:
            try:
                self._guard.check_address(address)
                kept.append(address)
            except Refused as fault:
                refusal = fault
        if not kept and refusal:
            raise refusal
        return kept

    async def sleep(self, seconds: float) -> None:
        """Waits, as httpcore asks between its own attempts."""
        await asyncio.sleep(seconds)


def _glance(timeout_s: float | None) -> float:
    return _GLANCE_S if timeout_s is None else min(timeout_s, _GLANCE_S)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise Refused("not an address") from None


def _place(url: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port if parts.port is not None else PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".")
        return (_ascii(host), port) if host and port else None
    except ValueError:
        return None


def _ascii(host: str) -> str:
    """The name as it is asked for: Chinese names in their IDNA form."""
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _matches(host: str, pattern: str) -> bool:
    return host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:]))


def _literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _forms(address: _Address) -> list[_Address]:
    """The address and the IPv4 addresses that it hides: mapped, 6to4 or Teredo."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    hidden = [address.sixtofour, *(address.teredo or ())]
    return [address, *(form for form in hidden if form is not None)]


def _public(address: _Address) -> bool:
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    local = address.is_link_local or (isinstance(address, IPv6Address) and address.is_site_local)
    return address.is_global and not special and not local and address != _WIRESERVER
