"""One site on demand: looked at and judged in memory, nothing stored."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from inspector import lazy, registry
from inspector.collect.allowance import Allowance
from inspector.collect.eyes import Eyes
from inspector.collect.manners import china_now
from inspector.collect.opener import Opener
from inspector.collect.outside import Outside, outside
from inspector.engine.local import LocalTurns
from inspector.facts.body_names import body_name
from inspector.facts.document import Document, norm
from inspector.judge import Snapshot, judge_unit, result
from inspector.judge.doubt import Key, doubted, seen_again, shown_of
from inspector.judge.shut_out import fronts, look_of, shut_out
from inspector.judge.unfinished import unfinished
from inspector.judge.unit import plan_of
from inspector.judge.uplink import IMITATED, as_seen, rounds
from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit, UnitType
from inspector.pipeline.collect.canaries import canary_urls, one_round, witness_urls
from inspector.pipeline.collect.looking import Openings, Reading, answered
from inspector.pipeline.judge.doubts import Doubts
from inspector.pipeline.judge.evidence import believed
from inspector.pipeline.ruleset.rulebook import all_checks
from inspector.ruleset import Ruleset, load
from inspector.settings import Settings
from inspector.settings import quarter as quarter_of
from inspector.survey import survey
from inspector.survey.desk import REGISTERED

_PARTS = lazy.pattern(r"[-_|—–·>\s]|(?<!人民)政府信息公开|信息公开|政务公开")


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of one site, and whether canaries were looked at for it."""

    result: dict[str, Any]
    guarded: bool


def check(settings: Settings, texts: dict[str, str], url: str, unit_type: UnitType, at: date | None = None) -> Checked:
    """The result of one unit whose disclosure column or home page is `url`; every role is discovered from there.

    The unit's name is what that page says; where it says none, the host stands for it.
    The canaries of config.toml, or of the registry, are looked at before and after: where they do not say that our own network
    worked, all that was seen is undetermined. Raises RegistryError where there is a registry that cannot be read.
    """
    now = china_now()
    parts = urlsplit(url)
    host, root = parts.hostname or "", f"{parts.scheme}://{parts.netloc}/"
    pages = {"home": root} if url.rstrip("/") == root.rstrip("/") else {"home": root, "disclosure": url}
    unit = Unit(code="site", name=host, type=unit_type, pages=pages, own_hosts=(host,))
    snapshot = _snapshot(settings, texts, unit, at, now)
    ruleset = load(texts, settings.rules.profile, all_checks())
    unit, canaries, captures = asyncio.run(_looked(settings, unit, url, snapshot, ruleset))
    snapshot = replace(snapshot, units=(unit,))
    told = rounds(canaries)
    during = () if all(one.good for one in told) else (IMITATED,)
    captures = as_seen(captures, during)
    doubts = _doubts(unit, captures, vouched=bool(told and not during))
    doors = shut_out(map(look_of, captures.values()))
    judged = judge_unit(unit, believed(captures, unit.code, doubts, doors), snapshot, ruleset)
    finished = china_now().isoformat(timespec="seconds")
    whole = result(snapshot, ruleset, [judged], finished=finished, root="", complete=True, told=told)
    return Checked(whole, guarded=bool(told))


def _snapshot(settings: Settings, texts: dict[str, str], unit: Unit, at: date | None, now: datetime) -> Snapshot:
    window = quarter_of(settings, None, at or now.date())
    return Snapshot(
        id=f"check-{now:%Y%m%dT%H%M%S}",
        quarter=window,
        at=at or now.date(),
        started=now.isoformat(timespec="seconds"),
        district=settings.district.name,
        units=(unit,),
        rules=texts,
        profile=settings.rules.profile,
        attempts=settings.confirm.attempts,
        after_s=settings.confirm.after_s,
        max_pages=settings.crawl.max_pages_per_unit,
        allowed_hosts=settings.district.allowed_hosts,
    )


def _doubts(unit: Unit, captures: Mapping[Key, Capture], *, vouched: bool) -> Doubts:
    """What was seen once only and several addresses show alike, or is all that was seen, or may lack its end."""
    shown = tuple(shown_of(unit, captures.values(), items=True, instead=True))
    parts = dict(unfinished(unit, captures.values()))
    return Doubts(doubted(shown, 1, 1, vouched=vouched), frozenset(parts))


async def _looked(
    settings: Settings, unit: Unit, url: str, snapshot: Snapshot, ruleset: Ruleset
) -> tuple[Unit, list[Capture], dict[Key, Capture]]:
    """The unit under its own name, what two rounds at the canaries showed, and between them the site."""
    units = registry.read(settings.registry_file) if settings.registry_file.exists() else ()
    canaries = canary_urls(settings, units)
    witnesses = witness_urls(units, canaries) if canaries else ()
    urls = (*unit.pages.values(), *canaries, *witnesses)

    async def looked_round(world: Outside, number: int, phase: str) -> list[Capture]:
        return await one_round(world, canaries, witnesses, number, phase) if canaries else []

    turns = LocalTurns()
    async with aclosing(Opener(Allowance(turns))) as opener:
        openings = Openings(opener)
        eyes = Eyes(openings.failed, openings.opened)
        async with outside(settings, urls, eyes=eyes, turns=turns) as world:
            before = await looked_round(world, 0, "before")
            unit, seen = await _seen(world, openings.reading(), unit, url, snapshot, ruleset)
            return unit, [*before, *await looked_round(world, 1, "after")], seen


async def _seen(
    world: Outside, reading: Reading, unit: Unit, url: str, snapshot: Snapshot, ruleset: Ruleset
) -> tuple[Unit, dict[Key, Capture]]:
    """What the site shows, and its front page where it refused all else; what of it is doubted is looked at twice."""
    with world.in_hand():
        (first,) = await reading.ready(await world.look([Ask(url, why=REGISTERED)]))
        unit = _named(unit, reading.take(first))
        (first,) = await reading.ready([first])
        walk = _known(survey(unit, plan_of(unit, snapshot, ruleset), reading.take), first)
        seen = {one.ask.key: one for one in (first, *await answered(walk, world, reading))}
        seen |= {one.ask.key: one for one in await world.look(fronts(seen.values()))}
    doubts = _doubts(unit, seen, vouched=False)
    for _, *key in (*doubts.marks, *(doubts.parts - doubts.marks.keys())):
        before = seen[key[0], key[1]]
        before, again = await reading.ready([before, await world.probe(before.ask)])
        worse = reading.failed(again) and not reading.failed(before)
        seen[before.ask.key] = again if worse else seen_again(before, again)
    return unit, seen


def _named(unit: Unit, document: Document | None) -> Unit:
    """`unit` under the name that its page bears, in the title or in a heading: a government only where nobody else is named."""
    if document is None:
        return unit
    texts = [document.title, *(line.text for line in document.lines if line.heading in (1, 2))]
    parts = [norm(part) for text in texts for part in _PARTS.split(text)]
    names = [name for part in parts if (name := body_name(part))]
    own = [name for name in names if not name.endswith("政府") or unit.type in ("township", "district", "portal")]
    return replace(unit, name=own[0], aliases=tuple(dict.fromkeys((unit.name, *own[1:])))) if own else unit


def _known(walk: Generator[list[Ask], list[Capture], Any], first: Capture) -> Generator[list[Ask], list[Capture], Any]:
    """`walk`, which is told of the page that was looked at already."""
    asks = next(walk)
    while True:
        captures = {one.ask.key: one for one in (first, *(yield [ask for ask in asks if ask.key != first.ask.key]))}
        try:
            asks = walk.send([captures[ask.key] for ask in asks])
        except StopIteration as end:
            return end.value
