"""A single page of content: its title, when it was published and written, its number, its files and its relatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from inspector import lazy
from inspector.facts.dates import parse_date
from inspector.facts.document import Document, Link, norm, tidy
from inspector.facts.labelled import Labelled, folded, labelled
from inspector.facts.page_dates import published, signed
from inspector.facts.plain import Plain
from inspector.facts.reading import Fact, Facts, Json, Reader, WhenAsked
from inspector.facts.substance import breadcrumb, framing

_BRACKETED = r"[〔\[【(（﹝［]\s*(?:19|20)\d{2}\s*年?[〕\]】)）﹞］]\s*(?:第\s*)?\d{1,4}\s*号"
_NUMBER = lazy.pattern(rf"[\u4e00-\u9fff]{{2,14}}\s*{_BRACKETED}")
_NOTICE = lazy.pattern(r"[\u4e00-\u9fff ]{2,40}(?:公告|令|通告)\s*(?:(?:19|20)\d{2}年)?第\s*\d{1,4}\s*号")
_TITLE_TAIL = lazy.pattern(r"\s*[-_|—–]\s*[^-_|—–]{2,30}$")
_FILE = lazy.pattern(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip|rar|pptx?|txt|csv)$", re.IGNORECASE)
_FILE_WORDS = lazy.pattern(r"^附件\s*\d*\s*[:.、]?\s*\S")
_DOWNLOAD = lazy.pattern(
    r"(?:点击)?下载(?:全文|原文|附件|正文|本文|此?文件|(?:文字|图片|word|pdf|ofd|wps)(?:版|文档|文件)?)?|"
    r"(?:全文|原文|附件|正文|文件|(?:文字|图片|word|pdf|ofd|wps)(?:版|文档)?)(?:点击)?下载",
    re.IGNORECASE,
)
"""What a button says that gives the document as a file."""
_INTERPRETATION = lazy.pattern(r"解读|图解|一图(?:读懂|看懂)|答记者问|图说|政策问答")
_DOCUMENT = lazy.pattern(
    r"(?:政策|文件|解读)?原文|(?:相关|关联|解读|政策|被解读)(?:的)?(?:文件|政策)|文件(?:链接|全文)|"
    r"政策文件"
)
_RELATED_HEAD = lazy.pattern(
    r"^(?:相关|关联|政策|延伸)?(?P<kind>解读|文件|政策|原文)(?:链接|材料|信息|原文|阅读|文件)?[:：]?$"
)
_STATE = "状态|文件效力|效力|现行状态"
_IN_FORCE = lazy.pattern(r"有效|失效|废止|现行|试行|已?修改|修订|执行")
_VALIDITY = "有效性|时效性|时效|效力状态|文件状态|有效状态|是否有效|文件有效性"
_WRITTEN = "成文日期|成文时间|印发日期|印发时间|生成日期|生成时间|制发日期|签发日期|发文日期"
_DOC_NUMBER = "发文字号|文号|文件编号|公文字号|文件字号|发文文号|公文文号|文件号|发文号"
_INDEX = "索引号|信息索引号|索引编号|信息索引"
_SOURCE = "信息来源|文章来源|来源|发布机构|发文机关|发文机构|发布单位"
_ISSUER = "发文机关|发文机构|制发机关|制定机关|印发机关"


def read(document: Document) -> Facts:
    """Facts of an article.

    `written` is the labelled date of the document (成文日期), else the date under its signature. `doc_number` notes
    `well_formed`: the year stands in 〔〕. `body_chars` counts the text without title, breadcrumb and date lines.
    `attachments`, `interpretations` and `documents` are `[{"title", "url"}]`: files, interpretations of this document,
    and the document that this page interprets.
    """
    lines = folded(document, ("main", "header", "aside"))
    return WhenAsked(
        title=lambda: title(document),
        published=lambda: published(document),
        written=lambda: _written(document, lines),
        doc_number=lambda: doc_number(document, lines),
        validity=lambda: _first(labelled(lines, _VALIDITY)) or _first(_states(lines)),
        index_number=lambda: _first(labelled(lines, _INDEX)),
        source=lambda: _first(labelled(lines, _SOURCE)),
        issuer=lambda: _first(labelled(lines, _ISSUER)),
        body_chars=lambda: Fact(_body_chars(document, title(document))),
        attachments=lambda: [*_json(attachments(document)), *_buttons(document)],
        interpretations=lambda: _json(_related(document, "解读", _INTERPRETATION)),
        documents=lambda: _json(_related(document, "文件", _DOCUMENT)),
    )


def title(document: Document) -> Fact | None:
    """The page's own title: its meta tag, the heading that the title element repeats, a heading, the title element."""
    if meta := document.meta.get("articletitle"):
        return Fact(meta, meta, "meta[name=articletitle]")
    whole = norm(document.title)
    headings = [line for line in document.lines if line.region in ("main", "header") and not breadcrumb(line)]
    repeated = [line for line in headings if len(norm(line.text)) >= 5 and norm(line.text) in whole and not line.links]
    own = [line for line in headings if 0 < line.heading <= 3 and line.region == "main" and not line.links]
    for line in (*sorted(repeated, key=lambda line: -len(line.text))[:1], *own[:1]):
        return Fact(line.text, line.text, line.locator)
    short = tidy(_TITLE_TAIL.sub("", document.title))
    return Fact(short, document.title, "/html/head/title[1]") if short else None


def doc_number(document: Document, lines: tuple[Plain, ...]) -> Fact | None:
    """The document's own number: under its label, alone on a line near the top, or closing the title."""
    for found in labelled(lines, _DOC_NUMBER):
        if match := _NUMBER.search(found.value) or _NOTICE.search(found.value):
            return _numbered(match[0], found.quote, found.locator)
    for plain in lines[:40]:
        bare = plain.text.strip(" ()（）")
        if plain.line.region == "main" and (_NUMBER.fullmatch(bare) or _NOTICE.fullmatch(bare)):
            return _numbered(bare, plain.line.text, plain.line.locator)
    for plain in lines[:40]:
        closing = re.search(rf"[(（]\s*({_NUMBER.pattern})\s*[)）]\s*$", plain.text)
        if closing and (plain.line.heading or norm(plain.text) in norm(document.title)):
            return _numbered(closing[1], plain.line.text, plain.line.locator)
    return None


def _numbered(text: str, quote: str, locator: str) -> Fact:
    value = re.sub(r"\s+", "", text)
    return Fact(value, quote, locator, {"well_formed": "〔" in value or "年第" in value})


def _written(document: Document, lines: tuple[Plain, ...]) -> Fact | None:
    for found in labelled(lines, _WRITTEN):
        if day := parse_date(found.value):
            return Fact(day, found.quote, found.locator, {"source": "label", "label": found.label})
    under = signed(document)
    return Fact(under.value, under.quote, under.locator, {"source": "signature"}) if under else None


def _states(lines: tuple[Plain, ...]) -> Iterator[Labelled]:
    """`状态：有效`: a label that may say other things too."""
    return (one for one in labelled(lines, _STATE) if _IN_FORCE.search(one.value))


def _first(found: Iterator[Labelled]) -> Fact | None:
    one = next(found, None)
    return Fact(one.value, one.quote, one.locator) if one else None


def _body_chars(document: Document, heading: Fact | None) -> int:
    named = norm(str(heading.value)) if heading else ""
    body = [line for line in document.lines if line.region == "main" and norm(line.text) != named]
    return sum(len(norm(line.text)) for line in body if not framing(line, document.title))


def attachments(document: Document) -> tuple[Link, ...]:
    """Links to files by their ending, by the word 附件 or as a button for downloading, outside the portal's frame."""
    kept: dict[str, Link] = {}
    for link in document.links:
        parts = urlsplit(link.url)
        named = _FILE.search(unquote(parts.path)) or _FILE.search(parts.query) or _FILE.search(norm(link.text))
        said = _FILE_WORDS.match(link.text) or _DOWNLOAD.fullmatch(norm(link.text))
        if link.region in ("main", "aside") and (named or said):
            kept.setdefault(link.url, link)
    return tuple(kept.values())


def _buttons(document: Document) -> Iterator[Json]:
    """Buttons for downloading that only a script gives an address."""
    for line in document.lines:
        if line.region in ("main", "aside") and not line.links and _DOWNLOAD.fullmatch(norm(line.text)):
            yield {"title": line.text, "url": ""}


def _related(document: Document, kind: str, words: re.Pattern[str]) -> tuple[Link, ...]:
    """Links that say what they are, or that stand below a heading like 相关解读."""
    kept: dict[str, Link] = {}
    under = ""
    for line in document.lines:
        if line.region not in ("main", "aside") or breadcrumb(line):
            continue
        head = _RELATED_HEAD.match(norm(line.text)) if not line.links else None
        if head:
            under = "解读" if head["kind"] == "解读" else "文件"
        elif not line.links:
            under = ""
        for link in line.links:
            if (under == kind or words.search(norm(link.text if line.links[2:] else line.text))) and not _is_column(
                link
            ):
                kept.setdefault(link.url, link)
    return tuple(kept.values())


def _is_column(link: Link) -> bool:
    return len(norm(link.text)) <= 6 and urlsplit(link.url).path.endswith(
        ("/", "/index.html", "/index.shtml", "/index.htm")
    )


def _json(links: tuple[Link, ...]) -> list[Json]:
    return [{"title": link.title or link.text, "url": link.url} for link in links]


READER = Reader("article", read)
