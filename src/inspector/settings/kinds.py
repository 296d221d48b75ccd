"""The kinds of values that config.toml may hold: networks, addresses, hosts, days and hours, told apart with a sentence."""

from __future__ import annotations

from datetime import date, time
from ipaddress import ip_address, ip_network
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


def _network(text: str) -> str:
    try:
        ip_network(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a network; write one like 127.0.0.0/8") from None
    return text


def _address(text: str) -> str:
    """An IP address, an IPv4 address with a port as `127.0.0.1:5353`, or an IPv6 one as `[::1]:5353`."""
    host, _, port = text.rpartition(":")
    ported = port.isdigit() and 0 < int(port) < 65536 and (host.count(":") == 0 or host.startswith("["))
    try:
        ip_address(host.strip("[]") if ported and host else text)
    except ValueError:
        raise ValueError(f"'{text}' is not an IP address; write one like 223.5.5.5 or 127.0.0.1:5353") from None
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"'{text}' is not a time zone; write one like Asia/Shanghai") from None
    return text


def _host(text: str) -> str:
    if not text or "/" in text or any(sign.isspace() for sign in text):
        raise ValueError(f"'{text}' is not a host; write www.qinghe.gov.cn, *.gov.cn or an address, without http")
    host, _, port = text.rpartition(":")
    if port.isdigit() and ":" not in host:
        raise ValueError(f"'{text}' has a port; a host is allowed with all of them: write {host}")
    return text.lower()


def _database(text: str) -> str:
    if "://" not in text:
        raise ValueError("this is no database address; write one such as sqlite:///data/inspector.db")
    return text


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(f"'{value}' is no day; write one like 2026-10-01") from None


def _hour(value: object) -> object:
    try:
        return time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(f"'{value}' is no hour; write one like 01:00") from None


Text = Annotated[str, Field(pattern=r"^[^\x00-\x1f]*$")]
Database = Annotated[str, AfterValidator(_database)]
Zone = Annotated[str, AfterValidator(_zone)]
Day = Annotated[date, BeforeValidator(_day)]
Hour = Annotated[time, BeforeValidator(_hour)]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], Field(strict=False)]
Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], Field(strict=False)]
Addresses = Annotated[tuple[Annotated[str, AfterValidator(_address)], ...], Field(strict=False)]
QuarterId = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]


class Section(BaseModel):
    """A table: no key but its own, and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
