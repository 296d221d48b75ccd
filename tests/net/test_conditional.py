"""A page that did not change is not sent again, and its evidence is whole all the same."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from loopback_site import Request, Site, answer
from warcio.archiveiterator import ArchiveIterator

from inspector.archive import Run, open_run, verify
from inspector.archive.earlier import Earlier, last_sealed
from inspector.collect import Outside
from inspector.collect.manners import CHINA
from inspector.model.capture import Ask, Capture

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]
PAGE = "<title>清河区教育局政府信息公开指南</title>".encode()


def unchanging(body: bytes) -> Callable[[Request, asyncio.StreamWriter], object]:
    """A page with an ETag that sends nothing to whoever knows it."""

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        same = request.headers.get("if-none-match") == '"v1"'
        writer.write(answer(b"", "304 Not Modified") if same else answer(body, content_type="text/html", etag='"v1"'))

    return reply


async def seen_by(outside: Outside, site: Site, evidence: Path, name: str) -> tuple[Run, Capture]:
    """One look at the page, stored as a run of its own and read back."""
    [capture] = await outside.look([Ask(f"{site.url}/guide", why="guide")])
    run = open_run(evidence, name, {})
    run.write_unit("11A", [capture])
    run.seal(f"2026-11-2{name}T02:00:00+08:00")
    [stored] = run.read_unit("11A").values()
    assert (stored, stored.wire) == (capture, capture.wire)
    return run, stored


async def test_a_304_is_evidence_that_replays_to_the_same_bytes(site: Site, look_with: Look, tmp_path: Path) -> None:
    """Over two further runs the page is sent once; each run is whole by itself, also once the runs before are gone."""
    site.pages = {"/guide": unchanging(PAGE)}  # type: ignore[dict-item]
    first, sent = await seen_by(look_with(), site, tmp_path, "1")
    second, unchanged = await seen_by(look_with(known=Earlier(first)), site, tmp_path, "2")
    assert last_sealed(tmp_path, but="2") is not None
    third, again = await seen_by(look_with(known=Earlier(second)), site, tmp_path, "3")
    for run in (first, second):
        shutil.rmtree(run.folder)

    assert [(one.status, one.body, one.sha256) for one in (unchanged, again)] == [(200, PAGE, sent.sha256)] * 2
    assert [one.status for one in again.wire] == [304, 200]
    assert "304" in again.detail
    assert verify(third.folder).ok
    assert [request.headers.get("if-none-match") for request in site.requests if request.path == "/guide"] == [
        None,
        '"v1"',
        '"v1"',
    ]
    with (third.folder / "11A" / "records.warc.gz").open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise") if record.content_stream()]
    assert kinds == ["revisit", "request", "response", "request"]


async def test_a_page_that_changed_is_taken_as_it_is_now(site: Site, look_with: Look, tmp_path: Path) -> None:
    """The question was asked and the answer is a new page."""
    site.pages = {"/guide": unchanging(PAGE)}  # type: ignore[dict-item]
    first, _ = await seen_by(look_with(), site, tmp_path, "1")
    site.pages = {"/guide": answer(b"<p>new", content_type="text/html", etag='"v2"')}

    _, now = await seen_by(look_with(known=Earlier(first)), site, tmp_path, "2")

    assert (now.body, len(now.wire)) == (b"<p>new", 1)


async def test_evidence_that_changed_is_not_carried_on(site: Site, look_with: Look, tmp_path: Path) -> None:
    """Where a stored page is not what was recorded it is fetched anew."""
    site.pages = {"/guide": unchanging(PAGE)}  # type: ignore[dict-item]
    first, sent = await seen_by(look_with(), site, tmp_path, "1")
    records = first.folder / "11A" / "records.warc.gz"
    records.write_bytes(records.read_bytes().replace(b"\x1f\x8b\x08", b"\x1f\x8b\x09"))

    _, now = await seen_by(look_with(known=Earlier(first)), site, tmp_path, "2")

    assert (now.body, [one.status for one in now.wire]) == (PAGE, [200])
    assert replace(now, fetched_at="") == replace(sent, fetched_at="")


@pytest.mark.parametrize("told", [{"etag": '"v9"'}, {"last_modified": "Tue, 24 Nov 2026 04:00:00 GMT"}])
async def test_a_304_about_another_version_is_not_believed(
    site: Site, look_with: Look, tmp_path: Path, told: dict[str, str]
) -> None:
    """Such a server lies: the page is asked for whole, and what it is now is what was seen."""
    site.pages = {"/guide": unchanging(PAGE)}  # type: ignore[dict-item]
    first, _ = await seen_by(look_with(), site, tmp_path, "1")

    async def lies(request: Request, writer: asyncio.StreamWriter) -> None:
        asked = "if-none-match" in request.headers
        writer.write(answer(b"", "304 Not Modified", **told) if asked else answer(b"<p>new", content_type="text/html"))

    site.pages = {"/guide": lies}  # type: ignore[dict-item]

    _, now = await seen_by(look_with(known=Earlier(first)), site, tmp_path, "2")

    assert (now.body, [one.status for one in now.wire]) == (b"<p>new", [200])
    assert "asked for whole" in now.detail


async def test_a_weak_etag_names_the_same_version(site: Site, look_with: Look, tmp_path: Path) -> None:
    """`W/"v1"` and `"v1"` are one when a 304 is weighed (RFC 9110, 8.8.3.2)."""
    site.pages = {"/guide": unchanging(PAGE)}  # type: ignore[dict-item]
    first, sent = await seen_by(look_with(), site, tmp_path, "1")
    site.pages = {"/guide": answer(b"", "304 Not Modified", etag='W/"v1"')}

    _, now = await seen_by(look_with(known=Earlier(first)), site, tmp_path, "2")

    assert (now.body, [one.status for one in now.wire]) == (sent.body, [304, 200])


async def test_a_page_is_not_carried_on_for_ever(site: Site, look_with: Look, tmp_path: Path) -> None:
    """A server that says for more than half a year that nothing has changed is asked for the page itself."""
    site.pages = {"/guide": unchanging(PAGE)}  # type: ignore[dict-item]
    first, _ = await seen_by(look_with(), site, tmp_path, "1")
    later = datetime.now(CHINA) + timedelta(days=250)

    async def for_ever(request: Request, writer: asyncio.StreamWriter) -> None:
        asked = "if-none-match" in request.headers
        writer.write(answer(b"", "304 Not Modified") if asked else answer(b"<p>new", content_type="text/html"))

    site.pages = {"/guide": for_ever}  # type: ignore[dict-item]

    _, now = await seen_by(look_with(known=Earlier(first), now=lambda: later), site, tmp_path, "2")

    assert now.body == b"<p>new"


async def test_a_304_that_nobody_asked_for_is_only_a_status(site: Site, look_with: Look) -> None:
    """Without an earlier run there is no page behind it."""
    site.pages = {"/guide": answer(b"", "304 Not Modified")}

    [capture] = await look_with().look([Ask(f"{site.url}/guide")])

    assert (capture.status, capture.body, capture.failure) == (304, b"", None)


async def test_the_question_can_be_left_out(site: Site, look_with: Look, tmp_path: Path) -> None:
    """`conditional = false` asks for every page whole."""
    site.pages = {"/guide": unchanging(PAGE)}  # type: ignore[dict-item]
    first, _ = await seen_by(look_with(), site, tmp_path, "1")

    _, now = await seen_by(look_with(known=Earlier(first), conditional=False), site, tmp_path, "2")

    assert [one.status for one in now.wire] == [200]
