"""The sample district as a whole: its servers, its registry and the settings that fit them."""

from __future__ import annotations

import copy
import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from inspector.model.unit import ROLES
from inspector.sample.content import content
from inspector.sample.faults import changed, faults, lookalikes
from inspector.sample.hosts import host_of
from inspector.sample.materials import Content, materials
from inspector.sample.names import NameServer
from inspector.sample.server import Counts, HostServer, listen, start
from inspector.sample.site import pages_of

AS_OF = "2026-11-24"
QUARTER = "2026Q4"
_PAGES = {"list": "list", "rules_column": "rules", "annual_report": "reports"}
"""Page keys of roles that are named otherwise."""
_REPORT_ITSELF = frozenset({"QH105", "QH110"})
"""Units whose registered `annual_report` is the report, not the column that lists reports."""


@dataclass(frozen=True, slots=True)
class District:
    """The district while it is served: `bases` are the hosts' addresses by id, `nameserver` is `ADDRESS:PORT`."""

    bases: dict[str, str]
    nameserver: str
    counts: Counts
    servers: Mapping[str, HostServer] = field(default_factory=dict)
    repaired: set[str] = field(default_factory=set)

    def repair(self, *ids: str) -> None:
        """Put the served pages right where the faults of these ids (of `faults()`) were; what was repaired before stays so."""
        self.repaired.update(ids)
        by_host = _by_host(frozenset(self.repaired))
        for id, server in self.servers.items():
            server.host = host_of(id, by_host[id], self.bases[id])

    def rows(self) -> list[dict[str, str]]:
        """The unit registry, one dict a unit, headers as in the registry's file."""
        return [self._row(one) for one in contents(frozenset(self.repaired))]

    def registry(self) -> str:
        """The unit registry as CSV text."""
        buffer = io.StringIO()
        rows = self.rows()
        writer = csv.DictWriter(buffer, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return buffer.getvalue()

    def settings(self) -> dict[str, Any]:
        """`as_of`, and the tables of config.toml that fit the servers: nothing public is asked, nothing waits."""
        hosts = sorted({base.split("//")[1].split(":")[0] for base in self.bases.values()})
        return {
            "as_of": AS_OF,
            "district": {"name": "云岭市清河区", "allowed_hosts": hosts},
            "crawl": {
                "allow_networks": ["127.0.0.0/8"],
                "delay_s": 0.0,
                "timeout_s": 10.0,
                "max_pages_per_unit": 400,
                "nameservers": [self.nameserver],
            },
            "confirm": {"attempts": 2, "after_s": 0},
            "quarters": {
                QUARTER: {
                    "start": "2026-10-01",
                    "end": "2026-12-31",
                    "freeze": "2026-12-21",
                    "rectify_by": "2027-01-29",
                }
            },
        }

    def _row(self, one: Content) -> dict[str, str]:
        unit = one["unit"]
        roles = ROLES if unit["roles"] == "all" else unit["roles"]
        return {
            "code": unit["code"],
            "name": unit["name"],
            "type": unit["type"],
            "aliases": unit["short"],
            "parent": "" if unit["code"] == "QH000" else "QH000",
            "features": "|".join(unit["features"]),
            "accounts": "|".join(unit.get("accounts", ())),
            **{role: self._address(one, role) if role in roles else "" for role in ROLES},
        }

    def _address(self, one: Content, role: str) -> str:
        unit = one["unit"]
        base = self.bases[unit["host"]]
        pages = pages_of(one)
        if role == "home":
            return f"{base}/" if unit["type"] == "portal" or unit["host"] != "portal" else ""
        if role == "disclosure" and unit["type"] == "portal":
            return f"{base}/zwgk/index.shtml"
        key = "report/2025" if role == "annual_report" and unit["code"] in _REPORT_ITSELF else _PAGES.get(role, role)
        return base + pages[key].path


@cache
def _contents(repaired: frozenset[str] = frozenset()) -> tuple[Content, ...]:
    made = materials()
    changes = [change for change in (*faults(), *lookalikes()) if change.id not in repaired]
    return tuple(changed(content(row, number, made), changes) for number, row in enumerate(made.units))


def contents(repaired: frozenset[str] = frozenset()) -> tuple[Content, ...]:
    """What every unit publishes, faults included but for those that are repaired."""
    return copy.deepcopy(_contents(repaired))


def _by_host(repaired: frozenset[str] = frozenset()) -> dict[str, list[Content]]:
    """Units by host; what the portal unit says of its site is said by the first unit there."""
    made: dict[str, list[Content]] = {}
    for one in contents(repaired):
        if one["unit"]["type"] == "portal":
            made["portal"][0]["site"] = one.get("site", {})
        elif one["unit"]["host"]:
            made.setdefault(one["unit"]["host"], []).append(one)
    return made


@contextmanager
def serve() -> Iterator[District]:
    """The sample district on loopback, until the block is left."""
    counts = Counts()
    by_host = _by_host()
    servers = {id: listen(place, counts) for place, id in enumerate(by_host, 1)}
    bases = {id: f"http://{server.server_address[0]!s}:{server.server_address[1]}" for id, server in servers.items()}
    names = NameServer()
    threads = [start(server, host_of(id, by_host[id], bases[id])) for id, server in servers.items()]
    try:
        yield District(bases, names.address, counts, servers)
    finally:
        for server in servers.values():
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()
        names.close()
