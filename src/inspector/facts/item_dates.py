"""How list pages print the date of an entry: beside the title, at its edge, in a box, or without the year."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone

from inspector import lazy
from inspector.facts.dates import Dated, parse_date, scan
from inspector.facts.document import Line, norm

_YEARLESS = lazy.pattern(r"^[\[(（【]?(1[0-2]|0?[1-9])[-./月](3[01]|[12]\d|0?[1-9])日?[\])）】]?$")
_RELATIVE = lazy.pattern(
    r"^[\[(（【]?(?:刚刚|[今昨前]天(?:\d{1,2}[:：]\d{2})?|\d{1,3}(?:秒钟?|分钟|个?小时|天|日|周|个?星期|个?月)(?:之|以)?前)[\])）】]?$"
)
_AGO = lazy.pattern(
    r"^[\[(【]?(?:(?P<day>刚刚|[今昨前]天)(?:\d{1,2}:\d{2})?|(?P<count>\d{1,3})(?P<unit>秒钟?|分钟|个?小时|天|日)(?:之|以)?前)[\])】]?$"
)
_DAYS_AGO = {"刚刚": 0, "今天": 0, "昨天": 1, "前天": 2}
_UNITS = {"秒": "seconds", "分": "minutes", "个": "hours", "小": "hours", "天": "days", "日": "days"}
_CHINA = timezone(timedelta(hours=8))
_DAY_FIRST = lazy.pattern(r"^(3[01]|[12]\d|0?[1-9])日?/?((?:19|20)\d{2})[-./年](1[0-2]|0?[1-9])月?$")
_DAY_LAST = lazy.pattern(r"^((?:19|20)\d{2})[-./年](1[0-2]|0?[1-9])月?[ /]+(3[01]|[12]\d|0?[1-9])日?$")
_YEAR_LAST = lazy.pattern(r"^(1[0-2]|0?[1-9])[-./月](3[01]|[12]\d|0?[1-9])日? ?((?:19|20)\d{2})年?$")
_UNCLEAR = lazy.pattern(r"^[\[(【]?(?:1[0-2]|0?[1-9])(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?:19|20)\d{2}[\])】]?$")
"""`03/02/2026`: of March or of February."""
_COMPACT = lazy.pattern(r"^(20[0-3]\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])$")
_SHORT_YEAR = lazy.pattern(r"^(1[0-9]|2\d|3[0-5])[-./](1[0-2]|0[1-9])[-./](3[01]|[12]\d|0[1-9])$")
"""`26-11-20`: two digits of the year, written as sites write it that save them."""
_YEAR_GLUED = lazy.pattern(r"^((?:19|20)\d{2})年? ?(1[0-2]|0[1-9])[-./月](3[01]|[12]\d|0?[1-9])日?$")
_PUBLISHED = lazy.pattern(r"(?:发布|公布|公开|发稿|上网|更新)(?:日期|时间)?\s*[:：]?\s*[\[(（]?\s*$")
_TITLE_END = lazy.pattern(r"[\u4e00-\u9fff)》】”!?]$")
"""A title and a date in digits may stand in one link without anything between them: `<a>通知<i>2026-11-19</i></a>`."""
_TRAILING = lazy.pattern(r"[\s\[(（【|]+$")
_UNTIL = lazy.pattern(
    r"(?:至|到|截止(?:日期|时间|到|至)?|结束(?:日期|时间)?|有效期|\d日?\s*(?:[~—–―]{1,2}|-{1,2}))\s*[::]?\s*[\[(]?\s*$"
)
_DAY_OVER_MONTH = lazy.pattern(r"^(?:3[01]|[12]\d|0?[1-9])日?(?:1[0-2]|0?[1-9])月(?:份)?$")
_YEAR_MONTH = lazy.pattern(r"^(?:19|20)\d{2}[-./年](?:1[0-2]|0?[1-9])月?$")
_PROSE_BEFORE = lazy.pattern(r"[,;。、\u4e00-\u9fff]$")
_PROSE_AFTER = lazy.pattern(r"[,、至到起前后上下的,]|[\u4e00-\u9fff]{2}")
_YEAR = lazy.pattern(r"^((?:19|20)\d{2})年?$")
_BODY_DEPTH = 2
_MONTH = lazy.pattern(r"^(1[0-2]|0?[1-9])月(?:份)?$")
_DAY = lazy.pattern(r"^(?:3[01]|[12]\d|0?[1-9])日?$")


def boxed(lines: list[Line]) -> list[Line]:
    """Date boxes in one piece: a day above or below its year and month."""
    whole: list[Line] = []
    for line in lines:
        last, text = norm(whole[-1].text) if whole else "", norm(line.text)
        together = _in_one(last, text) if whole and _side_by_side(whole[-1], line) else ""
        if together:
            whole[-1] = whole[-1]._replace(text=together)
        else:
            whole.append(line)
    return whole


def _in_one(last: str, text: str) -> str:
    """A date of two lines in one: day with year and month, or day and month with the year; empty where they are none."""
    for one, other in ((last, text), (text, last)):
        if _DAY.match(one) and _YEAR_MONTH.match(other):
            return f"{other} {one}"
        if (day := _YEARLESS.match(one)) and (year := _YEAR.match(other)):
            return f"{year[1]}-{day[1]}-{day[2]}"
        if _DAY.match(one) and (month := _MONTH.match(other)):
            return f"{month[1]}月{one.removesuffix('日')}日"
    return ""


def _side_by_side(one: Line, other: Line) -> bool:
    """Whether two lines stand in one box: not the year over a whole list and its first entry's day."""
    return other.locator.count("/") - one.locator.count("/") in (0, 1, -1) and _box(one) == _box(other)


def _box(line: Line) -> str:
    return "/".join(line.locator.split("/")[:-1]) if line.locator.count("/") > _BODY_DEPTH else line.locator


def date_edge(title: str) -> str:
    """The date that a link's own text ends or begins with, set off from the words by a blank or a bracket."""
    plain = unicodedata.normalize("NFKC", title).strip()
    for found in (*scan(plain)[-1:], *scan(plain)[:1]):
        date = plain[found.start : found.end].rstrip()
        before, after = plain[: found.start], plain[found.start + len(date) :]
        glued = not date.endswith(("日", "号")) and bool(_TITLE_END.search(before))
        closes = not norm(after).strip("])】") and (not before or glued or bool(_TRAILING.search(before)))
        opens = not before.strip("[(【") and after[:1] in " ])】|"
        if closes or opens:
            return date
    return _split_edge(plain)


def _split_edge(plain: str) -> str:
    words = plain.split()
    ends = [" ".join(words[-size:]) for size in (1, 2)] + [" ".join(words[:size]) for size in (1, 2)]
    return next((end for end in ends if len(words) > 1 and (_yearless(end) or _split(end))), "")


def days_after_label(text: str) -> list[str]:
    """The days of a text that follow a label of publication."""
    plain = unicodedata.normalize("NFKC", text)
    return [found.day for found in scan(plain) if _PUBLISHED.search(plain[: found.start])]


def whole_days(text: str, year: int | None) -> list[str]:
    """The days of a text: whole dates, else date boxes, else day and month in the `year` of a heading."""
    folded = unicodedata.normalize("NFKC", text)
    days = [found.day for found in scan(text) if not _in_prose(folded, found) and not _ends_period(folded, found)]
    pieces = [] if days else [piece.strip() for piece in unicodedata.normalize("NFKC", text).split("|")]
    for piece in pieces:
        if day := _split(piece):
            days.append(day)
        elif year and (match := _yearless(piece)):
            days.extend(filter(None, [parse_date(f"{year}-{match[1]}-{match[2]}")]))
    return days


def is_yearless(text: str) -> bool:
    """Whether a text shows, set off from other words, a day without its year, in an unclear order, or how long ago it was (`3天前`)."""
    pieces = unicodedata.normalize("NFKC", text).split("|")
    said = [norm(piece) for piece in pieces]
    vague = (_RELATIVE, _DAY_OVER_MONTH, _UNCLEAR)
    return any(_yearless(piece) or any(pattern.match(piece) for pattern in vague) for piece in said)


def day_ago(text: str, seen: str) -> str | None:
    """The day that `3天前`, `昨天` or `2小时前` means on a page fetched at `seen`; None for what is vaguer (`2周前`) or says none."""
    moment = _moment(seen)
    pieces = unicodedata.normalize("NFKC", text).split("|") if moment else ()
    found = next(filter(None, (_AGO.match(norm(piece)) for piece in pieces)), None)
    if moment is None or found is None:
        return None
    if found["day"]:
        return (moment - timedelta(days=_DAYS_AGO[found["day"]])).date().isoformat()
    return (moment - timedelta(**{_UNITS[found["unit"][:1]]: int(found["count"])})).date().isoformat()


def _moment(seen: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(seen)
    except ValueError:
        return None
    return moment.astimezone(_CHINA) if moment.tzinfo else moment


def _in_prose(text: str, found: Dated) -> bool:
    """Whether a date written out (2026年11月17日) is part of a sentence, as in the first words of an entry."""
    written = text[found.start : found.end].rstrip()
    if not written.endswith(("日", "号")):
        return False
    before, after = text[: found.start], text[found.start + len(written) :]
    return bool(_PROSE_BEFORE.search(before)) or bool(_PROSE_AFTER.match(after))


def _ends_period(text: str, found: Dated) -> bool:
    """Whether a date is the last day of something (`至2026-12-31`, `截止日期：...`), not the day an entry came out."""
    return bool(_UNTIL.search(text[: found.start]))


def _split(text: str) -> str | None:
    """A date box: day above or below year and month."""
    text = re.sub(r"\s+", " ", text.strip(" []()【】"))
    if match := _DAY_FIRST.match(text.replace(" ", "")):
        return parse_date(f"{match[2]}-{match[3]}-{match[1]}")
    if match := _YEAR_LAST.match(text):
        return parse_date(f"{match[3]}-{match[1]}-{match[2]}")
    if match := _SHORT_YEAR.match(text):
        return parse_date(f"20{match[1]}-{match[2]}-{match[3]}")
    match = _DAY_LAST.match(text) or _YEAR_GLUED.match(text) or _COMPACT.match(text)
    return parse_date("-".join(match.groups())) if match else None


def _yearless(text: str) -> re.Match[str] | None:
    return _YEARLESS.match(norm(text))
