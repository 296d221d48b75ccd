"""New addresses that units give in their answers: the re-check looks there, the registry is the office's to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from inspector.collect.failures import Refused
from inspector.collect.guard import Guard
from inspector.model.order import Order
from inspector.model.unit import ROLES, Unit
from inspector.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NewAddress:
    """What a unit says of one of its pages: `new` instead of `old` (empty where none is registered).

    `refused` says why we do not go there; empty where we do.
    """

    order: str
    unit: str
    role: str
    old: str
    new: str
    refused: str = ""

    def json(self) -> dict[str, str]:
        """Plain data."""
        return asdict(self)


def new_addresses(workspace: Workspace, orders: Iterable[Order]) -> tuple[NewAddress, ...]:
    """The addresses in the newest answers to `orders`, each for the page that the order's rule is about.

    One that names a host outside `allowed_hosts`, or where none are given outside the registry and `*.gov.cn`, is refused.
    """
    units = {unit.code: unit for unit in workspace.units()}
    pages = {rule.id: rule.page for rule in workspace.ruleset().rules}
    urls = [url for unit in units.values() for url in unit.pages.values()]
    settings = workspace.settings
    guard = Guard.of(settings.district.allowed_hosts, urls, settings.crawl.allow_networks)
    return tuple(
        _new(order, units, pages.get(order.rule, ""), guard) for order in orders if _given(order, units, pages)
    )


def followed(units: Iterable[Unit], found: Iterable[NewAddress]) -> tuple[Unit, ...]:
    """The units with the addresses that may be followed; of several for one page the last counts."""
    there: dict[str, dict[str, str]] = {}
    for one in found:
        if not one.refused:
            there.setdefault(one.unit, {})[one.role] = one.new
    return tuple(replace(unit, pages={**unit.pages, **there.get(unit.code, {})}) for unit in units)


def proposals(workspace: Workspace, orders: Iterable[Order]) -> Iterator[NewAddress]:
    """Changes of the registry that passing re-checks propose and that it does not have yet, each page once."""
    units = {unit.code: unit for unit in workspace.units()}
    found: dict[tuple[str, str], NewAddress] = {}
    for order in orders:
        look = order.last("rechecked")
        if look is not None and look.data["outcome"] == "pass" and look.data.get("address"):
            one = NewAddress(**look.data["address"])
            if one.unit in units and not one.refused and units[one.unit].pages.get(one.role) != one.new:
                found[one.unit, one.role] = one
    yield from found.values()


def _given(order: Order, units: dict[str, Unit], pages: dict[str, str]) -> bool:
    """Whether the unit's answer names another address than the registered one of the page its rule is about."""
    answer, role = order.answer, pages.get(order.rule, "")
    new = str(answer.data.get("url", "")) if answer is not None and answer.kind == "responded" else ""
    return bool(new) and role in ROLES and order.unit in units and units[order.unit].pages.get(role) != new


def _new(order: Order, units: dict[str, Unit], role: str, guard: Guard) -> NewAddress:
    answer = order.answer
    new = str(answer.data["url"]) if answer is not None else ""
    one = NewAddress(order.number, order.unit, role, units[order.unit].pages.get(role, ""), new)
    try:
        guard.check_url(new)
    except Refused as fault:
        return replace(one, refused=str(fault))
    return one
