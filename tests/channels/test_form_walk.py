"""Online forms walked in a real browser against a server that counts: not one submission, whatever the form's scripts try."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from small_district import small_district, workspace_for

from inspector.archive import verify
from inspector.collect import Guard, Manners, Outside
from inspector.collect.chromium import why_not
from inspector.collect.form_walk import Walk
from inspector.collect.manners import china_now
from inspector.model.capture import Ask
from inspector.pipeline.probing import consents, walks
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_HEAD = "<!doctype html><html><head><meta charset=utf-8><title>政府信息公开申请</title></head><body>"
_TRAPS = """<script>
function leave(how) {
  fetch('/submit', {method: 'POST', body: how}).catch(() => 0);
  fetch('/submit?how=' + how).catch(() => 0);
  navigator.sendBeacon('/submit', how);
  new Image().src = '/submit?image=' + how;
  const x = new XMLHttpRequest(); x.open('GET', '/submit?xhr'); x.send();
  try { new WebSocket('ws://' + location.host + '/submit'); } catch (e) {}
  const f = document.querySelector('form'); if (f) { f.submit(); f.requestSubmit && f.requestSubmit(); }
  location.href = '/submit?navigated';
}
</script>"""
PAGES = {
    "/notice": _HEAD + "<p>申请须知</p><a href='/wizard'>我已阅读，下一步</a></body>",
    "/wizard": _HEAD
    + _TRAPS
    + """<form action=/submit method=get onchange="leave('change')">
<div id=one><label><input type=checkbox id=ok> 我已阅读并同意</label><button onclick="if (document.getElementById('ok').checked)
 { one.hidden = true; two.hidden = false; } return true">下一步</button></div>
<div id=two hidden><label>姓名<input name=name required></label><label>所需信息<textarea name=what required></textarea></label>
<select name=how><option value="">请选择<option value=mail>邮寄</select><label>验证码<input name=captcha></label>
<input type=submit value=提交申请 onfocus="leave('focus')"></div></form></body>""",
    "/eager": _HEAD
    + _TRAPS
    + "<form action=/submit method=post><input name=a><input name=b><button>提交</button></form>"
    + "<script>document.addEventListener('input', () => leave('input'));</script></body>",
    "/login": _HEAD
    + "<form action=/submit method=post><input name=user><input type=password name=pw><button>登录</button></form></body>",
    "/barred": _HEAD
    + "<p>请输入验证码</p><img id=captchaImg src=/c.png width=80 height=30 alt=验证码><input name=code></body>",
    "/nothing": _HEAD + "<p>系统维护中</p></body>",
}


@dataclass
class Counted:
    """A site that counts what would be a submission: anything that is no GET, and anything to /submit."""

    url: str = ""
    submissions: list[str] = field(default_factory=list)


@pytest.fixture
def anyio_backend() -> str:
    """The product runs on asyncio."""
    return "asyncio"


@pytest.fixture
def site() -> Iterator[Counted]:
    """The forms, on a port of 127.0.0.1."""
    counted = Counted()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/submit"):
                counted.submissions.append(f"{self.command} {self.path}")
            body = PAGES.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            counted.submissions.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.end_headers()

        do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST  # noqa: N815 - the base class's names

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    counted.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield counted
    server.shutdown()
    server.server_close()


@pytest.mark.anyio
async def test_forms_are_walked_to_their_last_step_and_nothing_is_submitted(site: Counted) -> None:
    """Notice, wizard and last step are passed; traps on change, focus, input and click reach nobody; captcha and login are noted."""
    if lacking := why_not():
        pytest.skip(lacking)
    manners = Manners(delay_s=0.0, timeout_s=5, deadline_s=60, retries=0, browser=True, respect_robots=False)
    walked: dict[str, Walk] = {}
    async with Outside(manners, Guard.of(["127.0.0.1"], [], ["127.0.0.0/8"])) as outside:
        for path in ("/notice", "/eager", "/login", "/barred", "/nothing"):
            walked[path] = Walk()
            await outside.act(Ask(f"{site.url}{path}", "RENDER", "channel/form"), walked[path])

    found = {path: (walk.outcome, walk.reason, walk.captcha) for path, walk in walked.items()}
    assert found == {
        "/notice": ("pass", "", True),
        "/eager": ("pass", "", False),
        "/login": ("undetermined", "login", False),
        "/barred": ("undetermined", "captcha", True),
        "/nothing": ("undetermined", "no_way_on", False),
    }
    assert walked["/notice"].steps == [f"{site.url}/wizard", "button"]
    assert site.submissions == []


def test_a_walk_is_evidence_of_the_quarter_with_its_picture(tmp_path: Path) -> None:
    """With consent the published form is walked; resumed, the run holds the walk and its picture, and the level passes."""
    if lacking := why_not():
        pytest.skip(lacking)
    word = Word("王某", "函3号")
    with small_district() as site:
        site.pages["/apply"] = _APPLY
        site.pages["/MZJ/guide.html"] = site.pages["/MZJ/guide.html"].replace("</body>", f"<p>{_LINK}</p></body>")
        folder = workspace_for(site, tmp_path / "w")
        config = (folder / "config.toml").read_text(encoding="utf-8")
        (folder / "config.toml").write_text(config.replace("[crawl]\n", "[crawl]\nbrowser = true\n"), encoding="utf-8")
        workspace = Workspace.at(folder)
        quarter = inspect(workspace, only=["MZJ"]).result["run"]["quarter"]
        assert walks.forms(workspace, quarter, word) == 0, "nobody agreed yet"
        consents.grant(workspace, ["MZJ"], ["form"], china_now().date(), word)
        assert walks.forms(workspace, quarter, word) == 1

        result = resume(workspace, quarter).result

    form = next(item for item in result["units"][0]["channels"]["items"] if item["kind"] == "form")
    walked = next(level for level in form["levels"] if level["level"] == "walked")
    assert walked["outcome"] == "pass", walked
    kept = workspace.run("latest").read_unit("MZJ")["PROBE", walked["source"]]
    assert kept.sha256 == walked["sha256"]
    assert kept.picture.startswith(b"\x89PNG")
    assert verify(workspace.run_folder("latest")).ok


_LINK = '申请人可通过网上提交申请：<a href="/apply">在线申请</a>'
_APPLY = (
    _HEAD + "<h1>清河区民政局政府信息公开申请</h1><form action=/submit method=post><label>姓名<input name=a></label>"
    "<label>证件号码<input name=b></label><label>联系电话<input name=c></label><label>所需信息内容描述<textarea name=d></textarea></label>"
    "<label>获取方式<select name=e><option value=1>邮寄</select></label><button>提交</button></form></body>"
)
