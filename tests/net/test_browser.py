"""Pages that only scripts make are rendered by a browser that can reach nobody but through us."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest
from loopback_site import Site, answer, served
from warcio.archiveiterator import ArchiveIterator

from inspector.archive import open_run, verify
from inspector.collect import Guard, Outside
from inspector.collect.browser import Browser
from inspector.collect.chromium import why_not
from inspector.model.capture import Ask, Failure
from inspector.model.unit import Unit
from inspector.pipeline.collect.looking import surveyed
from inspector.survey import Plan

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(bool(why_not()), reason=f"pages cannot be rendered here: {why_not()}"),
]
Look = Callable[..., Outside]

SHELL = """<html><head><title>信息公开指南</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>"""
APP = """
fetch('/data.json').then(answer => answer.json()).then(data => {
  document.getElementById('app').innerHTML = '<h1>' + data.title + '</h1><p>' + data.text.repeat(20) + '</p>';
});
"""
DATA = (
    """{"title": "政府信息公开指南", "text": "受理机构：清河区教育局办公室，地址：清河路1号，电话：010-12345678。"}"""
)


def page(text: str, kind: str = "text/html; charset=utf-8") -> bytes:
    """An answer of text."""
    return answer(text.encode(), content_type=kind)


@pytest.fixture
async def hidden() -> AsyncIterator[Site]:
    """A server inside the network that must never be connected to."""
    async with served() as made:
        yield made


def patient(look_with: Look, **more: object) -> Outside:
    """An outside with a browser and the time that one needs."""
    return look_with(browser=True, timeout_s=10.0, deadline_s=40.0, max_bytes=2_000_000, **more)


async def test_the_page_that_scripts_make_is_evidence_with_a_picture(
    site: Site, look_with: Look, tmp_path: Path
) -> None:
    """DOM, picture and every answer it was made of are stored and read back; other tools read the records."""
    site.pages = {
        "/guide": page(SHELL),
        "/app.js": page(APP, "text/javascript"),
        "/data.json": page(DATA, "application/json"),
    }

    [capture] = await patient(look_with).look([Ask(f"{site.url}/guide", "RENDER", "guide")])
    run = open_run(tmp_path, "1", {})
    run.write_unit("11A", [capture])
    run.seal("2026-11-24T02:00:00+08:00")
    [stored] = run.read_unit("11A").values()

    assert "受理机构：清河区教育局办公室" in capture.body.decode()
    assert capture.picture.startswith(b"\x89PNG")
    assert (stored, stored.wire, stored.picture) == (capture, capture.wire, capture.picture)
    assert [one.url.rpartition("/")[2] for one in capture.wire] == ["guide", "app.js", "data.json"]
    assert verify(run.folder).ok
    with (run.folder / "11A" / "records.warc.gz").open("rb") as file:
        kinds = [one.rec_headers.get_header("Content-Type") for one in ArchiveIterator(file, check_digests="raise")]
    assert {"text/html", "image/png"} <= set(kinds)
    assert {request.headers["user-agent"] for request in site.requests} == {"InspectorBot/0.1"}


async def test_a_survey_reads_what_the_browser_showed(site: Site, look_with: Look) -> None:
    """A shell is `script_only`; rendered, it is the guide, and both looks are in the evidence."""
    site.pages = {
        "/guide": page(SHELL),
        "/app.js": page(APP, "text/javascript"),
        "/data.json": page(DATA, "application/json"),
    }
    unit = Unit(code="11A", name="教育局", type="department", pages={"guide": f"{site.url}/guide"})
    day = date(2026, 11, 24)
    plan = Plan(frozenset({"guide"}), day, (day, day), allowed_hosts=("127.0.0.1",))

    captures = await surveyed(unit, plan, patient(look_with))

    assert [(one.ask.method, one.failure) for one in captures] == [("GET", None), ("RENDER", None)]


async def test_what_heavy_pages_are_made_of_is_not_held(
    site: Site, look_with: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many pictures pages show, only so many bytes of them stay in memory; what is too heavy for a page is refused."""
    monkeypatch.setattr(sys.modules[Outside.__module__], "_MOST_PARTS", 1_000_000)
    monkeypatch.setattr(sys.modules[Browser.__module__], "_MOST_WEIGHT", 2_000_000)
    pictures = {f"/{n}.png": answer(b"\x89PNG" + b"\0" * 300_000, content_type="image/png") for n in range(10)}
    shown = "".join(f"<img src='{path}'>" for path in pictures)
    site.pages = {"/": page(f"<html><body><p>信息公开</p>{shown}</body></html>"), **pictures}
    outside = patient(look_with)

    [capture] = await outside.look([Ask(f"{site.url}/", "RENDER")])

    held = [look.task.result() for look in outside._looks.values() if look.task.done()]
    assert capture.failure is None, capture.detail
    assert "refused" in capture.detail
    assert sum(len(one.body) for one in held if one.ask.method == "GET") <= 1_000_000


HOSTILE = """
<html><head><title>x</title>
<link rel="dns-prefetch" href="//{hidden}"><link rel="preconnect" href="http://{hidden}">
<link rel="prefetch" href="http://{hidden}/prefetch"><link rel="prerender" href="http://{hidden}/prerender">
<link rel="stylesheet" href="http://{hidden}/style.css"></head>
<body><img src="http://{hidden}/image.png"><iframe src="http://{hidden}/frame"></iframe>
<iframe src="file:///etc/passwd"></iframe><object data="http://{hidden}/object"></object>
<form id="f" method="post" action="/submit"><input name="a" value="1"></form>
<form id="g" method="get" action="http://{hidden}/search"><input name="q" value="1"></form>
<script>
alert('halt'); window.open('http://{hidden}/popup');
try {{ new WebSocket('ws://{hidden}/socket'); }} catch (e) {{}}
try {{ navigator.sendBeacon('/beacon', 'x'); navigator.sendBeacon('http://{hidden}/beacon', 'x'); }} catch (e) {{}}
try {{ new EventSource('http://{hidden}/events'); }} catch (e) {{}}
try {{ navigator.serviceWorker.register('/worker.js'); }} catch (e) {{}}
try {{ new Worker('http://{hidden}/worker.js'); }} catch (e) {{}}
try {{
  const turn = {{urls: 'turn:{hidden}?transport=tcp', username: 'a', credential: 'b'}};
  const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{hidden}'}}, turn]}});
  peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer));
}} catch (e) {{}}
for (const url of ['http://{hidden}/fetch', 'http://169.254.169.254/latest/', 'http://[::1]:{port}/', 'http://localhost:{port}/'])
  fetch(url, {{mode: 'no-cors'}}).catch(() => {{}});
fetch('/post', {{method: 'POST', body: 'x'}}).catch(() => {{}});
document.body.insertAdjacentHTML('beforeend', '<p>' + '政府信息公开指南'.repeat(40) + '</p>');
const post = document.createElement('iframe'); post.name = 'post'; document.body.append(post);
document.getElementById('f').target = 'post'; document.getElementById('f').submit();
document.getElementById('g').target = 'post'; document.getElementById('g').submit();
</script></body></html>
"""


async def test_a_page_in_the_browser_reaches_nobody_and_submits_nothing(
    site: Site, hidden: Site, look_with: Look
) -> None:
    """Prefetch, sockets, beacons, frames, forms, WebRTC: the forbidden server hears nothing, the site only GET."""
    host = hidden.url.removeprefix("http://").replace("127.0.0.1", "127.0.0.2")
    port = hidden.url.rpartition(":")[2]
    server = await asyncio.start_server(hidden.serve, "127.0.0.2", int(port))
    site.pages = {"/": page(HOSTILE.format(hidden=host, port=port))}
    guard = Guard.of(["127.0.0.1"], [], ["127.0.0.1/32"])

    [capture] = await patient(look_with, guard=guard).look([Ask(f"{site.url}/", "RENDER")])
    server.close()

    assert capture.failure is None, capture.detail
    assert "政府信息公开指南" in capture.body.decode()
    assert hidden.connections == 0
    assert {request.method for request in site.requests} == {"GET"}
    assert not {"/submit", "/post", "/beacon"} & set(site.paths)
    assert "requests refused" in capture.detail


@pytest.mark.parametrize(
    "script",
    ["while (true) {}", "setInterval(() => fetch('/x?' + Math.random()), 1)", "location.href = 'file:///etc/passwd'"],
    ids=["endless", "asks without end", "file"],
)
async def test_a_page_that_never_ends_is_given_up(site: Site, look_with: Look, script: str) -> None:
    """The look ends with `script_only` or with the page as it stood; the next page is rendered as if nothing had been."""
    site.pages = {"/bad": page(f"<html><body><script>{script}</script></body></html>"), "/good": page("<p>good</p>")}
    outside = look_with(browser=True, timeout_s=5.0, deadline_s=15.0)

    [bad] = await outside.look([Ask(f"{site.url}/bad", "RENDER")])
    [good] = await outside.look([Ask(f"{site.url}/good", "RENDER")])

    assert bad.failure in (None, Failure.SCRIPT_ONLY)
    assert b"root:" not in bad.body
    assert b"good" in good.body, good.detail


GREEDY = {
    "buffers": "const kept = []; for (let i = 0; i < 400; i++) kept.push(new Uint8Array(2e7).fill(7));",
    "drawings": """for (let i = 0; i < 100; i++) { const one = document.createElement('canvas'); one.width = one.height = 4096;
        const pen = one.getContext('2d'); pen.fillRect(0, 0, 4096, 4096); document.body.append(one);
        pen.getImageData(0, 0, 4096, 4096); }""",
    "frames": """for (let i = 0; i < 2000; i++) { const one = document.createElement('iframe');
        one.srcdoc = '<script>window.kept = new Uint8Array(3e6).fill(1)</' + 'script>'; document.body.append(one); }""",
}


@pytest.mark.alone
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the memory of processes is read from /proc")
async def test_a_page_that_eats_memory_is_ended_before_the_machine_feels_it(site: Site, look_with: Look) -> None:
    """However it is taken, all processes of the browser together stay below a gigabyte. The page was not seen, or as far as it got
    with what it may have; the next one is.
    """
    site.pages = {f"/{name}": page(f"<p>信息公开</p><script>{script}</script>") for name, script in GREEDY.items()}
    site.pages["/good"] = page("<p>good</p>")
    outside = look_with(browser=True, timeout_s=10.0, deadline_s=40.0)
    most = asyncio.create_task(_most_held(outside))

    seen = [(await outside.look([Ask(f"{site.url}/{name}", "RENDER")]))[0] for name in GREEDY]
    [good] = await outside.look([Ask(f"{site.url}/good", "RENDER")])
    most.cancel()

    unseen = [one for one in seen if "信息公开" not in one.body.decode()]
    assert {one.failure for one in unseen} == {Failure.SCRIPT_ONLY}, [one.detail for one in seen]
    assert all("the browser gave up" in one.detail for one in unseen)
    assert any("MiB of memory" in one.detail for one in seen)
    assert b"good" in good.body, good.detail
    assert 100 * 1024**2 < max(HELD) < 1024**3


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the memory of processes is read from /proc")
async def test_nothing_that_the_run_does_holds_up_who_watches_the_browser(site: Site, look_with: Look) -> None:
    """While long pages are read the loop stands still for seconds, again and again; a page that eats memory gets no more for that."""
    site.pages = {"/": page(f"<p>信息公开</p><script>{GREEDY['frames']}</script>")}
    outside = look_with(browser=True, timeout_s=20.0, deadline_s=80.0)
    looking = asyncio.create_task(outside.look([Ask(f"{site.url}/", "RENDER")]))
    chromium, most = outside._browser._chromium, 0
    while not looking.done():
        await asyncio.sleep(0.1)
        until = time.monotonic() + 3.0
        while time.monotonic() < until:
            most = max(most, chromium.memory.taken())

    assert "MiB of memory" in (await looking)[0].detail
    assert 100 * 1024**2 < most < 1024**3


HELD: list[int] = []


async def _most_held(outside: Outside) -> None:
    """What the browser's processes take, again and again, in `HELD`."""
    HELD.clear()
    while True:
        HELD.append(await asyncio.to_thread(outside._browser._chromium.memory.taken))
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/", "http://169.254.169.254/", "/gone-without-an-answer", "about:blank"]
)
async def test_what_the_browser_says_itself_is_no_page_of_a_site(site: Site, look_with: Look, target: str) -> None:
    """Where a script leads to what is refused or does not answer, Chromium shows words of its own: they are nobody's page."""

    async def hang_up(_: object, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    place = target.format(port=site.url.rpartition(":")[2])
    site.pages = {
        "/": page(f"<p>信息公开</p><script>location.replace('{place}')</script>"),
        "/gone-without-an-answer": hang_up,
    }

    [capture] = await patient(look_with, guard=Guard.of(["127.0.0.1"], [], ["127.0.0.1/32"])).look(
        [Ask(f"{site.url}/", "RENDER")]
    )

    assert (capture.failure, capture.body) == (Failure.SCRIPT_ONLY, b"")
    assert "nothing was to be had" in capture.detail


async def test_without_a_browser_the_page_stays_script_only(site: Site, look_with: Look) -> None:
    """Switched off or not there: the reason is kept, and nothing is asked of the site for it."""
    off, gone = look_with(), look_with(browser=True, chromium="/nowhere/chromium")

    [one] = await off.look([Ask(f"{site.url}/", "RENDER")])
    [two] = await gone.look([Ask(f"{site.url}/x", "RENDER")])

    assert (one.failure, two.failure, site.requests) == (Failure.SCRIPT_ONLY, Failure.SCRIPT_ONLY, [])
    assert ("[crawl] browser is off" in one.detail, "no Chromium" in two.detail) == (True, True)
