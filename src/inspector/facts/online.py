"""Addresses of online forms, each with whether it takes applications (true, false or not said)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector import lazy
from inspector.facts.document import Document, Link
from inspector.facts.labels import Pair
from inspector.facts.owners import Owner
from inspector.facts.plain import Plain, fold_text
from inspector.facts.reading import Fact
from inspector.facts.statements import is_channel_heading, refuses

SKIPPED: tuple[Owner, ...] = ("complaints", "reading", "site", "form", "directory")
_URL = lazy.pattern(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'*+=%]+[A-Za-z0-9/=_\-]", re.IGNORECASE)
APPLY_LABEL = lazy.pattern(r"(?:申请|受理|接收|提交)[^,。;:]{0,6}$")
_APPLY_LINK = lazy.pattern(
    r"在线申请|网上申请|我要申请|在线提交|申请入口|依申请公开(?:平台|系统|在线|网上|申请系统|申请平台|办理)|点击[^,。]{0,6}申请"
    r"|在线填[报写]|网上提交|(?:申请公开|公开申请)(?:平台|系统|入口)|(?:在线|网上)依申请"
)
_PLACE_LINK = lazy.pattern(r"(?:平台|系统|网站|网|入口|栏目|专栏|专区|页面|依申请公开)[\]\)>》”\"』」】]?$")
"""Words of a link that name a place on the net."""
_APPLY_HEAD = lazy.pattern(
    r"(?:网上|线上|网络|在线|互联网)(?:申请|提交)(?:地址|网址|入口|平台|系统|方式)?\s?[:|]?\s?[\[(<]?$|(?:申请|提交)(?:网址|入口)\s?[:|]?\s?[\[(<]?$"
)
_ENTRY_LINK = lazy.pattern(r"[\[(<]?(?:请?点击|点此|进入|链接|入口|这里|此处|直达|跳转|立即|前往|访问)")
"""Words of a link that say nothing of what it leads to: what stands before it on its line does."""
_APPLY_CLAUSE = lazy.pattern(
    r"在线(?:申请|提交|填)|网上(?:申请|提交|填)|申请(?:平台|系统|入口)|依申请公开(?:平台|系统|栏目|专栏|页面)"
    r"|网络申请|互联网(?:申请|提交|渠道)|(?:提出|提交|填写|填报)(?:政府信息公开)?申请"
)
_APPLY_PATH = lazy.pattern(r"ysq|yishenqing|/apply", re.IGNORECASE)
_NET_LABEL = lazy.pattern(r"互联网|网络联系|申请|在线|网上提交")
_FILE = lazy.pattern(r"\.(?:docx?|wps|xlsx?|pdf|rtf|zip|rar)(?:$|\?)", re.IGNORECASE)


def online_urls(
    document: Document,
    lines: tuple[Plain, ...],
    owners: tuple[Owner, ...],
    headings: tuple[str, ...],
    pairs: tuple[Pair, ...],
) -> tuple[Fact, ...]:
    """Addresses where an application can be filled in, from links and printed text, with `accepts`."""
    places = {plain.index: place for place, plain in enumerate(lines)}
    found: dict[str, Fact] = {}
    for link in document.links:
        fact = _from_link(link, lines, owners, places)
        if fact:
            found.setdefault(str(fact.value).rstrip("/"), fact)
    for fact in (*_from_labels(pairs, headings), *_from_text(lines, owners)):
        found.setdefault(str(fact.value).rstrip("/"), fact)
    return tuple(found.values())


def _from_link(link: Link, lines: tuple[Plain, ...], owners: tuple[Owner, ...], places: dict[int, int]) -> Fact | None:
    if link.region != "main" or not link.url.startswith("http") or _FILE.search(link.url):
        return None
    place = places.get(link.line)
    if place is None and link.line >= 0:
        return None
    around = lines[place].text if place is not None else link.text
    named = (
        _APPLY_LINK.search(link.text or link.title)
        or _is_entry(link.text, around)
        or _is_place_to_apply(link.text, around)
    )
    if not named or (place is not None and owners[place] == "complaints"):
        return None
    quote = lines[place].quote() if place is not None else link.text
    return Fact(link.url, quote, link.locator, {"accepts": not refuses(around), "label": link.text})


def _is_entry(words: str, around: str) -> bool:
    """`网上申请：点击进入`: the words before the link say that it is the entry for applications."""
    said = words.strip()
    return bool(said and said in around and _ENTRY_LINK.match(said) and _APPLY_HEAD.search(around.partition(said)[0]))


def _is_place_to_apply(words: str, around: str) -> bool:
    """`网上申请：登录区政府网站在线提交`: the clause around a link that names a place says that applications are made there."""
    said = fold_text(words)
    if not said or not _PLACE_LINK.search(said) or said not in around:
        return False
    before, _, after = around.partition(said)
    clause = re.split(r"[。;]", before)[-1] + said + re.split(r"[。;]", after)[0]
    near = re.split(r"[。;,]", before)[-1] + re.split(r"[。;,]", after)[0]
    return bool(_APPLY_CLAUSE.search(clause)) and not re.search(r"下载|主动公开|查阅|查询", near)


def _from_labels(pairs: tuple[Pair, ...], headings: tuple[str, ...]) -> Iterator[Fact]:
    for pair in pairs:
        match = _URL.search(pair.value)
        if pair.kind != "url" or pair.owner in SKIPPED or not match or _FILE.search(match[0]):
            continue
        under = any(is_channel_heading(part) for part in headings[pair.place].split(" > "))
        applies = under or bool(_NET_LABEL.search(pair.label)) or bool(APPLY_LABEL.search(pair.lead))
        meant = pair.owner == "work_body" or _APPLY_PATH.search(match[0])
        if applies or (meant and re.search("网址|地址", pair.label)):
            accepts = False if refuses(pair.value) else (True if applies else None)
            yield Fact(match[0], pair.quote, pair.locator, {"accepts": accepts, "label": pair.label})


def _from_text(lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Iterator[Fact]:
    for place, plain in enumerate(lines):
        if owners[place] in SKIPPED:
            continue
        for match in _URL.finditer(plain.text):
            before, after = plain.text[: match.start()], plain.text[match.end() :]
            clause = re.split(r"[。;]", before)[-1] + re.split(r"[。;]", after)[0]
            near = re.split(r"[。;,]", before)[-1] + re.split(r"[。;,]", after)[0]
            if _FILE.search(match[0]) or not _APPLY_CLAUSE.search(clause) or re.search(r"下载|主动公开|查阅", near):
                continue
            quote = plain.quote(*match.span())
            yield Fact(match[0], quote, plain.line.locator, {"accepts": not refuses(near), "label": ""})
