"""Small harms done to a page that is right: what a unit's site may suffer, and some rule should notice.

A mutator is a pure function from a world (and what is read in it) to a few worlds, each with one harm. Deterministic: no dice. Harms are
done where they are harms: a heading matters in an annual report and a date on a page that must be kept up, not in a site's banner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import TypeVar

from inspector import lazy
from inspector.facts.application_form import ART_29
from inspector.facts.document import norm
from inspector.facts.reading import Fact
from inspector.judge.ageing import aged
from inspector.judge.blanked_columns import columns
from inspector.judge.ground import Ground, Made, Mutant, is_web
from inspector.judge.office_text import in_text
from inspector.judge.tried import Looked
from inspector.model.words import Words
from inspector.survey.dossier import Page
from inspector.survey.unit_names import own_names

_SPACE = r"(?:\s|<[^>]*>|&nbsp;|\u3000)*"
_TAG = lazy.pattern(r"<[^>]*>")
_FIELD = lazy.pattern(
    r"<(?:input|select|textarea)\b(?![^>]*type=[\"']?(?:hidden|submit|button|reset))[^>]*>(?:.*?</(?:select|textarea)>)?",
    re.IGNORECASE | re.DOTALL,
)
_CELL = lazy.pattern(r"(<td\b[^>]*>)([^<>]+)(?=</td>)", re.IGNORECASE)
_FILE_CELL = lazy.pattern(r"(<w:t\b[^>]*>|<c\b(?![^>]*t=\"s\")[^>]*><v>)(\d+)(?=</w:t>|</v>)")
_TABLE = lazy.pattern(r"<(?:table|w:tbl)\b.*?</(?:table|w:tbl)>", re.IGNORECASE | re.DOTALL)
_UNBOUND = "第二十条"
"""The table on voluntary disclosure names the article item by item."""
_PARAGRAPH = lazy.pattern(r"(<w:p\b[^>]*>)(?:(?!<w:p\b))(())(.*?)(</w:p>)", re.DOTALL)
_HEADING = lazy.pattern(r"(<(h[1-6])\b[^>]*>)(.*?)(</\2>)", re.IGNORECASE | re.DOTALL)
_FORM = lazy.pattern(r"<form\b.*?</form>", re.IGNORECASE | re.DOTALL)
_SECTION = lazy.pattern(r"^\s*(?:第[一二三四五六]部分|[一二三四五六]、)")
GROUPS = "groups of Art. 29"
"""What a form must ask for: a field less does no harm where another of its group is left."""
_LEAST_FIELDS = 3
_LABEL = lazy.pattern(r"^[^：:]{2,16}[：:]")
_LONGEST = 80
_EACH = 6
"""At most so many mutants of one mutator on one page, spread evenly over it."""
_OTHER_UNIT = "水务管理中心"
"""Another unit of the same district: the registry knows it."""
_OWN = ("guide", "list", "annual_report", "application", "institution")
"""Pages that speak of one unit."""


def mutants(ground: Ground) -> Iterator[Mutant]:
    """Every mutant of `ground`, mutator by mutator."""
    for name, (mutate, _) in MUTATORS.items():
        for detail, world, *fact in mutate(ground):
            yield Mutant(name, detail, world, fact[0] if fact else None)


_Thing = TypeVar("_Thing")


def _values(ground: Ground) -> Made:
    for looked, text, quote in _quotes(ground):
        changed = _without(text, quote)
        if changed is not None:
            yield f"{looked.name} “{quote}”", ground.with_text(looked.url, changed), _harmed(looked)


def _labels(ground: Ground) -> Made:
    for looked, text, quote in _quotes(ground):
        label = _LABEL.match(quote)
        changed = _without(text, label[0]) if label and len(label[0]) < len(quote) else None
        if label and changed is not None and not label[0][:2].isdigit():
            yield f"{looked.name} “{label[0]}”", ground.with_text(looked.url, changed), _harmed(looked)


def _placeholders(ground: Ground) -> Made:
    for looked, text, quote in _quotes(ground):
        digits = re.search(r"\d[\d\s—–-]{5,}\d", quote)
        if looked.name in ("phone", "fax") and digits and digits[0] in text:
            changed = text.replace(digits[0], re.sub(r"\d", "0", digits[0]))
            yield f"{looked.name} “{digits[0]}”", ground.with_text(looked.url, changed)


def _harmed(looked: Looked) -> tuple[str, str, str]:
    return (looked.url, looked.kind, looked.name)


def _swapped(ground: Ground) -> Made:
    area = re.match(r"^.{1,4}?[区县市]", ground.name)
    short = ground.name[area.end() :] if area else ground.name
    other = f"{area[0] if area else ''}{_OTHER_UNIT}"
    front = ground.world.front
    known = replace(ground.world, front=front.model_copy(update={"others": [*front.others, other]}))
    for _, page, text in ground.texts(*_OWN):
        changed = text.replace(ground.name, other).replace(short, _OTHER_UNIT)
        for name in own_names(ground.dossier.unit):
            changed = changed.replace(name, other if area and name.startswith(area[0]) else _OTHER_UNIT)
        if changed != text:
            yield page.url, replace(known, captures=ground.with_text(page.url, changed).captures)


def _broken(ground: Ground) -> Made:
    registered = set(ground.world.pages.values())
    linked = [page for sheet in ground.dossier.sheets.values() for page in sheet.parts.get("links", ())]
    live = [
        page.url for page in linked if page.open and page.url in ground.world.captures and page.url not in registered
    ]
    for url in _some(list(dict.fromkeys(live))):
        yield url, ground.with_capture(url, replace(ground.world.captures[url], status=404, body=b""))


def _garbled(ground: Ground) -> Made:
    """Each page alone; the columns of a portal, which is judged by how many are at fault, together."""
    together = ground.world
    for kind, page, text in ground.texts():
        changed = _misread(text) if is_web(page) else in_text(text, _misread)
        if kind == "column" and ground.dossier.unit.type == "portal":
            together = ground.of(together).with_text(page.url, changed)
        else:
            yield page.url, ground.with_text(page.url, changed)
    if together is not ground.world:
        yield "columns", together


def _misread(text: str) -> str:
    return text.encode().decode("gb18030", "replace")


def _fields(ground: Ground) -> Made:
    for _, page, text in ground.texts():
        for form in _FORM.finditer(text):
            found = list(_FIELD.finditer(form[0]))
            for match in _some(found) if len(found) >= _LEAST_FIELDS else ():
                start, end = form.start() + match.start(), form.start() + match.end()
                harm = (page.url, "application", GROUPS)
                yield match[0][:60], ground.with_text(page.url, text[:start] + text[end:]), harm
    for _, page, text in ground.texts("form"):
        for group, labels in _groups(page).items():
            changed = text
            for label in labels:
                changed = _without(changed, label) or changed
            yield f"{group} “{'、'.join(labels)}”", ground.with_text(page.url, changed)


def _groups(page: Page) -> dict[str, list[str]]:
    """What an application form asks for of Art. 29, by group, in the form's own words."""
    found: dict[str, list[str]] = {}
    fields = page.read("application").data("form_fields")
    for field in fields if isinstance(fields, list) and page.document is not None and not is_web(page) else ():
        if isinstance(field, dict) and str(field.get("group")) in ART_29:
            found.setdefault(str(field["group"]), []).append(str(field["label"]))
    return found


def _cells(ground: Ground) -> Made:
    """A number of the tables on applications, reviews and lawsuits; no sum binds those of the table on voluntary disclosure."""
    for _, page, text in ground.texts("annual_report"):
        cells = _CELL if is_web(page) else _FILE_CELL
        free = [table.span() for table in _TABLE.finditer(text) if _UNBOUND in norm(_TAG.sub("", table[0]))]
        numbers = [cell for cell in cells.finditer(text) if cell[2].strip().isdigit()]
        for cell in _some([one for one in numbers if not any(start < one.start() < end for start, end in free)]):
            changed = f"{text[: cell.start(2)]}{int(cell[2]) + 1}{text[cell.end(2) :]}"
            yield f"{cell[2].strip()} at {cell.start(2)}", ground.with_text(page.url, changed)


def _headings(ground: Ground) -> Made:
    for _, page, text in ground.texts("annual_report"):
        headings = _HEADING if is_web(page) else _PARAGRAPH
        for match in _some([one for one in headings.finditer(text) if _SECTION.search(_TAG.sub("", one[3]))]):
            words = _TAG.sub("", match[3]).strip()
            yield f"“{words[:40]}”", ground.with_text(page.url, text[: match.start()] + text[match.end() :])


def _emptied(ground: Ground) -> Made:
    for _, page, text in ground.texts():
        if page.url in ground.world.pages.values():
            title = escape(page.document.title if page.document else "")
            blank = f"<html><title>{title}</title><body><p>栏目正在建设中</p></body></html>"
            yield page.url, ground.with_text(page.url, blank if is_web(page) else in_text(text, lambda _: ""))


def _damaged(ground: Ground) -> Made:
    for _, page in ground.pages():
        if not is_web(page):
            capture = ground.world.captures[page.url]
            yield page.url, ground.with_capture(page.url, replace(capture, body=capture.body[: len(capture.body) // 2]))


def _gone(ground: Ground) -> Made:
    for _, page in ground.pages():
        if page.url in ground.world.pages.values():
            capture = ground.world.captures[page.url]
            yield page.url, ground.with_capture(page.url, replace(capture, status=404, body=b"404"))


MUTATORS: Mapping[str, tuple[Callable[[Ground], Made], Words]] = {
    "value_removed": (_values, Words("删去一项要素（含标签）", "an element is removed, label and value")),
    "label_removed": (_labels, Words("删去一项要素的标签", "the label of an element is removed")),
    "number_zeroed": (_placeholders, Words("电话或传真改为占位号码", "a telephone or fax becomes a placeholder")),
    "dates_aged": (aged, Words("页面日期提前三年", "all dates of a page three years older")),
    "unit_swapped": (_swapped, Words("单位名称换成别的单位", "another unit's name in place of this one's")),
    "link_broken": (_broken, Words("一个链接失效", "a link goes dead")),
    "text_garbled": (_garbled, Words("页面变成乱码", "the text is garbled")),
    "field_dropped": (_fields, Words("删去申请表的一项", "a field of an application form is dropped")),
    "cell_changed": (_cells, Words("年报表格中一个数加一", "a number in a report's table is one more")),
    "column_blanked": (columns, Words("清单的一列变空", "a column of a list is blank")),
    "heading_removed": (_headings, Words("删去年报的一个部分标题", "a section heading of a report is removed")),
    "page_emptied": (_emptied, Words("页面内容被清空", "a page says only that it is under construction")),
    "file_damaged": (_damaged, Words("文件损坏", "a file is cut off in the middle")),
    "page_gone": (_gone, Words("页面不存在（404）", "a page is not there (404)")),
}
"""Every mutator by name, with what it does."""


def _quotes(ground: Ground) -> Iterator[tuple[Looked, str, str]]:
    """What the fixture's rule rests on: each fact it looked at, the text of its page, and the quote."""
    pages = {page.url for _, page in ground.pages()}
    seen: set[tuple[str, str]] = set()
    for looked in ground.facts:
        for fact in _facts(looked.value) if looked.url in pages else ():
            quote = fact.quote[:_LONGEST]
            if quote and (looked.url, quote) not in seen and fact.value not in (None, ""):
                seen.add((looked.url, quote))
                yield looked, ground.text(looked.url), quote


def _facts(value: object) -> Sequence[Fact]:
    if isinstance(value, Fact):
        return (value,)
    return [one for one in value if isinstance(one, Fact)] if isinstance(value, tuple) else ()


def _without(text: str, quote: str) -> str | None:
    """`text` without the first place that shows `quote`, its tags kept; None where it is not shown in one piece."""
    signs = [re.escape(escape(sign, quote=False)) for sign in quote if not sign.isspace()]
    match = re.search(_SPACE.join(signs), text)
    return None if match is None else text[: match.start()] + "".join(_TAG.findall(match[0])) + text[match.end() :]


def _some(found: Sequence[_Thing]) -> Iterable[_Thing]:
    """At most `_EACH` of them, spread evenly."""
    step = max(1, -(-len(found) // _EACH))
    return found[::step]
