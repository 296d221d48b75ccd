"""What one unit may cost: requests counted by the server, minutes that a slow host takes; the rest is ours and can be resumed."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from siege import Handler, Siege, answer, besieged, config, page

from inspector.collect.budget import Budget, Pool, spending
from inspector.collect.failures import TooMuch
from inspector.collect.guard import Guard
from inspector.collect.manners import Manners
from inspector.collect.outside import Outside
from inspector.engine.local import LocalTurns
from inspector.model.capture import Ask, Failure
from inspector.pipeline.make import make_workspace
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace

CONFIG = config("delay_s = 0.0", "browser = false", attempts=2)
LINKS = "".join(
    f'<p><a href="/l/{n}">清河区教育局关于第{n}号事项的通知</a> 2026-11-{n % 20 + 1:02d}</p>' for n in range(60)
)


class Pages(dict[str, bytes | Handler]):
    """Pages by a rule instead of a list."""

    def __init__(self, rule: Callable[[str], bytes | Handler]) -> None:
        self.rule = rule

    def get(self, path: str, _: object = None) -> bytes | Handler:  # type: ignore[override]  # all a server needs
        """The page at `path`."""
        return self.rule(path)


def hydra(path: str) -> bytes:
    """Each link leads over nine others to an error; robots.txt cannot be read now and then."""
    if not path.startswith("/l/"):
        return page(LINKS) if path == "/" else answer(b"gone", status="404 Not Found")
    number, _, hop = path.removeprefix("/l/").partition("/")
    if int(hop or 0) == 9:
        return answer(b"busy", status="503 Service Unavailable")
    return answer(status="302 Found", more=f"Location: /l/{number}/{int(hop or 0) + 1}\r\n")


def workspace(folder: Path, site: Siege, more: str) -> Workspace:
    """One unit, all of whose pages are those of `site`."""
    make_workspace(folder)
    (folder / "config.toml").write_text(CONFIG.replace("delay_s = 0.0", f"delay_s = 0.0\n{more}"), encoding="utf-8")
    roles = ("home", "disclosure", "guide", "list", "statutory")
    row = ",".join(["U1,清河区教育局,department", *(f"{site.url}/" for _ in roles)])
    (folder / "units.csv").write_text(f"code,name,type,{','.join(roles)}\n{row}\n", encoding="utf-8")
    return Workspace.at(folder)


def outcomes(result: dict[str, Any]) -> Counter[str]:
    """How often each outcome is among the findings."""
    return Counter(finding["outcome"] for unit in result["units"] for finding in unit["findings"])


@pytest.mark.parametrize("most", [5, 20])
def test_no_site_makes_us_send_more_than_eight_requests_a_page(tmp_path: Path, most: int) -> None:
    """Redirects, HEAD and GET, second looks together: the server counts; what was not seen fails nothing and is told."""
    with besieged({}) as site:
        site.pages = Pages(hydra)
        done = inspect(workspace(tmp_path / "workspace", site, f"max_pages_per_unit = {most}"))

    assert most < len(site.asked) <= 8 * most
    if most == 20:
        assert len(site.asked) == 8 * most
        assert any("1 units were cut short" in note and "--resume" in note for note in done.notes), done.notes
    assert done.result["run"]["complete"]


def test_a_host_that_drips_is_asked_no_more_and_resume_goes_on_to_the_same_result(tmp_path: Path) -> None:
    """Each answer takes a sixth of what a unit may wait: few are asked for in a run, and resumed often enough all were seen."""
    wait_s = 1.2
    answer_s = wait_s / 6

    async def slow(writer: asyncio.StreamWriter, content: bytes) -> None:
        await asyncio.sleep(answer_s)
        writer.write(content)
        await writer.drain()

    def rule(path: str) -> Handler | bytes:
        if not path.startswith("/l/") and path != "/":
            return answer(b"gone", status="404 Not Found")
        content = page(LINKS if path == "/" else "")
        return lambda writer: slow(writer, content)

    with besieged({}) as site:
        site.pages = Pages(rule)
        place = workspace(tmp_path / "limited", site, f"max_minutes_per_unit = {wait_s / 60}\nmax_pages_per_unit = 30")
        done, rounds = inspect(place), 0
        first = outcomes(done.result)
        once = [asked for asked in site.asked if "/l/" in asked or asked == "GET /"]
        while any("cut short" in note for note in done.notes):
            done, rounds = resume(place), rounds + 1
        asked = Counter(site.asked)
        whole = inspect(workspace(tmp_path / "whole", site, "max_minutes_per_unit = 0\nmax_pages_per_unit = 30"))

    assert len(once) <= 6 + 2
    assert first["fail"] <= outcomes(whole.result)["fail"]
    assert 1 <= rounds <= 30
    assert asked["GET /"] == 1
    assert max(times for path, times in asked.items() if "/l/" in path) <= 2, (
        "a HEAD whose host was not yet vouched for"
    )
    assert _plain(done.result) == _plain(whole.result)


def _plain(result: dict[str, Any]) -> str:
    """The findings without moments and digests."""
    kept = [
        (finding["rule"], finding["subject"], finding["outcome"], finding["message"], finding["reason"])
        for unit in result["units"]
        for finding in unit["findings"]
    ]
    return json.dumps(kept, ensure_ascii=False)


def test_what_the_limit_of_one_unit_cut_off_another_one_still_sees() -> None:
    """A page that two units share is not lost to the second because the first had nothing left."""

    async def look(url: str) -> list[Failure | None]:
        manners = Manners(delay_s=0.0, attempts=1)
        async with Outside(manners, Guard.of((), [url], ["127.0.0.1/32"])) as world:

            async def one(budget: Budget) -> Failure | None:
                with spending(budget):
                    [capture] = await world.look([Ask(url)])
                return capture.failure

            return list(await asyncio.gather(one(Budget(1)), one(Budget(9)), one(Budget(1))))

    with besieged({"/robots.txt": answer(b""), "/": page("")}) as site:
        seen = asyncio.run(look(f"{site.url}/"))

    assert seen == [Failure.LIMIT, None, None]
    assert site.asked.count("GET /") == 1


def test_each_unit_that_a_host_cuts_short_halves_what_the_next_one_waits_for_it() -> None:
    """So that a portal of seventy units that drips holds a run for twice the minutes of one, and not for seventy times."""

    async def look(url: str) -> list[float]:
        async with Outside(Manners(delay_s=0.0, attempts=1), Guard.of((), [url], ["127.0.0.1/32"])) as world:
            units = [Budget(999, 1.0) for _ in range(4)]
            for number, one in enumerate(units):
                with spending(one):
                    await world.look([Ask(f"{url}/{number}/{page}") for page in range(20)])
        return [sum(one.waited.values()) for one in units]

    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(page(""))
        await writer.drain()

    with besieged({}) as site:
        site.pages = Pages(lambda path: slow if path != "/robots.txt" else answer(b""))
        asyncio.run(look(site.url))

    asked = Counter(path.partition("/")[2].partition("/")[0] for path in site.asked if "robots" not in path)
    assert all(1 <= asked[unit] <= most for unit, most in (("0", 10), ("1", 5), ("2", 3), ("3", 2)))


def test_what_is_lent_to_another_process_is_no_longer_ours_until_it_comes_back() -> None:
    """So that several looks at a time cannot spend the same request; the waits of both sides add up."""
    ours = Budget(30, 60.0, {"a": 10.0})
    first, second = ours.lend(24), ours.lend(24)
    assert (first.requests, second.requests, ours.requests) == (24, 6, 0)

    after = Budget(20, 60.0, {"a": 15.0, "b": 1.0})
    ours.settle(first, after)

    assert (ours.requests, ours.waited) == (20, {"a": 15.0, "b": 1.0})


def test_pages_of_a_unit_that_would_fill_the_memory_are_not_asked_for(tmp_path: Path) -> None:
    """What does not fit is too large, which is our matter: nobody was asked, nothing fails, and no resuming is promised."""
    heavy = page(LINKS + "<!--" + "x" * 1_500_000 + "-->")
    with besieged({}) as site:
        site.pages = Pages(lambda path: heavy if path != "/robots.txt" else answer(b"", status="404 Not Found"))
        place = workspace(tmp_path / "workspace", site, "max_bytes_per_unit = 10_000_000\nmax_pages_per_unit = 60")
        (place.settings.registry_file).write_text(
            "code,name,type,home,guide,list,statutory\n"
            f"U1,清河区教育局,department,{site.url}/,{site.url}/g,{site.url}/l,{site.url}/s\n",
            encoding="utf-8",
        )
        done = inspect(Workspace.at(tmp_path / "workspace"))

    found = {one["rule"]: one for one in done.result["units"][0]["findings"] if one["outcome"] == "undetermined"}
    fetched = [asked for asked in site.asked if asked.startswith("GET") and "robots" not in asked]
    assert 1 < len(fetched) < 5
    assert {"too_large"} <= {one["reason"] for one in found.values()}
    assert done.result["run"]["complete"]
    assert not any("cut short" in note for note in done.notes)


@pytest.mark.anyio
async def test_where_memory_is_full_large_units_go_on_one_by_one_and_small_ones_at_once() -> None:
    """The first in line never waits; who holds little never waits; the next goes on when the first is done."""
    pool = Pool(most=100)
    large, next_one, small = (Budget(9, most=80, pool=pool) for _ in range(3))
    pool.line += [large, next_one, small]
    large.hold(70)
    next_one.hold(60)
    small.hold(5)

    await asyncio.wait_for(large.room(), 60)
    await asyncio.wait_for(small.room(), 60)
    waiting = asyncio.create_task(next_one.room())
    await asyncio.sleep(0)
    assert (waiting.done(), next_one.waits()) == (False, True)
    large.end()
    await asyncio.wait_for(waiting, 60)

    assert (pool.held, pool.line) == (65, [next_one, small])
    next_one.hold(30)
    with pytest.raises(TooMuch, match="max_bytes_per_unit"):
        next_one.ask("www.qinghe.gov.cn")


@pytest.mark.anyio
async def test_what_others_wait_for_is_opened_however_full_memory_is() -> None:
    """What was opened counts as held; a page that waits to be opened is opened at once when another unit wants to see it too."""
    pool = Pool(most=100)
    first, opening = (Budget(9, most=80, pool=pool) for _ in range(2))
    pool.line += [first, opening]
    first.hold(70)
    opening.hold(10)
    opening.open(30)

    waiting = asyncio.create_task(opening.room_to_open())
    await asyncio.sleep(0)
    assert (waiting.done(), opening.waits()) == (False, True)
    with opening.urged():
        await asyncio.wait_for(waiting, 60)

    assert opening.waits()
    opening.end()
    assert pool.held == 70


@pytest.mark.anyio
async def test_of_all_processes_of_a_machine_one_has_a_large_unit_that_goes_on() -> None:
    """The first in line of the other process waits until that one holds little again, or is gone."""
    turns = LocalTurns()
    here, there = (Pool(most=100, turns=turns) for _ in range(2))
    one, other = (Budget(9, most=200, pool=pool) for pool in (here, there))
    here.line.append(one)
    there.line.append(other)
    one.hold(150)
    await asyncio.wait_for(one.room(), 60)
    other.hold(150)
    waiting = asyncio.create_task(other.room())
    await asyncio.sleep(0.05)
    assert (waiting.done(), one.waits()) == (False, False)

    one.end()
    await asyncio.wait_for(waiting, 60)

    third = Budget(9, most=200, pool=here)
    here.line.append(third)
    third.hold(150)
    waiting = asyncio.create_task(third.room())
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await there.aclose()
    await asyncio.wait_for(waiting, 60)
    await here.aclose()
