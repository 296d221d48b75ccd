"""Which link of a readable page leads to a role's page: ranked candidates with their reasons, or an abstention.

Signals: the link's words against the role's names, what else the words say (another body, a news title), where the link
stands, its neighbours, its address and its nearness to the page it was found on. Nothing is opened here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from inspector import lazy
from inspector.facts.document import Document, Line, Link, norm
from inspector.facts.substance import breadcrumb
from inspector.model.words import Words
from inspector.survey.role_names import ROLE_NAMES, RoleNames

ENOUGH, HEARD, APART = 0.47, 0.27, 0.03
"""A choice needs ENOUGH; what is below HEARD is no candidate; two that are less than APART from each other are too close."""
_NEWS_COSTS = 0.7
"""A notice or a report about a guide is no guide, whatever else speaks for it."""
_FULL = 1.28
"""What all signals together can come to; a score of 1."""
_STANDARD = 0.75
"""The weight from which on a name of a role is one of its standard names."""
_BY_YEAR = ("annual_report", "guide", "list")
_SECTIONS = ("guide", "rules_column", "statutory", "annual_report", "application", "list")
_AROUND = 8
_EDGES = lazy.pattern(r"^[\s\W_\d]+|[\s\W_]+$")
_GENERIC = lazy.pattern(
    r"^(?:本(?:机关|单位|部门|级|局|委|办|街道|镇|乡)|我(?:局|委|办|单位)|查看|进入|点击|部门|单位|政府|"
    r"政务|区|市|县|街道|镇|\d{4}年?度?)*(?:的)?$"
)
_OWN = lazy.pattern(r"(?:本|我)(?:机关|单位|部门|局|委|办|街道|镇|乡)")
_OWN_WORDS, _MOST = 0.25, 1.05
"""`本单位指南` is the unit's own, where a portal's `政府信息公开指南` may be anybody's."""
_AFTERWORDS = lazy.pattern(
    r"^(?:专栏|栏目|页面|入口|查询|下载|全文|公布|发布|\(?\d{4}年?(?:版|度|修订)?\)?|[更多>»]+)*$"
)
_NEWS = lazy.pattern(r"^关于|通知|会议|召开|培训|解读|公告|印发|转发|开展|推进|工作情况|部署|征求|调研|答记者问")
_ORGAN = lazy.pattern(r"局|委|办|街道|镇|乡|院|中心|政府|馆|队|所|处|会")
_YEAR = lazy.pattern(r"20\d\d年?度?")
_FILE = lazy.pattern(r"\.(?:docx?|xlsx?|wps|et|pdf|zip|rar)(?:$|\?)", re.IGNORECASE)
_INDEX = lazy.pattern(r"/(?:index|default)\.\w{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may lead to the role's page: `score` from 0 to 1 and the reasons for it."""

    url: str
    score: float
    label: str
    reasons: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen link. `url` is empty for an abstention (with reasons) and where no link is a candidate (without)."""

    url: str
    label: str = ""
    score: float = 0.0
    reasons: tuple[Words, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def choose(role: str, documents: Sequence[tuple[Document, str]], allowed: Callable[[str], bool]) -> Choice:
    """The page of `role` among the links of `documents`, or an abstention where the best is too weak or two are too close."""
    ranked = candidates(role, documents, allowed)
    if not ranked:
        return Choice("")
    best = ranked[0]
    if best.score < ENOUGH:
        return Choice("", reasons=(_weak(best), *best.reasons), candidates=ranked)
    if len(ranked) > 1 and best.score - ranked[1].score < APART:
        return Choice("", reasons=(_close(best, ranked[1]),), candidates=ranked)
    return Choice(best.url, best.label, best.score, best.reasons, ranked)


def is_titled(role: str, document: Document) -> bool:
    """Whether a page calls itself by a standard name of the role, in its title or a heading."""
    names = ROLE_NAMES[role]
    texts = [norm(document.title), *(norm(line.text) for line in document.lines if line.heading)]
    said = [text for text in texts if text and not names.other.search(text)]
    return any(weight >= _STANDARD and words.search(text) for text in said for words, weight in names.names)


def nearness(url: str, other: str) -> float:
    """The share of the folders of `other` in which `url` lies too, from 0 to 1."""
    return _shared(urlsplit(url).path, urlsplit(other).path)


def candidates(
    role: str, documents: Sequence[tuple[Document, str]], allowed: Callable[[str], bool]
) -> tuple[Candidate, ...]:
    """All links that may lead to `role`, best first. `documents` are (page, how we got there), nearest to the unit first."""
    found: dict[str, Candidate] = {}
    for order, (document, _) in enumerate(documents):
        for candidate in _of_page(role, document, order, allowed):
            known = found.get(_same(candidate.url))
            if known is None or candidate.score > known.score:
                found[_same(candidate.url)] = candidate
    kept = _newest(found.values()) if role in _BY_YEAR else list(found.values())
    return tuple(sorted(kept, key=lambda one: -one.score))


def _newest(found: Iterable[Candidate]) -> list[Candidate]:
    """Of links that bear a year only those of the newest one: earlier reports and editions do not compete with it."""
    years = {one: max(re.findall(r"20\d\d", one.label), default="") for one in found}
    latest = max(years.values(), default="")
    return [one for one, year in years.items() if not year or year == latest]


def _of_page(role: str, document: Document, order: int, allowed: Callable[[str], bool]) -> Iterator[Candidate]:
    names = ROLE_NAMES[role]
    own = {_same(document.url)}
    sections = [_section(link) for link in document.links]
    for place, link in enumerate(document.links):
        if _same(link.url) in own or not allowed(link.url):
            continue
        named = _named(link, names, document)
        if named is None:
            continue
        line = document.lines[link.line] if 0 <= link.line < len(document.lines) else None
        near = {section for section in sections[max(0, place - _AROUND) : place + _AROUND + 1] if section} - {role}
        signals = [named, *_place(link, line, role), *_neighbours(near), *_address(link, names, document, order)]
        score = round(min(1.0, max(0.0, sum(points for points, _ in signals) / _FULL)), 4)
        if score >= HEARD:
            yield Candidate(link.url, score, link.text or link.title, tuple(words for _, words in signals))


Signal = tuple[float, Words]


def _named(link: Link, names: RoleNames, document: Document) -> Signal | None:
    """How well the words of a link fit the role's names; a link without words is heard by its address alone."""
    texts = [norm(text) for text in (link.text, link.title) if norm(text)]
    if not texts:
        hinted = names.paths.search(urlsplit(link.url).path)
        words = Words("链接没有文字，仅地址相符", "the link has no words; only its address fits")
        return (0.4, words) if hinted else None
    fitting = [signal for text in texts if (signal := _fit(text, names, document))]
    return max(fitting, key=lambda signal: signal[0], default=None)


def _fit(text: str, names: RoleNames, document: Document) -> Signal | None:
    if names.other.search(text):
        return None
    best: Signal | None = None
    for pattern, weight in names.names:
        for match in pattern.finditer(text):
            owned = _OWN_WORDS if _OWN.search(text[: match.end()]) else 0.0
            points, words = _around_name(text[: match.start()], text[match.end() :], weight, document, owned)
            fit = Words(f"链接文字“{text[:40]}”{words.zh}", f"the link says “{text[:40]}”{words.en}")
            if best is None or points > best[0]:
                best = (points, fit)
    return best


def _around_name(before: str, after: str, weight: float, document: Document, owned: float) -> Signal:
    """What stands around the name: nothing of weight, the page's own body, another body, or a news title."""
    before, after = _EDGES.sub("", before), _EDGES.sub("", after)
    plain = bool(_GENERIC.match(before)) and bool(_AFTERWORDS.match(after))
    if plain:
        return min(_MOST, weight + owned), Words("", "")
    if _NEWS.search(before + after):
        return weight - _NEWS_COSTS, Words("，但像一篇消息的标题", ", but reads like a news title")
    spoken = norm(
        document.title + " ".join(line.text for line in document.lines[:60] if breadcrumb(line) or line.heading)
    )
    body = _YEAR.sub("", before)
    if _YEAR.search(before):
        weight -= 0.12
    if body and body in spoken and _AFTERWORDS.match(after):
        return weight + 0.02, Words("，并带有本栏目的单位名称", " with the name of this column's body")
    if _ORGAN.search(body) and _AFTERWORDS.match(after):
        return weight - 0.2, Words("，但写着另一单位的名称", ", but names another body")
    share = 1 - (len(before) + len(after)) / max(8, len(before) + len(after) + 8)
    return weight * (0.4 + 0.5 * share), Words("，另有其他文字", " among other words")


def _place(link: Link, line: Line | None, role: str) -> Iterator[Signal]:
    if line is not None and breadcrumb(line) and role not in ("disclosure", "home"):
        yield -0.35, Words("位于当前位置导航中", "it stands in the breadcrumb")
    elif link.region == "footer":
        yield -0.12, Words("位于页脚", "it stands in the footer")
    elif link.region in ("header", "nav"):
        yield (0.0 if role != "disclosure" else 0.02), Words("位于导航区", "it stands in the navigation")
    else:
        yield 0.03, Words("位于页面主体", "it stands in the body of the page")


def _neighbours(near: set[str]) -> Iterator[Signal]:
    if len(near) >= 2:
        yield 0.08, Words("与信息公开其他固定栏目并列", "it stands beside other standard sections of disclosure")
    elif not near:
        yield -0.03, Words("附近没有信息公开其他固定栏目", "no other standard section is near")


def _address(link: Link, names: RoleNames, document: Document, order: int) -> Iterator[Signal]:
    target, source = urlsplit(link.url), urlsplit(document.url)
    if names.paths.search(target.path):
        yield 0.05, Words("网址与该类页面的命名习惯相符", "the address is of the usual kind")
    if target.hostname != source.hostname:
        yield -0.06, Words("指向另一主机", "it leads to another host")
    elif share := _shared(target.path, source.path):
        yield 0.1 * share, Words("与所在栏目同一目录", "it lies in the folder of the column")
    if _FILE.search(link.url):
        yield -0.15, Words("指向一个文件", "it leads to a file")
    if order:
        yield -0.06 * order, Words("来自较远的页面", "it was found on a page farther away")


def _shared(target: str, source: str) -> float:
    """The share of the source page's folders in which the target lies too, from 0 to 1; a root shares nothing."""
    folders = [part for part in _INDEX.sub("/", source).split("/")[:-1] if part]
    there = [part for part in target.split("/") if part]
    kept = 0
    for one, other in zip(folders, there, strict=False):
        if one != other:
            break
        kept += 1
    return kept / len(folders) if folders else 0.0


def _section(link: Link) -> str:
    """The standard section that a short link names, empty for none."""
    text = norm(link.text)
    if not 2 <= len(text) <= 14:
        return ""
    for role in _SECTIONS:
        names = ROLE_NAMES[role]
        if not names.other.search(text) and any(
            weight >= _STANDARD and words.search(text) for words, weight in names.names
        ):
            return role
    return ""


def _same(url: str) -> str:
    """An address without scheme, `www.`, index name and trailing slash."""
    parts = urlsplit(url)
    path = _INDEX.sub("/", parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}?{parts.query}".lower()


def _weak(best: Candidate) -> Words:
    return Words(
        f"最接近的链接“{best.label}”（{best.url}）把握不足，不作猜测",
        f"the closest link “{best.label}” ({best.url}) is too weak to be taken",
    )


def _close(best: Candidate, other: Candidate) -> Words:
    return Words(
        f"有两个链接同样可能：“{best.label}”（{best.url}）和“{other.label}”（{other.url}），请人工指定",
        f"two links are as likely: “{best.label}” ({best.url}) and “{other.label}” ({other.url}); settle it by hand",
    )
