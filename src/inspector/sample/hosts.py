"""What a host serves: the pages of its units, and what the site itself has (home, search, directory, robots.txt)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any

from inspector.sample import render
from inspector.sample.materials import Content
from inspector.sample.site import Page, pages_of

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MENU = (
    ("首页", "/"),
    ("政务公开", "/zwgk/index.shtml"),
    ("政务服务", "/zwfw/index.shtml"),
    ("互动交流", "/hdjl/index.shtml"),
    ("走进清河", "/zjqh/index.shtml"),
)
_GONE = "<html><head><title>提示信息</title></head><body>您访问的页面不存在或已删除</body></html>"
_LETTERS = (
    ("市民来信：关于公交站牌更新的建议（已回复）", "2026-11-18"),
    ("市民来信：咨询灵活就业参保手续（已回复）", "2026-11-11"),
    ("市民来信：反映路灯损坏（已回复）", "2026-11-04"),
)
_ANSWER = "答复：您好，您反映的事项已转有关单位办理，处理结果已电话告知。感谢关注。"
_SERVICE_LINES = ("办理依据、条件、材料、地点、时间、电话和流程见窗口公示。", "办理地点：清河区政通路10号。")
_SERVICES = ("企业开办一次办", "不动产登记预约", "社会保障卡申领", "居住证办理")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a server; `delay_s` is how long it takes its time."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0


Answers = dict[str, Callable[[], Reply]]
"""What is answered by path; a page is made when it is first asked for, and kept."""


@dataclass(frozen=True, slots=True)
class Host:
    """One host and what it answers by path (with query where one matters); `titles` is what its search knows."""

    id: str
    charset: str
    declared: bool
    answers: Answers
    titles: tuple[tuple[str, str, str], ...]
    site: Mapping[str, Any]

    def search(self, words: str) -> Reply:
        """The page of results for `words`."""
        rows = [entry for entry in self.titles if words and words in entry[0]][:20]
        return self.text(_plain(self.site, f"“{words}”检索结果", [f"共找到{len(rows)}条结果"], rows))

    def text(self, html: str) -> Reply:
        """An HTML page in this host's coding."""
        return as_text(html, self.charset, declared=self.declared)


def as_text(html: str, charset: str, *, declared: bool) -> Reply:
    """HTML in `charset`, which the header names unless `declared` is false."""
    kind = f"text/html; charset={charset}" if declared else "text/html"
    return Reply(html.encode(charset, "xmlcharrefreplace"), headers={"Content-Type": kind})


def host_of(id: str, contents: list[Content], base: str) -> Host:
    """The host `id`, reached at `base`, with the pages of its units as their faults left them."""
    lead = contents[0]["unit"]
    charset, declared = lead.get("charset", "utf-8"), lead.get("declared", True)
    site = _site(id, contents[0], base, charset)
    titles: list[tuple[str, str, str]] = []
    coded = partial(as_text, charset=charset, declared=declared)
    answers: Answers = {}
    for content in contents:
        pages = pages_of(content)
        answers |= {page.path: _kept(_page, page, content, pages, site, coded) for page in pages.values()}
        titles += [(page.title, page.path, page.day) for page in pages.values() if page.day]
    for path, html in common_pages(site, contents).items():
        answers.setdefault(path, _kept(_coded, coded, html))
    if lead.get("robots") == "forbid":
        answers["/robots.txt"] = lambda: Reply(b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    for content in contents:
        answers |= detours(content, pages_of(content), answers, coded)
    return Host(id, charset, declared, answers, tuple(titles), site)


def _kept(make: Callable[..., Reply], *arguments: Any) -> Callable[[], Reply]:
    return cache(partial(make, *arguments))


def _page(
    page: Page, content: Content, pages: Mapping[str, Page], site: Mapping[str, Any], coded: Callable[[str], Reply]
) -> Reply:
    if page.template == "file":
        return Reply(render.file(page, content), headers={"Content-Type": _TYPES[page.path.rpartition(".")[2]]})
    return coded(render.html(page, content, pages, site))


def detours(content: Content, pages: Mapping[str, Page], answers: Answers, coded: Callable[[str], Reply]) -> Answers:
    """Answers that a fault or a look-alike puts in place of a page: another status, a detour, a delay, other bytes."""
    changed: Answers = {}
    for key, change in content.get("answers", {}).items():
        path = pages[key].path
        kept = answers[path]
        if "moved_by" in change:
            target = path.replace(".shtml", "_new.shtml")
            changed[target] = kept
            shell = f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head><body></body></html>'
            away = coded(shell) if change["moved_by"] == "shell" else Reply(b"", 302, {"Location": target})
            changed[path] = partial(_same, away)
        elif "delay_s" in change:
            changed[path] = partial(_slow, kept, change["delay_s"])
        else:
            changed[path] = partial(_same, replace(coded(change.get("body", _GONE)), status=change["status"]))
    return changed


def _coded(coded: Callable[[str], Reply], html: Callable[[], str]) -> Reply:
    return coded(html())


def _same(reply: Reply) -> Reply:
    return reply


def _slow(kept: Callable[[], Reply], delay_s: float) -> Reply:
    return replace(kept(), delay_s=delay_s)


def _site(id: str, lead: Content, base: str, charset: str) -> dict[str, Any]:
    unit = lead["unit"]
    portal = id == "portal"
    code = f"11012000{unit['number'] % 100:02d}"
    return {
        "id": id,
        "base": base,
        "name": "清河区人民政府门户网站" if portal else f"{unit['name']}网站",
        "domain": f"{'www' if portal else id}.qinghe.gov.cn",
        "code": code,
        "shown_code": code,
        "meta_charset": "gb2312" if charset == "gbk" else charset,
        "number": unit["number"],
        "sponsor": "清河区人民政府办公室" if portal else unit["name"],
        "phone": "010-55550012" if portal else lead["guide"]["phone"],
        "police": True,
        "menu": _MENU,
        "extra_links": [],
        "accounts": ["微信公众号：清河发布", "新浪微博：清河发布"] if portal else [],
        **lead.get("site", {}),
    }


def common_pages(site: Mapping[str, Any], contents: list[Content]) -> dict[str, Callable[[], str]]:
    """The pages that the site itself has, by path."""
    columns = [(content["unit"]["name"], pages_of(content)["disclosure"].path, "") for content in contents]
    messages = [(text, f"/hdjl/lx{place}.shtml", day) for place, (text, day) in enumerate(_LETTERS)]
    services = [(name, f"/zwfw/sx{place}.shtml", "") for place, name in enumerate(_SERVICES)]
    plain = partial(partial, _plain, site)
    made: dict[str, Callable[[], str]] = {
        "/zwgk/index.shtml": plain("政府信息公开", ["请选择公开机关。"], columns),
        "/zwfw/index.shtml": plain("政务服务", ["个人和法人常办事项。"], services),
        "/hdjl/index.shtml": plain("互动交流", ["网民留言一般在五个工作日内答复。"], messages),
        "/zjqh/index.shtml": plain(
            "走进清河", ["清河区位于云岭市东部，因清河穿境而过得名，下辖六个街道、两个乡镇。"], []
        ),
        "/about.shtml": plain("关于我们", [f"本网站由{site['sponsor']}主办，联系电话{site['phone']}。"], []),
        "/sitemap.shtml": plain("网站地图", [], [(name, url, "") for name, url in site["menu"]]),
        "/ysqgk/submit.shtml": plain("提交申请", ["申请已收到。"], []),
        **{path: plain(text, [f"来信时间：{day}", _ANSWER], []) for text, path, day in messages},
        **{path: plain(name, list(_SERVICE_LINES), []) for name, path, _ in services},
    }
    if site["id"] == "portal":
        made["/"] = partial(
            render.html, Page("home", "/", "portal_home", "首页"), contents[0], pages_of(contents[0]), site
        )
    return made


def _plain(site: Mapping[str, Any], title: str, lines: list[str], rows: list[tuple[str, str, str]]) -> str:
    return render.environment().get_template("plain.html").render(site=site, title=title, lines=lines, rows=rows)
