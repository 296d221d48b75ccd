"""A portal's home page: the marks its footer must bear, its meta tags, its newest entries and where it links to."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from inspector import lazy
from inspector.facts.contacts import mailboxes
from inspector.facts.document import Document, Line, norm
from inspector.facts.items import items
from inspector.facts.labelled import folded, labelled
from inspector.facts.plain import Plain
from inspector.facts.reading import Fact, Facts, Json, Reader

_CODE = r"(bm[\s-]?\d{8}|\d{10})(?!\d)"
_CODE_TEXT = lazy.pattern(rf"(?:网站)?标识(?:编?码|编号)\s*[:：]?\s*{_CODE}", re.IGNORECASE)
_CODE_SCRIPT = lazy.pattern(rf"site_?code[\"'\s:=]{{1,6}}{_CODE}", re.IGNORECASE)
_PROVINCE = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕陇甘青宁新蒙港澳台"
_ICP = lazy.pattern(rf"[{_PROVINCE}]\s*ICP\s*[备证]\s*[:：]?\s*\d{{5,12}}\s*号(?:\s*[-—–]\s*\d{{1,3}})?", re.IGNORECASE)
_POLICE = lazy.pattern(rf"[{_PROVINCE}]\s*公网安备\s*[:：]?\s*(\d{{8,16}})\s*号?")
_POLICE_PLAIN = lazy.pattern(r"(?:公安(?:机关)?|公网安备|网安)(?:联网|网)?备案(?:编?号|标识)?:?\d{8,16}号?")
_POLICE_LINK = lazy.pattern(r"(?:beian\.gov\.cn|beian\.mps\.gov\.cn)/\S*code=\d{8,16}", re.IGNORECASE)
_BADGE = lazy.pattern(r"(?:bszs|dcs)\.conac\.cn|_ideconac", re.IGNORECASE)
_ERROR_REPORT = lazy.pattern(
    r"exposure/jiucuo|jiucuo\.(?:js|html)|_jiucuo_|我为政府网站找错|zfwzgl\.www\.gov\.cn", re.IGNORECASE
)
_SITEMAP = lazy.pattern(r"(?:网站|站点|站)地图|(?:网站|站点)导航|sitemap", re.IGNORECASE)
_BOTTOM = lazy.pattern(
    r"(?:^|[/_\-.])(?:foot(?:er)?|bottom|copyright|dibu|yejiao|banquan|page_?foot)\w{0,6}\.\w{2,5}$", re.IGNORECASE
)
_LOADS_BOTTOM = lazy.pattern(
    r"[\"']([^\"'\s<>]*(?:foot|bottom|copyright|dibu|yejiao|banquan)[^\"'\s<>/]*\.(?:s?html?|js|jsp|php|aspx?|txt))[\"']",
    re.IGNORECASE,
)
"""The address from which a script of the page fetches its bottom."""
_RUN_TOGETHER = {
    "sponsor": lazy.pattern(
        r"主办(?:单位|机关)?:([\u4e00-\u9fff]{3,30}?)(?=承办|协办|运维|联系|电话|地址|网站|政府网站|版权|$|[^\u4e00-\u9fff])"
    ),
    "contact": lazy.pattern(
        r"(?:联系|服务|咨询|值班|网站|办公)?(?:电话|方式|热线):?(\(?0\d{2,3}\)?[-—]?\d{7,8}|\d{7,8}|1\d{4}(?!\d))"
    ),
}
"""Marks of a bottom whose parts stand side by side without a sign between them."""
_PRINTED = ("site_code", "icp", "police", "sponsor")
_BEFORE = lazy.pattern(
    r"([\u4e00-\u9fff]{2,28}?(?:政府|局|委员会|委|办公室|中心))(?:单位)?(?:主办(?!单位|:)|版权所有(?!:)|所有版权)"
)
"""`清河区人民政府办公室主办`: the name stands before the word."""
_SPONSOR = "主办单位|主办机关|网站主办|主办"
_TAGS = ("sitename", "sitedomain", "siteidcode", "columnname", "columntype", "articletitle", "pubdate", "contentsource")


def read(document: Document) -> Facts:
    """Facts of a home page, each with its words and place.

    `site_code`, `icp`, `police`, `sponsor`, `contact`, `badge`, `error_report`, `sitemap`: the marks of the bottom;
    a badge or error report that a script brings counts by the script's signature (`by`: link or script). `footer` is
    the same as one object. `codes`: the site code as printed (`text`), in the meta tag and in the error report;
    `codes_agree` is null where fewer than two are there. `meta`: the standard tags present. `newest`, `items`: dated
    entries. `outlinks`: hosts that the page links to.
    """
    marks = {
        "site_code": _site_code(document),
        "icp": _printed(document, _ICP),
        "police": _printed(document, _POLICE) or _printed(document, _POLICE_PLAIN) or _linked(document, _POLICE_LINK),
        "sponsor": _sponsor(document),
        "contact": _contact(document),
        "badge": _signed(document, _BADGE),
        "error_report": _signed(document, _ERROR_REPORT),
        "sitemap": _sitemap(document),
    }
    marks = _unseen(document, marks)
    codes = _codes(document, marks["site_code"])
    found = items(document, ("main", "header", "aside"))
    newest = max((item for item in found if item.date), key=lambda item: item.date or "", default=None)
    return {
        **marks,
        "footer": {name: fact.json() if fact else None for name, fact in marks.items()},
        "codes": codes,
        "codes_agree": Fact(len(set(codes.values())) == 1) if len(codes) > 1 else None,
        "meta": {name: document.meta[name] for name in _TAGS if name in document.meta},
        "newest": Fact(newest.date, newest.quote, newest.locator) if newest else None,
        "items": [{"title": item.title, "url": item.url, "date": item.date} for item in found],
        "outlinks": _outlinks(document),
    }


def _unseen(document: Document, marks: dict[str, Fact | None]) -> dict[str, Fact | None]:
    """Where a script or a frame brings the whole bottom, what is not in the page itself is there and was not read."""
    brought = next((url for url in (*document.frames, *document.scripts) if _BOTTOM.search(urlsplit(url).path)), "")
    fetched = _LOADS_BOTTOM.search(document.inline)
    brought = brought or (fetched[1] if fetched else "")
    if not brought or any(marks[name] for name in _PRINTED):
        return marks
    behind = Fact(None, brought, "script", {"picture": True})
    return {name: fact or behind for name, fact in marks.items()}


def _lines(document: Document) -> list[Line]:
    """The bottom of the page first: footer lines, then the rest from the end."""
    footer = [line for line in document.lines if line.region == "footer"]
    return footer + [line for line in reversed(document.lines) if line.region != "footer"]


def _site_code(document: Document) -> Fact | None:
    for line in _lines(document):
        if match := _CODE_TEXT.search(norm(line.text)):
            return Fact(match[1].lower(), line.text, line.locator)
    return None


def _printed(document: Document, pattern: re.Pattern[str]) -> Fact | None:
    for line in _lines(document):
        if match := pattern.search(norm(line.text)):
            return Fact(match[0], line.text, line.locator)
    return None


def _sponsor(document: Document) -> Fact | None:
    lines = folded(document, ("footer",)) or folded(document)[-30:]
    for one in labelled(lines, _SPONSOR):
        name = re.split(r"[\s|,，;]", one.value)[0]
        if len(name) >= 3:
            return Fact(name, one.quote, one.locator)
    return _among(document, _RUN_TOGETHER["sponsor"]) or _owner(lines) or _among(document, _BEFORE)


def _owner(lines: tuple[Plain, ...]) -> Fact | None:
    """`版权所有：清河区人民政府`: where no sponsor is named, the government or body whose site it says it is."""
    for one in labelled(lines, "版权所有|版权归属"):
        name = re.split(r"[\s|,，;]", one.value)[0]
        if re.search(r"(?:政府|局|委员会|委|办公室)$", name):
            return Fact(name, one.quote, one.locator)
    return None


def _contact(document: Document) -> Fact | None:
    lines = folded(document, ("footer",)) or folded(document)[-30:]
    for one in labelled(lines, "联系电话|联系方式|电话|网站联系电话|服务电话|咨询电话|运维电话|值班电话|热线"):
        if re.search(r"\d{7,}|\d{3,4}-\d{7,8}|(?<!\d)1\d{4}(?!\d)", one.value):
            return Fact(one.value, one.quote, one.locator)
    for one in labelled(lines, "(?:电子|联系|网站)?(?:邮箱|邮件)|E-?mail|联系方式"):
        if next(mailboxes(one.value), None):
            return Fact(one.value, one.quote, one.locator)
    if found := _among(document, _RUN_TOGETHER["contact"]):
        return found
    for one in labelled(lines, "联系我们"):
        if re.search(r"\d{7,}|\d{3,4}-\d{7,8}|@", one.value):
            return Fact(one.value, one.quote, one.locator)
    link = next((link for link in document.links if norm(link.text) in ("联系我们", "联系方式")), None)
    return Fact(link.url, link.text, link.locator) if link else None


def _among(document: Document, pattern: re.Pattern[str]) -> Fact | None:
    lines = [line for line in document.lines if line.region == "footer"] or list(document.lines[-30:])
    found = ((line, match) for line in lines if (match := pattern.search(norm(line.text))))
    return next((Fact(match[1], line.text, line.locator) for line, match in found), None)


def _linked(document: Document, pattern: re.Pattern[str]) -> Fact | None:
    """A mark that is a picture with a link to where it is kept."""
    link = next((link for link in document.links if pattern.search(link.url)), None)
    return Fact(link.url, link.text or link.url, link.locator) if link else None


def _signed(document: Document, pattern: re.Pattern[str]) -> Fact | None:
    """A link, picture or words that carry the mark; else the signature of the script that would bring it."""
    for link in document.links:
        if pattern.search(link.url) or pattern.search(norm(link.text) + norm(link.title)):
            return Fact(True, link.text or link.url, link.locator, {"by": "link", "url": link.url})
    for url in document.scripts:
        if pattern.search(url):
            return Fact(True, url, "script", {"by": "script", "url": url})
    match = pattern.search(unquote(document.inline))
    return Fact(True, match[0], "script", {"by": "script", "url": ""}) if match else None


def _sitemap(document: Document) -> Fact | None:
    link = next((link for link in document.links if _SITEMAP.search(norm(link.text) + norm(link.title))), None)
    return Fact(link.url, link.text or link.title, link.locator) if link else None


def _codes(document: Document, printed: Fact | None) -> dict[str, Json]:
    found: dict[str, Json] = {}
    if printed and printed.value:
        found["text"] = str(printed.value)
    if meta := document.meta.get("siteidcode", "").strip().lower():
        found["meta"] = meta
    if reported := _reported_code(document):
        found["error_report"] = reported.lower()
    return found


def _reported_code(document: Document) -> str:
    if code := document.meta.get("script:sitecode"):
        return code.strip()
    for url in (*(link.url for link in document.links), *document.scripts):
        if "jiucuo" in url:
            for name, values in parse_qs(urlsplit(url).query).items():
                if name.lower().replace("_", "") == "sitecode":
                    return values[0].strip()
    match = _CODE_SCRIPT.search(unquote(document.inline)) if "jiucuo" in document.inline else None
    return match[1] if match else ""


def _outlinks(document: Document) -> Json:
    """Other hosts with one address and its words each, in page order."""
    own = urlsplit(document.url).hostname
    found: dict[str, Json] = {}
    for link in document.links:
        host = urlsplit(link.url).hostname if link.url.startswith(("http:", "https:")) else None
        if host and host != own:
            found.setdefault(host, {"host": host, "url": link.url, "title": link.text or link.title})
    return list(found.values())


READER = Reader("home", read)
