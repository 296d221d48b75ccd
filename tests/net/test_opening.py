"""Files opened beside the event loop: what they do to who opens them costs nobody else, and is told as ours."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
from collections.abc import AsyncIterator, Callable, Generator
from pathlib import Path
from typing import Any

import office_files
import pytest
from loopback_site import answer

from inspector.archive import open_run, read_run
from inspector.collect import opener
from inspector.collect.budget import Budget, spending
from inspector.collect.eyes import Eyes
from inspector.collect.opener import Opener
from inspector.collect.outside import Outside
from inspector.facts.document import Document
from inspector.facts.open import document_of
from inspector.facts.sight import sight
from inspector.model.capture import Ask, Capture, Failure
from inspector.pipeline.collect import looking
from inspector.pipeline.collect.looking import Openings, Reading, answered

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]
GOOD = office_files.docx("".join(office_files.paragraph(f"受理机构：清河区教育局办公室第{n}科") for n in range(30)))


@functools.cache
def slow() -> bytes:
    """A Word file of some kilobytes within all counted bounds, for which a processor takes seconds."""
    tables = 150
    inner = office_files.paragraph("公开") * 100_000
    return office_files.docx("<w:tbl><w:tr><w:tc>" * tables + inner + "</w:tc></w:tr></w:tbl>" * tables)


@pytest.fixture
async def opening() -> AsyncIterator[Openings]:
    """Openings with a process for files, which is gone afterwards."""
    async with contextlib.aclosing(Opener()) as own:
        yield Openings(own)


def eyes(openings: Openings) -> Eyes:
    """What a run sees with."""
    return Eyes(openings.failed, openings.opened)


async def test_while_a_file_is_opened_other_pages_come_in(site: Any, look_with: Look, opening: Openings) -> None:
    """A page that another unit asks for is fetched and told before a file that takes seconds, though its server lets it wait."""
    told: list[str] = []
    served = asyncio.Event()

    async def file(_: object, writer: asyncio.StreamWriter) -> None:
        body = slow()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        await writer.drain()
        served.set()

    async def other(_: object, writer: asyncio.StreamWriter) -> None:
        await served.wait()
        await asyncio.sleep(0.3)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>a</p>\n")

    site.pages = {"/slow.docx": file, "/page": other}
    outside = look_with(eyes=eyes(opening), per_host=2, max_bytes=1_000_000, timeout_s=60.0, deadline_s=120.0)

    async def look(path: str) -> None:
        await outside.look([Ask(site.url + path)])
        told.append(path)

    await asyncio.gather(look("/slow.docx"), look("/page"))

    assert told == ["/page", "/slow.docx"]


async def test_while_a_page_is_read_other_pages_come_in(site: Any, look_with: Look) -> None:
    """What a unit is asked for next may take seconds to tell, where its pages are dense: the looks of other units go on meanwhile."""
    site.pages = {"/dense": answer(b"<p>dense</p>"), "/page": answer(b"<p>a</p>")}
    outside = look_with(per_host=2)
    reading, came_in = threading.Event(), threading.Event()
    in_time: list[bool] = []

    def walk() -> Generator[list[Ask], list[Capture], None]:
        yield [Ask(f"{site.url}/dense")]
        reading.set()
        in_time.append(came_in.wait(60))

    async def other() -> None:
        await asyncio.to_thread(reading.wait)
        await outside.look([Ask(f"{site.url}/page")])
        came_in.set()

    await asyncio.gather(answered(walk(), outside), other())

    assert in_time == [True]


async def test_a_file_is_what_judging_makes_of_it(site: Any, look_with: Look, opening: Openings) -> None:
    """The document comes back whole from the other process, for each unit that asks, and its host pays for the time."""
    site.pages = {"/a.docx": office(GOOD)}
    paid = Budget(10)
    with spending(paid):
        [capture] = await look_with(eyes=eyes(opening)).look([Ask(site.url + "/a.docx")])
    one, two = opening.reading(), opening.reading()
    for reading in (one, two):
        await reading.ready([capture])

    expected = document_of(capture)
    assert expected is not None and len(expected.lines) == 30  # noqa: PT018 - one thing: there is text
    assert [taken(one, capture), taken(two, capture)] == [expected] * 2
    assert paid.waited[site.url.removeprefix("http://")] > 0


async def test_a_heavy_page_is_opened_as_files_are(
    site: Any, look_with: Look, opening: Openings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is looked at and what the survey takes comes from the other process; a light page is opened where it is."""
    rows = "".join(f"<p><a href='/x/{n}.html'>第{n}项信息公开通知</a></p>" for n in range(6000))
    site.pages = {"/heavy": page(rows), "/light": page("<p>办公时间</p>")}
    here: list[str] = []
    monkeypatch.setattr(looking, "glance_at", lambda capture: here.append(capture.ask.url) or document_of(capture))

    outside = look_with(eyes=eyes(opening), max_bytes=1_000_000)
    captures = await outside.look([Ask(site.url + path) for path in ("/heavy", "/light")])
    reading = opening.reading()
    heavy, light = (reading.take(one) for one in await reading.ready(captures))

    assert [heavy, light] == [document_of(one) for one in captures]
    assert heavy is not None and len(heavy.lines) == 6000  # noqa: PT018 - one thing: there is text
    assert set(here) == {site.url + "/light"}


async def test_who_waits_for_its_turn_at_the_memory_holds_none(
    site: Any, look_with: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that takes much is opened once nobody else does; until then its process is gone."""
    monkeypatch.setattr(opener, "_LIGHT", 0)
    site.pages = {"/slow.docx": office(slow())}
    async with contextlib.aclosing(Opener()) as own:
        outside = look_with(eyes=eyes(Openings(own)), max_bytes=1_000_000)
        async with own.allowance.turn():
            looking = asyncio.ensure_future(outside.look([Ask(site.url + "/slow.docx")]))
            while own._process is None:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)
            while own._process is not None:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)
            assert not (await asyncio.wait((looking,), timeout=1.0))[0]
        [capture] = await looking

    assert capture.failure is None


async def test_large_documents_are_read_in_turn_and_rest_in_between(
    site: Any, look_with: Look, opening: Openings
) -> None:
    """While somebody else takes much memory nothing of them is unfolded; a survey of small pages goes on."""
    large = "".join(f"<p><a href='/x/{n}.html'>第{n}项信息公开工作通知</a></p>" for n in range(12_000))
    site.pages = {"/large": page(large), "/small": page("<p>办公时间</p>")}
    outside = look_with(eyes=eyes(opening), per_host=2, max_bytes=2_000_000)
    found: dict[str, Document | None] = {}

    async def surveyed(path: str, reading: Reading) -> None:
        def walk() -> Generator[list[Ask], list[Capture], None]:
            [capture] = yield [Ask(site.url + path)]
            found[path] = reading.take(capture)
            assert (document := found[path]) is not None
            assert document.lines

        await answered(walk(), outside, reading)

    await outside.look([Ask(f"{site.url}/large")])
    reading = opening.reading()
    async with opening.turn():
        waiting = asyncio.ensure_future(surveyed("/large", reading))
        await surveyed("/small", opening.reading())
        while not reading._large:  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.01)
        assert set(found) == {"/small"}
    await waiting

    assert found["/large"] is reading._large[0]
    assert vars(reading._large[0])["_whole"] is None


def page(content: str) -> bytes:
    """A page as it is answered."""
    body = f"<!doctype html><meta charset=utf-8><title>公开</title><body>{content}".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def taken(reading: Reading, capture: Capture) -> Document | None:
    """The document, which is at hand."""
    assert len(reading._ready) == 1
    return reading.take(capture)


def office(body: bytes) -> bytes:
    """A file as it is answered."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/msword\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="what a process takes is read from /proc")
@pytest.mark.parametrize(("bound", "said"), [("_MOST_S", "processor time"), ("_MOST_HELD", "MiB of memory")])
async def test_a_file_beyond_what_any_takes_is_undetermined_by_our_fault_and_stays_so_in_replay(
    bound: str,
    said: str,
    site: Any,
    look_with: Look,
    opening: Openings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The failure is in the evidence with the file: whoever judges does not open it, on whatever machine. The next file is opened."""
    site.pages = {"/slow.docx": office(slow()), "/good.docx": office(GOOD)}
    outside = look_with(eyes=eyes(opening), max_bytes=1_000_000)
    with monkeypatch.context() as patch:
        patch.setattr(opener, bound, -1)
        [capture] = await outside.look([Ask(site.url + "/slow.docx")])
    [good] = await outside.look([Ask(site.url + "/good.docx")])
    run = open_run(tmp_path, "2026Q4-20261124T120000", {})
    run.write_unit("A", [capture])
    [kept] = read_run(run.folder).read_unit("A").values()

    assert (kept.failure, said in kept.detail, kept.body) == (Failure.UNREADABLE, True, slow())
    assert document_of(kept) is None
    seen = sight(kept, document_of(kept), frozenset(), 1, 0)
    assert (seen.failure, seen.attribution) == (Failure.UNREADABLE, "us")
    assert good.failure is None
    assert await opening.reading().ready([kept]) == [kept]


async def test_a_process_that_dies_of_a_file_twice_is_told(site: Any, look_with: Look) -> None:
    """Killed once, it may have been chance: the file has another process. What it had to answer is nobody else's answer."""
    site.pages = {"/slow.docx": office(slow()), "/good.docx": office(GOOD)}
    async with contextlib.aclosing(Opener()) as own:
        outside = look_with(eyes=eyes(Openings(own)), max_bytes=1_000_000)

        async def seen(path: str, deaths: int) -> Capture:
            looking = asyncio.ensure_future(outside.look([Ask(site.url + path)]))
            killed: set[int] = set()
            while not looking.done():
                if own._process is not None and own._process.pid not in killed and len(killed) < deaths:
                    killed.add(own._process.pid)
                    own._process.kill()
                await asyncio.sleep(0.01)
            assert len(killed) == deaths
            return looking.result()[0]

        twice, once = await seen("/slow.docx", 2), await seen("/good.docx", 1)

    assert (twice.failure, "died of it, twice" in twice.detail) == (Failure.UNREADABLE, True)
    assert (once.failure, own._process) == (None, None)
