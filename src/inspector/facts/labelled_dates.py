"""Dates that stand under a label on a page (`发布时间：2026-03-01`), and the line that shows its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from inspector import lazy
from inspector.facts.dates import Dated, scan
from inspector.facts.document import PICTURE, Document, Line, norm
from inspector.facts.reading import Fact
from inspector.facts.substance import besides

BARE = r"时间|日期"
"""Labels that say nothing but that a date follows."""
PUBLISHED = (
    r"(?:信息)?(?:发布|公布|发表|发稿|上网|上传|录入|添加|刊登|公告)(?:时间|日期)|发布(?=\s*[:：])|发布于|公开(?:时间|日期)|信息时间",
    BARE,
    r"发文(?:时间|日期)",
    r"(?:Publish |Release |Issue )?Date|Published",
)
UPDATED = (
    r"(?:最后|最近|最新|内容|信息|指南|本指南)?(?:更新|修改|修订)(?:时间|日期)|(?:最后|最近)(?:更新|修订|修改|编辑)(?:于)?"
    r"|更新(?=\s*[:：])|更新于"
)
"""Labels of the day on which a page came out, the surest first, and of that on which it was changed."""
BAR = lazy.pattern(r"来源|浏览|字号|字体|点击|阅读|访问|作者|责任编辑|编辑|分享|打印|收藏|发布人|发布机构|信息源")
AROUND_DATES = f"()[]【】。,;|/{PICTURE}"
_MOST_DAYS = 2
"""Days under one label beyond which those far from the title are of other texts."""
BAR_CHARS = 160
"""Signs of an info bar, or fewer."""
NEAR_TITLE = 6
"""Lines after the title among which an info bar stands."""
LAST_LINES = 8
"""Lines at the end of a text among which a signature's date stands."""
_SHORT_YEAR = lazy.pattern(r"(?<=:)(\s*)(1\d|2\d|3[0-5])([-.])(1[0-2]|0[1-9])\3(3[01]|[12]\d|0[1-9])(?!\d)")
_RUN_TOGETHER = lazy.pattern(r"(?<=[:\s])((?:19|20)\d{2})([01]\d)([0-3]\d)(?!\d)")
_PERIOD = lazy.pattern(r"\s*(?:至|到|-{1,2}|~|—{1,2})\s*(?:20\d\d|\d{1,2}[月.-])")
_SHORTEST_ENTRY = 8
_SHORTEST_TITLE = 6


class _DatedLine(NamedTuple):
    """A short line with dates, the line before it, and its text as dates are read."""

    before: Line | None
    line: Line
    plain: str
    dates: Sequence[Dated]


class LabelledDates:
    """The labelled dates of a page, whose lines are read once for all labels."""

    def __init__(self, document: Document) -> None:
        self._document, self._title = document, title_index(document)
        self._lines = list(_dated_lines(document, self._title))

    def under(self, label: str) -> Fact | None:
        """The date under a label: in its own line, or in the line or cell after a line that is only the label."""
        found = list(_labelled(self._lines, *_leads(label)))
        if len({fact.value for fact in found}) <= _MOST_DAYS:
            return found[0] if found else None
        return self._within(2 * NEAR_TITLE, found)

    def near_title(self, label: str) -> Fact | None:
        """The date under a label in the lines that follow the title."""
        return self._within(NEAR_TITLE, _labelled(self._lines, *_leads(label)))

    def _within(self, count: int, found: Iterable[Fact]) -> Fact | None:
        if self._title is None:
            return None
        spots = {line.locator for line in self._document.lines[self._title : self._title + count]}
        return next((fact for fact in found if fact.locator in spots), None)


@lru_cache(maxsize=32)
def _leads(label: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What leads to a date, its label set off or, where it says that it is one, following on other words."""
    inline = lazy.pattern(rf"(?:^|[\s|()【\[;,。:])({label})\s*[\])】]?\s*[:：]?\s*[\[(]?\s*$")
    return inline, lazy.pattern(rf"(?<=[\u4e00-\u9fff\d])({label})\s*:\s*$") if label != BARE else inline


def _dated_lines(document: Document, title: int | None) -> Iterator[_DatedLine]:
    """Up to where what stands beside the page's own text begins."""
    lines = [line for line in document.lines if line.region in ("main", "header", "aside") and line.text]
    below = {line.locator for line in document.lines[title:]} if title is not None else set()
    for before, line in zip([None, *lines], lines, strict=False):
        if line.locator in below and besides(line):
            return
        if not 0 < len(line.text) <= 2 * BAR_CHARS or (before and any(_entry(link.text) for link in before.links)):
            continue
        plain = unicodedata.normalize("NFKC", line.text).replace(PICTURE, " ")
        plain = _SHORT_YEAR.sub(r"\g<1>20\2-\4-\5", _RUN_TOGETHER.sub(r"\1-\2-\3", plain))
        if dates := scan(plain):
            yield _DatedLine(before, line, plain, dates)


def _labelled(lines: list[_DatedLine], inline: re.Pattern[str], run_on: re.Pattern[str]) -> Iterator[Fact]:
    for before, line, plain, dates in lines:
        for dated in dates:
            lead = plain[: dated.start]
            if _PERIOD.match(plain, dated.end):
                continue
            if (match := inline.search(lead) or run_on.search(lead)) and _at_head(lead[: match.start(1)]):
                yield _fact(dated, line, match[1])
            elif before and not norm(lead).strip("[(") and (match := inline.fullmatch(_plain(before.text))):
                yield _fact(dated, line, match[1], quote=f"{before.text} {line.text}")


def _at_head(lead: str) -> bool:
    """A label of an info bar has other label-value pairs before it, never a sentence."""
    return not re.search(r"[。!?]|自|于|附件", lead) and len(lead) < BAR_CHARS


def _entry(words: str) -> bool:
    """The date below a link that is a title is that of the page behind it."""
    return len(norm(words)) >= _SHORTEST_ENTRY


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _fact(dated: Dated, line: Line, label: str, quote: str = "") -> Fact:
    notes = {"source": "label", "label": label} | ({"time": dated.time} if dated.time else {})
    return Fact(dated.day, quote or line.text, line.locator, notes)


def title_index(document: Document) -> int | None:
    """The line that shows most of the page's title, menus aside; else the first heading."""
    title = norm(document.title)
    best, longest, heading = None, 5, None
    for index, line in enumerate(document.lines):
        text = norm(line.text)
        if line.region not in ("main", "header") or len(text) < _SHORTEST_TITLE:
            continue
        if len(text) > longest and not line.links and text in title:
            best, longest = index, len(text)
        if heading is None and line.heading in (1, 2):
            heading = index
    return heading if best is None else best
