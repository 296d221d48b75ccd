"""One rule tried on one page: a saved file, a fixture, or an address."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspector.collect.eyes import Eyes
from inspector.collect.outside import outside
from inspector.errors import StorageError, UsageError
from inspector.judge.case import plan_for
from inspector.judge.fixtures import alone, case_in, case_of, first_type, unit_for, window
from inspector.judge.tried import Tried, tried
from inspector.judge.world import FRONT, TYPES, world_of
from inspector.model.capture import Ask, Capture, not_collected
from inspector.model.unit import ROLES, Unit, UnitType
from inspector.pipeline.collect.looking import failed, surveyed
from inspector.ruleset import Rule, Ruleset
from inspector.settings import Settings

UNNAMED = "（未给出单位名称）"
"""What a unit is called that nobody named: no page says this."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a rule is tried on: the page's role and address and the unit it belongs to, each "" where not said.

    `units` are the registered ones: a page of theirs is judged as theirs.
    """

    role: str = ""
    url: str = ""
    name: str = ""
    type: UnitType | None = None
    at: date = date.min
    units: tuple[Unit, ...] = ()


def try_file(rule: Rule, path: Path, wish: Wish, ruleset: Ruleset) -> Tried:
    """`rule` on a saved page or a fixture. What the file does not show is undetermined. Raises StorageError, RulesError."""
    body = _read(path)
    if path.suffix in (".html", ".htm") and FRONT.match(body.decode("utf-8", "replace")):
        return _fixture(rule, path, ruleset)
    role = _role(rule, wish)
    url = wish.url or f"https://www.example.gov.cn/{role}/"
    unit = _unit(rule, role, url, wish, ruleset)
    kind = TYPES.get(path.suffix.lower(), "") if path.suffix not in (".html", ".htm") else "text/html"
    page = Capture(Ask(url), url, 200, {"content-type": kind}, body, sha256=hashlib.sha256(body).hexdigest())
    stamped = replace(page, fetched_at=f"{wish.at.isoformat()}T00:00:00+08:00")

    def answer(ask: Ask) -> Capture:
        return replace(stamped, ask=ask) if ask.key == ("GET", url) else not_collected(ask)

    cut = alone(rule, ruleset)
    return tried(rule, case_of(unit, wish.at, answer, cut, _others(unit, wish)), cut)


def try_address(rule: Rule, url: str, wish: Wish, ruleset: Ruleset, settings: Settings) -> Tried:
    """`rule` on the pages behind an address, fetched as a run would fetch them; nothing is stored."""
    cut = alone(rule, ruleset)
    unit = _unit(rule, _role(rule, wish), url, wish, ruleset)
    captures = asyncio.run(_look(unit, wish.at, cut, settings))

    def answer(ask: Ask) -> Capture:
        return captures.get(ask.key) or not_collected(ask)

    return tried(rule, case_of(unit, wish.at, answer, cut, _others(unit, wish)), cut)


async def _look(unit: Unit, at: date, ruleset: Ruleset, settings: Settings) -> Mapping[tuple[str, str], Capture]:
    plan = plan_for(
        unit,
        ruleset,
        at,
        window(at),
        attempts=settings.confirm.attempts,
        after_s=int(settings.confirm.after_s),
        max_pages=settings.crawl.max_pages_per_unit,
        allowed_hosts=settings.district.allowed_hosts,
    )
    async with outside(settings, unit.pages.values(), eyes=Eyes(failed)) as world:
        return {capture.ask.key: capture for capture in await surveyed(unit, plan, world)}


def _fixture(rule: Rule, path: Path, ruleset: Ruleset) -> Tried:
    files = {one.name: one.read_bytes() for one in sorted(path.parent.iterdir()) if one.is_file()}
    world = world_of(path.name, files, rule.page)
    cut = alone(rule, ruleset)
    return tried(rule, case_in(world, unit_for(rule, world, ruleset), cut), cut)


def _role(rule: Rule, wish: Wish) -> str:
    role = wish.role or rule.page or "disclosure"
    if role not in ROLES:
        raise UsageError(f"there is no page {role!r}", remedy=f"One of: {', '.join(ROLES)}.")
    return role


def _unit(rule: Rule, role: str, url: str, wish: Wish, ruleset: Ruleset) -> Unit:
    """The registered unit the address belongs to, else one that is only this page."""
    known = [unit for unit in wish.units if url.rstrip("/") in {page.rstrip("/") for page in unit.pages.values()}]
    first = known[0] if known else Unit("U001", UNNAMED, first_type(rule, ruleset))
    pages = {**first.pages, role: url}
    return replace(first, name=wish.name or first.name, type=wish.type or first.type, pages=pages)


def _others(unit: Unit, wish: Wish) -> list[str]:
    return [other.name for other in wish.units if other.code != unit.code]


def rule_named(ruleset: Ruleset, id: str) -> Rule:
    """The rule of that id, in any case. Raises UsageError; questions for a person cannot be tried."""
    rule = ruleset.rule(id.upper())
    if rule is None:
        raise UsageError(f"there is no rule {id!r}", remedy="`inspector rules list` shows all of them.")
    if rule.test is None:
        said = rule.question.zh if rule.question else ""
        raise UsageError(f"{rule.id} is a question for a person, not for a page: {said}")
    return rule


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise StorageError(
            f"this file cannot be read: {fault.strerror}", where=str(path), remedy="Give a saved page or an address."
        ) from fault
