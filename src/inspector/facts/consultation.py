"""A consultation (意见征集): the period for comments, the channels, and whether its result was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from inspector import lazy
from inspector.facts.article import title
from inspector.facts.contacts import mailboxes
from inspector.facts.dates import parse_date, scan
from inspector.facts.document import Document, Link, norm
from inspector.facts.labelled import folded, labelled
from inspector.facts.numerals import in_digits
from inspector.facts.page_dates import published
from inspector.facts.plain import Plain
from inspector.facts.reading import Fact, Facts, Json, Reader
from inspector.facts.substance import breadcrumb

_START = "(?:征集|征求(?:意见)?|意见征集|公示|反馈)?(?:开始|起始)(?:时间|日期)"
_END = "(?:征集|征求(?:意见)?|意见征集|公示|意见反馈|反馈)?(?:结束|截止|截至|终止)(?:时间|日期)"
_PERIOD = (
    "(?:意见)?(?:征集|征求意见|征求|公示|反馈|公开征求意见)(?:的)?(?:时间|期限|日期|时限|期)|起止(?:时间|"
    "日期)|(?:征集)?有效期"
)
_ABOUT = lazy.pattern(r"征求|征集|意见|建议|反馈|公示|截止|截至")
_UNTIL = lazy.pattern(r"(?:于|截止(?:时间|日期)?(?:为|至|到|是)?|截至|至|到|在)[:\s]*$")
_BEFORE = lazy.pattern(
    r"^\s*(?:\d{1,2}[:时]\d{0,2}分?)?\s*(?:\([^()]{0,20}\))?\s*(?:之?前|以前|止|截止|下班前|24时|17时)"
)
_FROM_PUBLICATION = lazy.pattern(
    r"(?:公告|公示|通知|本(?:公告|通知)|文件|稿)?(?:发布|公布|刊登|公示)之日起[^。;]{0,4}?(\d{1,3})个?(?P<unit>工作日|日|天|自然日)"
)
_YEARLESS_RANGE = lazy.pattern(
    r"(?<![\d年])(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日(?:\([^()]{0,6}\))?\s*(?:起)?\s*(?:至|到|-{1,2}|—{1,2}|–|~|～)\s*"
    r"(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日"
)
_TO = lazy.pattern(r"^\s*(?:\([^()]*\))?\s*(?:起)?\s*(?:至|到|-{1,2}|—{1,2}|–|~|～)\s*$")
_YEARLESS_END = lazy.pattern(r"^\s*起?\s*(?:至|到|-|—{1,2}|~)\s*(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")
_DASH = lazy.pattern(r"(?<=[\d日])\s*[-‐-―~～]{1,2}\s*(?=(?:19|20)\d{2}\s*[-./年])")
_DAYS = lazy.pattern(
    r"(?:期限|时间|为期|期|自[^。;]{0,20}起|之日起)[为是:,\s]{0,3}(?:不少于)?(\d{1,3})个?(?P<unit>工作日|日|天|自然日)(?!前)"
)
_RESULT = lazy.pattern(
    r"(?:征集|征求(?:意见)?|意见(?:建议)?)[^。;]{0,14}(?:结果|采纳|反馈情况|处理情况|汇总)|采纳(?:情况|"
    r"反馈)|(?:结果|意见)(?:反馈|公布|公示|公开)$|结果反馈"
)
_CONSULTS = lazy.pattern(r"征求.{0,40}意见|意见.{0,4}征集|征集.{0,40}(?:意见|建议)|征求意见稿|公开征求")
_CLOSED = lazy.pattern(r"(?:已结束|已截止|已办结|征集结束)|(?P<open>进行中|征集中|正在征集)")
_POST = lazy.pattern(r"(?:通信|通讯|邮寄|联系|来信)?地址|信函|来信|邮寄|邮编|邮政编码")
_ONLINE = lazy.pattern(
    r"在线(?:提交|留言|征集|反馈)|网上(?:留言|提交|征集|反馈)|登录[^。]{0,30}(?:网站|平台|门户)|"
    r"我要(?:留言|提意见|参与|建言)|意见征集(?:栏目|平台|系统)"
)


def read(document: Document) -> Facts:
    """Facts of a consultation.

    `start` and `end`: ISO days of the period for comments, the start being the publication where only the end is said
    (`from`: text or published). `days`: calendar days from start to end, both included. `stated_days`: a period given only
    as a number (notes: `unit`: working_days or calendar_days). `channels`: email, phone, post, fax and online, each once with
    its words. `results`: `[{"title", "url"}]` links to the result; `feedback`: the result or adoption said on the page itself.
    `asks`: the words that ask for opinions; None where none are asked for.
    `is_result`: the page is itself a result. `status`: open or closed where the page says so.
    """
    lines = folded(document)
    day = published(document)
    start, end = period(lines, day)
    start = start or (Fact(day.value, day.quote, day.locator, {"from": "published"}) if day and end else None)
    heading = title(document)
    named = norm(str(heading.value)) if heading else ""
    return {
        "title": heading,
        "published": day,
        "is_consultation": Fact(bool(_CONSULTS.search(named)) and not _RESULT.search(named)),
        "asks": _asks(lines, named),
        "is_result": Fact(bool(_RESULT.search(named))),
        "start": start,
        "end": end,
        "days": _days(start, end),
        "stated_days": _stated_days(lines),
        "channels": channels(document, lines),
        "results": _results(document),
        "feedback": _feedback(lines, named),
        "status": _status(lines),
    }


def _asks(lines: tuple[Plain, ...], named: str) -> Fact | None:
    """The words that ask for opinions on something, in the title or the text: a notice of who was chosen asks for none."""
    if _CONSULTS.search(named) or "听证" in named:
        return Fact(named, named)
    found = ((plain, match) for plain in lines for match in [_CONSULTS.search(norm(plain.text))] if match)
    return next((Fact(match[0], plain.line.text, plain.line.locator) for plain, match in found), None)


def period(lines: tuple[Plain, ...], day: Fact | None = None) -> tuple[Fact | None, Fact | None]:
    """First and last day for comments: labelled one by one, as one range, or as `请于…前`.

    A range without years, `10月9日-10月20日`, is of the year in which the page was published (`day`).
    """
    start, end = _labelled_day(lines, _START), _labelled_day(lines, _END)
    if end:
        return start, end
    for one in labelled(lines, _PERIOD):
        if found := _range(one.value, one.quote, one.locator):
            return found
    for plain in lines:
        if _ABOUT.search(plain.text) and len(plain.text) <= 600:
            either = _range(plain.text, plain.line.text, plain.line.locator) or _until(plain)
            if either:
                return either
    return next(_in_year(lines, day), (start, None))


def _in_year(lines: tuple[Plain, ...], day: Fact | None) -> Iterator[tuple[Fact, Fact]]:
    for plain in lines if day else ():
        match = _YEARLESS_RANGE.search(plain.text) if _ABOUT.search(plain.text) and len(plain.text) <= 600 else None
        if match is None or day is None:
            continue
        year = int(str(day.value)[:4])
        first = parse_date(f"{year}-{match[1]}-{match[2]}") or ""
        later = year + (int(match[3]) < int(match[1]))
        last = parse_date(f"{later}-{match[3]}-{match[4]}") or ""
        if first and last >= first:
            place = plain.line.text, plain.line.locator
            yield Fact(first, *place, {"from": "text"}), Fact(last, *place, {"from": "text"})


def _labelled_day(lines: tuple[Plain, ...], words: str) -> Fact | None:
    found = ((one, parse_date(one.value)) for one in labelled(lines, words))
    return next((Fact(day, one.quote, one.locator, {"from": "text"}) for one, day in found if day), None)


def _range(text: str, quote: str, locator: str) -> tuple[Fact, Fact] | None:
    """Two days with a dash or 至 between them; the second may leave its year out."""
    text = _DASH.sub("至", text)
    dates = scan(text)
    for place, first in enumerate(dates):
        last = ""
        if place + 1 < len(dates) and _TO.match(text[first.end : dates[place + 1].start]):
            last = dates[place + 1].day
        elif match := _YEARLESS_END.match(text[first.end :]):
            last = parse_date(f"{first.day[:4]}-{match[1]}-{match[2]}") or ""
        if last >= first.day:
            notes = {"from": "text"}
            return Fact(first.day, quote, locator, notes), Fact(last, quote, locator, notes)
    return None


def _until(plain: Plain) -> tuple[None, Fact] | None:
    for found in scan(plain.text):
        closes = _BEFORE.match(plain.text[found.end :]) or re.search(
            r"截[止至]", plain.text[max(0, found.start - 12) : found.start]
        )
        if closes and (_UNTIL.search(plain.text[: found.start]) or _BEFORE.match(plain.text[found.end :])):
            return None, Fact(found.day, plain.line.text, plain.line.locator, {"from": "text"})
    return None


def _days(start: Fact | None, end: Fact | None) -> Fact | None:
    if start is None or end is None:
        return None
    length = (date.fromisoformat(str(end.value)) - date.fromisoformat(str(start.value))).days + 1
    return Fact(length, end.quote, end.locator) if length > 0 else None


def _stated_days(lines: tuple[Plain, ...]) -> Fact | None:
    for plain in lines:
        text = in_digits(plain.text) if _ABOUT.search(plain.text) else ""
        match = _FROM_PUBLICATION.search(text) or _DAYS.search(text)
        if match:
            unit = "working_days" if match["unit"] == "工作日" else "calendar_days"
            return Fact(int(match[1]), plain.line.text, plain.line.locator, {"unit": unit})
    return None


def channels(document: Document, lines: tuple[Plain, ...]) -> tuple[Fact, ...]:
    """How comments can be given, each kind once."""
    found: dict[str, Fact] = {}
    for plain in lines:
        for kind, value in _of_line(plain.text):
            found.setdefault(kind, Fact(kind, plain.line.text, plain.line.locator, {"value": value}))
    form = next((form for form in document.forms if any(control.type == "textarea" for control in form.fields)), None)
    if form is not None:
        found.setdefault("online", Fact("online", "", form.locator, {"value": form.action}))
    return tuple(found.values())


def _of_line(text: str) -> list[tuple[str, str]]:
    found = [("email", mailbox) for _, _, mailbox in mailboxes(text)][:1]
    if re.search(r"电话|热线", text) and re.search(r"\d{7,8}", text.replace("-", "")):
        found.append(("phone", ""))
    if "传真" in text and re.search(r"\d{7,8}", text):
        found.append(("fax", ""))
    if _POST.search(text) and re.search(r"[路街号楼室]", text):
        found.append(("post", ""))
    return found + ([("online", "")] if _ONLINE.search(text) else [])


def _results(document: Document) -> Json:
    kept: dict[str, Json] = {}
    for line in document.lines:
        if line.region not in ("main", "aside") or breadcrumb(line):
            continue
        for link in line.links:
            if _RESULT.search(_words(link)) and link.url != document.url:
                kept.setdefault(link.url, {"title": link.text or link.title, "url": link.url})
    return list(kept.values())


def _words(link: Link) -> str:
    return norm(f"{link.text} {link.title}")


def _feedback(lines: tuple[Plain, ...], named: str) -> Fact | None:
    """Words on the page that tell the outcome: how many comments came, what was adopted."""
    for plain in lines:
        text = norm(plain.text)
        if text in named or plain.line.links:
            continue
        told = re.search(
            r"(?:共|累计)?(?:收到|征集到|收集到)[^。]{0,30}(?:意见|建议)|未(?:收到|征集到)[^。]{0,20}(?:意见|"
            r"建议)|采纳\d|(?:均|已)(?:已|予以|全部|部分)*采纳|不予采纳|未采纳",
            text,
        )
        if told:
            return Fact(told[0], plain.line.text, plain.line.locator)
    return None


def _status(lines: tuple[Plain, ...]) -> Fact | None:
    for plain in lines:
        match = _CLOSED.search(norm(plain.text)) if len(plain.text) <= 60 else None
        if match:
            return Fact("open" if match["open"] else "closed", plain.line.text, plain.line.locator)
    return None


READER = Reader("consultation", read)
