"""When a page says that it came out, was updated or signed: labelled before unlabelled, never guessed.

A date in an address, a date inside the text and a date without its day are no publication date; an undated page stays undated.
"""

from __future__ import annotations

import re
import unicodedata

from inspector import lazy
from inspector.facts.dates import parse_date, scan
from inspector.facts.document import PICTURE, Document, Line, norm
from inspector.facts.labelled_dates import BAR_CHARS, BARE, NEAR_TITLE, LabelledDates, title_index
from inspector.facts.plain import number
from inspector.facts.reading import Fact

_EDITION = lazy.pattern(
    r"(?:更新|修订|修改|发布|公布)(?:时间|日期)?[:为于至]?(?P<y1>20\d\d)[年\-./](?P<m1>1[0-2]|0?[1-9])月?(?![\d\-./]|\d*日)"
    r"|(?P<y2>20\d\d)年(?P<m2>1[0-2]|0?[1-9])月(?:更新|修订|修改|编制|制定)"
    r"|(?:[(\[【]|版本:?)(?P<y3>20\d\d)年?(?:度)?(?:版|修订版?|更新版?)(?:[)\]】]|$)"
)
_YEAR_ONLY = 3
_OF_YEAR = lazy.pattern(
    r"(?:[\u4e00-\u9fff]{2,20}(?:局|委|办|委员会|办公室|政府|办事处|中心))?[(\[【]?(?:截至)?(20\d\d)年(?:(1[0-2]|0?[1-9])月(?:[1-3]?\d日)?)?(?:度|版|底|末|第[一二三四1-4]次(?:修订|更新|修改))?[)\]】]?"
)
"""A line below the title that says of which month or year the page is: `（截至2026年6月30日）`, `2026年度`, `清河区民政局 2026年3月`."""
_TITLED = lazy.pattern(r"(20\d\d)年?(?:度|版)?[^,。;:《》]{0,20}(?:清单|目录|指南)(?:\([^()]*\))?$")
"""`清河区民政局2026年主动公开全清单`: its title says of which year the page is."""
_HAN_MONTH = lazy.pattern(
    r"二([〇○零一二三四五六七八九]{3})年(十[一二]?|[一二三四五六七八九])月(?![一二三四五六七八九十]{1,3}日)"
)
_UNCLEAR = lazy.pattern(
    r"(?<![\d/.\-])(?:1[0-2]|0?[1-9])(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?P<year>20\d\d)(?![\d/\-])"
)
"""`03/02/2026`: of two numbers that can both be the month, nobody can say which is the day."""
_HAN_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SIGNED_MONTH = lazy.pattern(r"(20\d\d)年(1[0-2]|0?[1-9])月")
_GENERATED = r"(?:生成|成文|编制|制定|印发)(?:时间|日期)"
_META = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "publicationdate",
    "firstpublishedtime",
    "releasedate",
    "article:published_time",
    "dc.date.issued",
    "datepublished",
)
_META_UPDATED = ("lastmodifiedtime", "article:modified_time", "datemodified", "updatetime")
_PUBLISHED = (
    r"(?:信息)?(?:发布|公布|发表|发稿|上网|上传|录入|添加|刊登|公告)(?:时间|日期)|发布于|公开(?:时间|日期)|信息时间",
    BARE,
    r"发文(?:时间|日期)",
    r"(?:Publish |Release |Issue )?Date|Published",
)
_UPDATED = r"(?:最后|最近|最新|内容|信息|指南|本指南)?(?:更新|修改|修订)(?:时间|日期)|(?:最后|最近)(?:更新|修订|修改|编辑)(?:于)?|更新于"
_PICTURED = lazy.pattern(
    rf"(?:{_PUBLISHED[0]}|{_PUBLISHED[2]}|{_UPDATED}|(?:^|[\s|(\[【])(?:{BARE}))\s*[\])】]?\s*:?\s*[\[(]?\s*{PICTURE}"
)
_BAR = lazy.pattern(r"来源|浏览|字号|字体|点击|阅读|访问|作者|责任编辑|编辑|分享|打印|收藏|发布人|发布机构|信息源")
_OF_THIS_PAGE = lazy.pattern(r"本(?:指南|清单|目录)[^。;,《》]{0,10}$")
_LAST_LINES = 8
_OWN_LINE = 24


def published(document: Document) -> Fact | None:
    """When the page says it was published: meta, then a labelled date, then the date in the line beside the title.

    `notes`: `source` is `meta`, `label` or `bar`, `label` the label's words. An update date stands in only where
    nothing else is said.
    """
    if told := _meta(document, _META):
        return told
    labelled = LabelledDates(document)
    return (
        next(filter(None, map(labelled.under, _PUBLISHED)), None) or _beside_title(document) or labelled.under(_UPDATED)
    )


def updated(document: Document) -> Fact | None:
    """When the page says it was last updated or revised; None where it does not say."""
    return LabelledDates(document).under(_UPDATED) or _stated_update(document) or _meta(document, _META_UPDATED)


def edition(document: Document) -> Fact | None:
    """The month or year of an edition (`2026年3月修订`, `（2026年版）`) as `2026-03` or `2026`: no date, but it bounds one.

    So does the year of a day whose month is unclear.
    """
    lines = [line for line in document.lines if line.region in ("main", "header")]
    for line in lines:
        match = _EDITION.search(_HAN_MONTH.sub(_in_digits, norm(line.text)))
        if match:
            year, month = next(
                (match[f"y{n}"], match[f"m{n}"] if n < _YEAR_ONLY else None) for n in (1, 2, 3) if match[f"y{n}"]
            )
            return Fact(f"{year}-{int(month):02d}" if month else year, line.text, line.locator)
    if of_year := _of_year(document):
        return of_year
    last = [line for line in lines if norm(line.text)][-_LAST_LINES:]
    months = ((line, _SIGNED_MONTH.fullmatch(_HAN_MONTH.sub(_in_digits, norm(line.text)))) for line in reversed(last))
    found = ((line, match) for line, match in months if match)
    signed_in = next((Fact(f"{m[1]}-{int(m[2]):02d}", line.text, line.locator) for line, m in found), None)
    return signed_in or _unclear(document, last)


def _unclear(document: Document, last: list[Line]) -> Fact | None:
    """The year of a day in an unclear order, in a line of few words near the title or among the last ones."""
    title = title_index(document)
    near = document.lines[title + 1 : title + 1 + NEAR_TITLE] if title is not None else ()
    short = (line for line in (*near, *last) if len(line.text) <= BAR_CHARS and "。" not in line.text)
    found = ((line, _UNCLEAR.search(unicodedata.normalize("NFKC", line.text))) for line in short)
    return next((Fact(match["year"], line.text, line.locator) for line, match in found if match), None)


def _of_year(document: Document) -> Fact | None:
    """The year or month that the title, or a line of its own below it, names; several years are a choice of other pages."""
    title = title_index(document)
    if title is None:
        return None
    first, *near = document.lines[title : title + 1 + NEAR_TITLE]
    if match := _TITLED.search(_HAN_MONTH.sub(_in_digits, norm(first.text))):
        return Fact(match[1], first.text, first.locator)
    said = [(line, _OF_YEAR.fullmatch(_HAN_MONTH.sub(_in_digits, norm(line.text)))) for line in near]
    found = [(line, match) for line, match in said if match]
    if len({match[1] for _, match in found}) != 1:
        return None
    line, match = found[0]
    return Fact(f"{match[1]}-{int(match[2]):02d}" if match[2] else match[1], line.text, line.locator)


def _in_digits(match: re.Match[str]) -> str:
    """`二〇二六年三月` as `2026年3月`."""
    return f"2{match[1].translate(_HAN_YEAR)}年{number(match[2])}月"


def pictured(document: Document) -> Fact | None:
    """The label of a date that a picture or a script shows: a date is there, and cannot be read."""
    lines = (line for line in document.lines if line.region in ("main", "header", "aside") and PICTURE in line.text)
    found = (line for line in lines if _PICTURED.search(unicodedata.normalize("NFKC", line.text)))
    return next((Fact(None, line.text.replace(PICTURE, ""), line.locator, {"picture": True}) for line in found), None)


def signed(document: Document, *, cells: bool = True) -> Fact | None:
    """The date alone on a line at the end of the text, as under a signature: not a publication date. `cells`: also in a table."""
    main = [
        line for line in document.lines if line.region == "main" and norm(line.text) and (cells or line.cell is None)
    ]
    for line in reversed(main[-_LAST_LINES:]):
        found = scan(line.text)
        if len(found) == 1 and len(norm(line.text)) <= 20 and not _BAR.search(line.text) and _is_alone(line.text):
            return Fact(found[0].day, line.text, line.locator)
    return None


def generated(document: Document) -> Fact | None:
    """The labelled date on which a document was made (生成日期, 成文日期): not a publication date."""
    return LabelledDates(document).under(_GENERATED)


def is_dated(text: str) -> bool:
    """Whether a line consists of one date (and time of day), brackets aside."""
    return len(scan(text)) == 1 and _is_alone(text)


def _is_alone(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    found = scan(text)[0]
    return not norm(plain[: found.start] + plain[found.end :]).strip(f"()[]【】。,;|{PICTURE}")


def _meta(document: Document, names: tuple[str, ...]) -> Fact | None:
    by_name = {name.lower(): (name, content) for name, content in document.meta.items()}
    for wanted in names:
        name, content = by_name.get(wanted, ("", ""))
        if day := parse_date(content):
            return Fact(day, content, f"meta[name={name}]", {"source": "meta", "label": name})
    return None


def _beside_title(document: Document) -> Fact | None:
    """A date alone under the title, or with a time or among the words of an info bar in the lines right after it."""
    title = title_index(document)
    if title is None:
        return None
    near = document.lines[title + 1 : title + 1 + NEAR_TITLE]
    bar_near = any(_BAR.search(line.text) and len(line.text) <= BAR_CHARS for line in near)
    for place, line in enumerate(near):
        found = scan(line.text)
        if len(found) != 1 or len(line.text) > BAR_CHARS or line.text[:1] in "（(":
            continue
        alone = is_dated(line.text) and (bool(found[0].time) or bar_near or place == 0)
        if alone or (_BAR.search(line.text) and not re.search(r"[。]", line.text)):
            return Fact(found[0].day, line.text, line.locator, {"source": "bar"})
    return None


def _stated_update(document: Document) -> Fact | None:
    """`本指南于2024年3月8日更新`, `（2024年3月8日修订）`, `本指南自2024年3月8日起施行`: said in the text itself."""
    after = lazy.pattern(r"^\s*(?:进行了?|作了?|最近|第[一二三四五]次)*(?:更新|修订|修改)")
    from_then = lazy.pattern(r"^\s*起?(?:正式)?(?:施行|实施|执行|生效|启用)")
    for line in document.lines:
        if line.region != "main":
            continue
        plain = unicodedata.normalize("NFKC", line.text)
        for dated in scan(line.text):
            own = "指南" in plain or line.text[:1] in "（(" or len(norm(plain)) <= _OWN_LINE
            in_force = _OF_THIS_PAGE.search(plain[: dated.start]) and from_then.match(plain[dated.end :])
            if (own and after.match(plain[dated.end :])) or in_force:
                return Fact(dated.day, line.text, line.locator, {"source": "text"})
    return None
