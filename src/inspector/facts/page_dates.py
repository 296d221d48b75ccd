"""When a page says that it came out, was updated or signed: labelled before unlabelled, never guessed.

A date in an address, a date inside the text and a date without its day are no publication date; an undated page stays undated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from inspector import lazy
from inspector.facts.body_names import body_name
from inspector.facts.dates import Dated, parse_date, scan
from inspector.facts.document import PICTURE, Document, norm
from inspector.facts.labelled_dates import (
    AROUND_DATES,
    BAR,
    BAR_CHARS,
    BARE,
    LAST_LINES,
    NEAR_TITLE,
    PUBLISHED,
    UPDATED,
    LabelledDates,
    title_index,
)
from inspector.facts.reading import Fact

_GENERATED = r"(?:生成|成文|编制|制定|印发|签发)(?:时间|日期)"
_IN_FORCE = r"(?:生效|实施|施行)(?:时间|日期)"
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
_PICTURED = lazy.pattern(
    rf"(?:{PUBLISHED[0]}|{PUBLISHED[2]}|{UPDATED}|(?:^|[\s|(\[【])(?:{BARE}))\s*[\])】]?\s*:?\s*[\[(]?\s*{PICTURE}"
)
_MAY_DATE = lazy.pattern(rf"(?:^|[\s|()【\[;,:])(?:{'|'.join(PUBLISHED)}|{UPDATED})\s*[\])】]?\s*:\s*[^:|]{{0,12}}\d")
"""`更新时间：03/02/26`, `发布日期：2025-11-31`."""
_SHORT = lazy.pattern(r"\W*\d{1,2}(?P<sep>[-./])\d{1,2}(?P=sep)\d{2}(?:\d\d)?\W*|\W*\d{1,2}月\d{1,2}日\W*20\d\d年?\W*")
"""`3/2/26`."""
_NOT_ITS_DATE = lazy.pattern(r"。|今天|现在|当前(?:时间|日期)|施行|第\s*\d+\s*号")
"""A sentence, the clock of a page, the day of an act."""
_OF_THIS_PAGE = lazy.pattern(r"本(?:指南|清单|目录)[^。;,《》]{0,10}$")
_UPDATED_AFTER = lazy.pattern(r"^\s*(?:进行了?|作了?|最近|第[一二三四五]次)*(?:更新|修订|修改)")
_FROM_THEN = lazy.pattern(r"^\s*起?(?:正式)?(?:施行|实施|执行|生效|启用)")
_SIGNED_CHARS = 20
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
        next(filter(None, map(labelled.under, PUBLISHED)), None) or _beside_title(document) or labelled.under(UPDATED)
    )


def updated(document: Document) -> Fact | None:
    """When the page says it was last updated or revised; None where it does not say."""
    return LabelledDates(document).under(UPDATED) or _stated_update(document) or _meta(document, _META_UPDATED)


def pictured(document: Document) -> Fact | None:
    """The label of a date that a picture or a script shows: a date is there, and cannot be read."""
    lines = (line for line in document.lines if line.region in ("main", "header", "aside") and PICTURE in line.text)
    found = (line for line in lines if _PICTURED.search(unicodedata.normalize("NFKC", line.text)))
    return next((Fact(None, line.text.replace(PICTURE, ""), line.locator, {"picture": True}) for line in found), None)


def perhaps(document: Document) -> Fact | None:
    """A line near the title, or at the end, with what may be the page's date, written as none of the readers above knows it.

    Or one that says from when something is in force, be it the page's text or an act.
    """
    title = title_index(document)
    near = document.lines[title + 1 : title + 1 + NEAR_TITLE] if title is not None else ()
    last = [line for line in document.lines if line.region == "main" and line.text][-LAST_LINES:]
    for place, line in enumerate((*near, *last)):
        text = unicodedata.normalize("NFKC", line.text)
        own = len(text) <= BAR_CHARS and text[:1] != "(" and not _NOT_ITS_DATE.search(text)
        if own and ((place < len(near) and scan(text)) or _MAY_DATE.search(text) or _SHORT.fullmatch(text)):
            return Fact(None, line.text, line.locator)
    in_force = LabelledDates(document).under(_IN_FORCE)
    return replace(in_force, value=None) if in_force else None


def signed(document: Document, *, cells: bool = True) -> Fact | None:
    """The date alone on a line at the end of the text, or behind who signs it: not a publication date. `cells`: also in a table."""
    main = [
        line for line in document.lines if line.region == "main" and norm(line.text) and (cells or line.cell is None)
    ]
    for line in reversed(main[-LAST_LINES:]):
        found = scan(line.text)
        short = len(norm(line.text)) <= _SIGNED_CHARS * len(found)
        if _is_one_day(found) and short and not BAR.search(line.text) and _is_alone(line.text, signed=True):
            return Fact(found[0].day, line.text, line.locator)
    return None


def generated(document: Document) -> Fact | None:
    """The labelled date on which a document was made (生成日期, 成文日期): not a publication date.

    That from which it is in force is said near the title; below a text it is that of an act.
    """
    labelled = LabelledDates(document)
    return labelled.under(_GENERATED) or labelled.near_title(_IN_FORCE)


def is_dated(text: str) -> bool:
    """Whether a line consists of one date (and time of day), brackets aside."""
    return _is_one_day(scan(text)) and _is_alone(text)


def _is_one_day(found: Sequence[Dated]) -> bool:
    """Whether one day is named, be it in two languages."""
    return len({one.day for one in found}) == 1


def _is_alone(text: str, *, signed: bool = False) -> bool:
    """Whether a line is its dates; where one may be `signed`, a body's name may stand beside: `清河区民政局 2026年5月11日`."""
    plain = unicodedata.normalize("NFKC", text)
    for found in reversed(scan(text)):
        plain = plain[: found.start] + plain[found.end :]
    rest = norm(plain)
    return not rest.strip(AROUND_DATES) or (signed and body_name(rest) == rest)


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
    bar_near = any(BAR.search(line.text) and len(line.text) <= BAR_CHARS for line in near)
    for place, line in enumerate(near):
        found = scan(line.text)
        if not _is_one_day(found) or len(line.text) > BAR_CHARS or line.text[:1] in "（(":
            continue
        alone = is_dated(line.text) and (bool(found[0].time) or bar_near or place == 0)
        if alone or (BAR.search(line.text) and not re.search(r"[。]", line.text)):
            return Fact(found[0].day, line.text, line.locator, {"source": "bar"})
    return None


def _stated_update(document: Document) -> Fact | None:
    """`本指南于2024年3月8日更新`, `（2024年3月8日修订）`, `本指南自2024年3月8日起施行`: said in the text itself."""
    for line in document.lines:
        if line.region != "main":
            continue
        plain = unicodedata.normalize("NFKC", line.text)
        for dated in scan(line.text):
            own = "指南" in plain or line.text[:1] in "（(" or len(norm(plain)) <= _OWN_LINE
            in_force = _OF_THIS_PAGE.search(plain[: dated.start]) and _FROM_THEN.match(plain[dated.end :])
            if (own and _UPDATED_AFTER.match(plain[dated.end :])) or in_force:
                return Fact(dated.day, line.text, line.locator, {"source": "text"})
    return None
