"""The month or year of an edition, which is no date of a page and bounds one: `2026年3月修订`, `（2026年版）`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from inspector import lazy
from inspector.facts.document import Document, Line, norm
from inspector.facts.labelled_dates import (
    AROUND_DATES,
    BAR,
    BAR_CHARS,
    LAST_LINES,
    NEAR_TITLE,
    PUBLISHED,
    UPDATED,
    title_index,
)
from inspector.facts.numerals import numeral
from inspector.facts.reading import Fact

_ENDS = r"(?=[^\u4e00-\u9fff\d《]|$|来源|浏览|点击)"
"""`公布2026年1月低保名单` says of which month the list is, and nothing of the page."""
_OF_AN_ACT = r"(?!的|后的?《|《)"
_EDITION = lazy.pattern(
    r"(?:更新|修订|修改|发布|公布|发表|公开|编制|印发)(?P<day>时间|日期)?[:为于至]?(?P<y1>20\d\d)[年\-./](?P<m1>1[0-2]|0?[1-9])月?(?![\d\-./]|\d*日)"
    rf"(?(day)|{_ENDS})"
    rf"|(?P<y2>20\d\d)年(?P<m2>1[0-2]|0?[1-9])月(?:更新|修订|修改|编制|制定){_OF_AN_ACT}"
    r"|(?:指南|清单|目录)自(?P<y3>20\d\d)年(?P<m3>1[0-2]|0?[1-9])月起"
    r"|(?:[(\[【]|版本:?)(?P<y4>20\d\d)年?(?:度)?(?:版|修订版?|更新版?)(?:[)\]】]|$)"
    rf"|(?P<y5>20\d\d)年(?:第[一二三四1-4]季度|[上下]半年|[初底末])(?:更新|修订|修改){_ENDS}"
    r"|(?:^|指南|清单|目录)的?有效期限?[:为自]*(?P<y6>20\d\d)年"
)
_OF_ANOTHER = lazy.pattern(
    r"(?:表格?|附件\d*|申请书|流程图|办法|条例|须知|细则|规定|标准|手册|指引|文本|样[本式]|名录)》?[^()\[【,。;]{0,4}[(\[【]?$"
)
"""`申请表（2026年版）` says of when the form is."""
_OF_THIS = lazy.pattern(
    r"(?:(?:指南|清单|目录|公开(?:标准)?指引)(?:文本|规定|样本|表)?|(?:公开|事项)[^()\[【,。;]{0,4}(?:一览|明细|事项)表)》?[^\u4e00-\u9fff]*$"
)
"""`附件1：主动公开全清单（2026年版）` says of when the list is that the page shows."""
_BEFORE = 30
"""Signs before an edition by which it is told whose it is."""
_MONTHS = (1, 2, 3)
"""Those of its alternatives that say the month."""
_OF_YEAR = lazy.pattern(
    r"(?:[\u4e00-\u9fff]{2,20}(?:局|委|办|委员会|办公室|政府|办事处|中心))?[(\[【]?(?:截至)?(20\d\d)(?:年|(?=[-./]\d))(?:[-./]?(1[0-2]|0?[1-9])(?:月|(?![\d-]))(?:[1-3]?\d日)?)?(?:度|版|底|末|(?:第[一二三四1-4]次)?(?:修订|更新|修改|编制)版?)?[)\]】]?"
)
"""A line below the title that says of which month or year the page is: `（截至2026年6月30日）`, `2026年度`, `清河区民政局 2026年3月`."""
_TITLED = lazy.pattern(r"(20\d\d)年?(?:度|版)?[^,。;:《》]{0,20}(?:清单|目录|指南)(?:\([^()]*\))?$")
"""`清河区民政局2026年主动公开全清单`: its title says of which year the page is."""
_HAN_MONTH = lazy.pattern(
    r"二([〇○零一二三四五六七八九]{3})年(十[一二]?|[一二三四五六七八九])月(?![一二三四五六七八九十]{1,3}日)"
)
_UNCLEAR = lazy.pattern(
    r"(?<![\d/.\-])(?:1[0-2]|0?[1-9])(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?P<year>20\d\d)(?![\d/\-])"
    r"(?:[\sT,]*[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\s?[AP]M)?)?"
)
"""`03/02/2026`: of two numbers that can both be the month, nobody can say which is the day."""
_LABEL_BEFORE = lazy.pattern(rf"(?:^|[\s|()【\[;,:])(?:{'|'.join(PUBLISHED)}|{UPDATED})\s*[\])】]?\s*:?\s*[\[(]?\s*$")
_HAN_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SIGNED_MONTH = lazy.pattern(r"(20\d\d)年(1[0-2]|0?[1-9])月")


def edition(document: Document) -> Fact | None:
    """The newest month or year that the page says it is of (`2026年3月修订`, `（2026年版）`), as `2026-03` or `2026`.

    So is the year of a day whose month is unclear.
    """
    lines = [line for line in document.lines if line.region in ("main", "header")]
    last = [line for line in lines if norm(line.text)][-LAST_LINES:]
    found = [*_stated(lines), *_of_year(document), *_signed(last)] or list(_unclear(document, last))
    return max(found, key=lambda one: str(one.value), default=None)


def _stated(lines: list[Line]) -> Iterator[Fact]:
    for line in lines:
        for match in _EDITION.finditer(_told(line)):
            if _is_of_another(match.string, match.start()):
                continue
            number_of = next(n for n in range(1, 7) if match[f"y{n}"])
            yield _fact(line, match[f"y{number_of}"], match[f"m{number_of}"] if number_of in _MONTHS else None)


def _is_of_another(text: str, start: int) -> bool:
    """Whether what is said from there speaks of something else than this page."""
    before = text[max(0, start - _BEFORE) : start]
    return bool(text.startswith("附件") or _OF_ANOTHER.search(before)) and not _OF_THIS.search(before)


def _signed(last: list[Line]) -> Iterator[Fact]:
    """A month alone among the last lines, as under a signature."""
    for line in last:
        if match := _SIGNED_MONTH.fullmatch(_told(line)):
            yield _fact(line, match[1], match[2])


def _unclear(document: Document, last: list[Line]) -> Iterator[Fact]:
    """The year of a day in an unclear order, which stands where a page's own date does (`notes`: `unclear`)."""
    title = title_index(document)
    near = document.lines[title + 1 : title + 1 + NEAR_TITLE] if title is not None else ()
    for place, line in enumerate((*near, *last)):
        text = unicodedata.normalize("NFKC", line.text) if len(line.text) <= BAR_CHARS and "。" not in line.text else ""
        for match in _UNCLEAR.finditer(text):
            if _stands_alone(text, match) or (place < len(near) and _in_bar(text, match)):
                yield Fact(match["year"], line.text, line.locator, {"unclear": True})


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    return not norm(text[: match.start()] + text[match.end() :]).strip(AROUND_DATES)


def _in_bar(text: str, match: re.Match[str]) -> bool:
    return bool(BAR.search(text) or _LABEL_BEFORE.search(text[: match.start()]))


def _of_year(document: Document) -> Iterator[Fact]:
    """The year or month that the title, or a line of its own below it, names; several years are a choice of other pages."""
    title = title_index(document)
    if title is None:
        return
    first, *near = document.lines[title : title + 1 + NEAR_TITLE]
    if match := _TITLED.search(_told(first)):
        yield _fact(first, match[1], None)
        return
    said = [(line, _OF_YEAR.fullmatch(_told(line))) for line in near]
    found = [(line, match) for line, match in said if match]
    if len({match[1] for _, match in found}) == 1:
        line, match = found[0]
        yield _fact(line, match[1], match[2])


def _fact(line: Line, year: str, month: str | None) -> Fact:
    return Fact(f"{year}-{int(month):02d}" if month else year, line.text, line.locator)


def _told(line: Line) -> str:
    return _HAN_MONTH.sub(_in_digits, norm(line.text))


def _in_digits(match: re.Match[str]) -> str:
    """`二〇二六年三月` as `2026年3月`."""
    return f"2{match[1].translate(_HAN_YEAR)}年{numeral(match[2])}月"
