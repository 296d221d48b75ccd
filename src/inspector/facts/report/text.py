"""The text of an annual report: title, year, unit, its six sections, and the statements a report must make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inspector import lazy
from inspector.facts.document import Document, Line, norm
from inspector.facts.reading import Fact
from inspector.facts.report.layout import SECTIONS

_REPORT = lazy.pattern(r"信息公开.{0,14}(?:报告|年报)|(?:政务|政府信息)公开.{0,8}年报|年度报告.{0,6}信息公开")
_YEAR = lazy.pattern(r"(?P<digits>(?:19|20)\d{2})|(?P<han>[一二][〇○零oO0一二三四五六七八九]{3})(?=年)")
_YEAR_WORDS = lazy.pattern(r"[((]?(?:(?:19|20)\d{2}|[一二][〇○零oO0一二三四五六七八九]{3})(?:年度|年)?[))]?")
_PERIOD = lazy.pattern(r"((?:19|20)\d{2})年1月1日.{0,6}?(?:至|到|起|-|—|~).{0,8}?12月31日")
_HAN = {sign: str(value) for value, signs in enumerate(("〇○零oO0", *"一二三四五六七八九")) for sign in signs}
_HAN_SIGN = lazy.pattern(r"[一-鿿]")
_SUFFIX = lazy.pattern(r"\s*[|_｜]\s*|\s+[-—–]+\s+")
_TITLE_CHARS = 70
_WRAPPED_CHARS = 40
_NUMERAL = lazy.pattern(
    r"^(?P<n>第?[一二三四五六七八九十]{1,3}(?:部分|章)?[、.,:]|第[一二三四五六七八九十]{1,3}(?:部分|章)|[IVX]{1,4}[、.]?|\d{1,2}[、.](?!\d)"
    r"|[一二三四五六](?=总体情况|主动公开政府信息|收到和(?:处理|办理)|因?政府信息公开|存在的?(?:主要)?问题|其他需要))"
)
_PARENTHESISED = lazy.pattern(r"^\([一二三四五六七八九十\d]{1,3}\)[、.]?")
_TITLES = (
    lazy.pattern(r"^(?:工作)?总体情况|^政府信息公开工作(?:的)?总体情况"),
    lazy.pattern(r"^主动公开政府信息(?:的)?情况"),
    lazy.pattern(r"^(?:收到和处理|收到和办理)(?:政府)?信息公开申请(?:的)?情况"),
    lazy.pattern(
        r"^(?:因)?政府信息公开(?:工作)?(?:被|引起|引发|产生|的)*(?:申请)?(?:的)?行政复议.{0,6}行政诉讼.{0,4}(?:情况)?"
    ),
    lazy.pattern(r"^(?:政府信息公开工作)?存在的?(?:主要)?问题.{0,4}改进(?:情况|措施)?"),
    lazy.pattern(
        r"^其他(?:需要|应当?)(?:报告|说明)的?(?:有关)?(?:事项|情况|内容)|^需要(?:报告|说明)的其他(?:事项|情况)"
    ),
)
_OLDER = (
    lazy.pattern(r"^概述|^概况|^总体(?:概况|工作)|^基本情况|^(?:政府)?信息公开工作(?:基本|总体)?情况"),
    lazy.pattern(
        r"^(?:政府信息)?主动公开(?:的)?(?:政府信息)?(?:工作)?(?:的)?情况|^\d{0,4}年?度?主动公开|^政府信息主动公开"
    ),
    lazy.pattern(r"^(?:政府信息)?(?:依申请公开|申请公开)(?!.*费)"),
    lazy.pattern(r".{0,12}行政复议"),
    lazy.pattern(r"^.{0,14}(?:主要|存在).{0,6}(?:问题|不足|困难)|^工作存在问题"),
    lazy.pattern(r"^(?:其他|需要说明).{0,6}事项"),
)
_HEADING_CHARS = 50
_STATEMENTS = {
    "assessment": lazy.pattern(r"考核|考评|绩效评[估价]"),
    "social_evaluation": lazy.pattern(r"社会评[议价]|评议|满意[度率]|(?:公众|群众)评价"),
    "accountability": lazy.pattern(r"责任追究|追究责任|追责|问责|追究"),
    "fee": lazy.pattern(
        r"信息处理费|处理费|(?:未|没有|无|不|免).{0,20}(?:信息公开|申请).{0,12}(?:收费|收取|费用)|未收取.{0,6}费"
        r"|收费通知(?!要求)|(?:信息|申请)公开.{0,20}(?:未|没有|无|不)(?:产生|发生|收取|涉及|存在)?.{0,6}(?:收费|费用)"
    ),
}
_INTENDED = lazy.pattern(r"下一步|下一?阶段|今后")
"""A sentence on what is to be done says nothing of the year reported on."""
_BODY = lazy.pattern(r"(?:委员会|办公室|办事处|人民政府|管理局|中心|大队|支队|[局厅委办院处社会镇乡队])$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading found: its number from 1 to 6, the index of its line, whether it has the unified wording."""

    number: int
    index: int
    line: Line
    standard: bool
    title_end: int


def title_of(document: Document) -> Line | None:
    """The report's own title: a heading first, then a line of the text, then what the page calls itself."""
    shown = [line for line in document.lines if line.region in ("main", "header") and not line.links]
    titled = [line for line in (*shown, *_wrapped(shown)) if _is_title(line.text)]
    headed = [line for line in titled if line.heading]
    signed = [line for line in (*headed, *titled) if _BODY.search(_unit_in(norm(line.text)))]
    if titled:
        return (signed or headed or titled)[0]
    named = [document.meta.get("articletitle", ""), document.title]
    text = next((part for name in named for part in _SUFFIX.split(name) if _is_title(part)), "")
    return Line(text, "title") if text else None


def _wrapped(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring short lines taken together: a title broken over two lines of a page."""
    return [
        Line(f"{first.text}{second.text}", first.locator, first.region, first.heading)
        for first, second in pairwise(lines)
        if len(first.text) <= _WRAPPED_CHARS
        and len(second.text) <= _WRAPPED_CHARS
        and _YEAR.search(first.text + second.text)
    ]


def _is_title(text: str) -> bool:
    plain = norm(text)
    return (
        bool(_REPORT.search(plain))
        and len(plain) <= _TITLE_CHARS
        and not re.search(r">|位置|[。;]|相关|下一篇|上一篇|^第.{1,6}条", plain)
    )


def years_in(text: str) -> tuple[int, ...]:
    """The years a text names, in figures or Chinese signs."""
    found = []
    for match in _YEAR.finditer(norm(text)):
        digits = match["digits"] or "".join(_HAN.get(sign, "") for sign in match["han"])
        if re.fullmatch(r"(?:19|20)\d{2}", digits):
            found.append(int(digits))
    return tuple(dict.fromkeys(found))


def year_facts(document: Document, title: Line | None) -> tuple[Fact | None, Fact | None]:
    """(year in the title, year of the reporting period in the text)."""
    in_title = None
    if title is not None and years_in(title.text):
        in_title = Fact(years_in(title.text)[0], title.text, title.locator)
    for line in document.lines:
        match = _PERIOD.search(norm(line.text)) if line.region == "main" else None
        if match:
            return in_title, Fact(int(match[1]), line.text, line.locator)
    return in_title, None


def year_in_text(document: Document) -> Fact | None:
    """The first year that the text names as its own, as in `2023年，我局`."""
    for line in document.lines:
        match = re.match(r"(?:.{0,30}?(?:现将|公布|编制))?.{0,20}?((?:19|20)\d{2})年", norm(line.text)[:60])
        if match and line.region == "main" and len(norm(line.text)) > 25 and "公开" in line.text:
            return Fact(int(match[1]), line.text, line.locator)
    return None


def unit_of(document: Document, title: Line | None) -> Fact | None:
    """The unit that reports: from the title, else the sentence that announces the report, else the signature."""
    name = _unit_in(norm(title.text)) if title is not None else ""
    if title is not None and name:
        return Fact(name, title.text, title.locator)
    main = [line for line in document.lines if line.region == "main"]
    for line in main[:12]:
        match = re.search(
            r"(?:公布|发布|由|现将)([一-鿿]{2,30}?)(?:(?:19|20)\d{2}年|编制|政府信息公开)", norm(line.text)
        )
        if match and _BODY.search(match[1]):
            return Fact(match[1], line.text, line.locator)
    for line in reversed(main[-6:]):
        plain = norm(line.text)
        if 3 < len(plain) <= 25 and _BODY.search(plain) and re.fullmatch(r"[一-鿿]+", plain):
            return Fact(plain, line.text, line.locator)
    return None


def _unit_in(title: str) -> str:
    title = next((part for part in _SUFFIX.split(title) if _REPORT.search(part)), title)
    title = re.sub(r"^[《\"“【\[(]*(?:关于)?(?:公布|发布|印发|报送)?", "", title)
    before, _, after = _YEAR_WORDS.sub("\n", title, count=1).partition("\n")
    if before and "公开" not in before:
        cleaned = before
    else:
        cleaned = re.split(r"信息公开|政务公开|(?:工作)?年度报告", before or after)[0].removesuffix("政府")
    cleaned += "政府" if cleaned.endswith("人民") else ""
    unit = re.sub(r"^(?:度|年度)|(?:的|关于|度)$", "", cleaned).strip("《》“”\"'-—_:")
    return unit if len(_HAN_SIGN.findall(unit)) >= 3 and not re.search(r"\d", unit) else ""


def sections(document: Document) -> tuple[Section, ...]:
    """The section headings in page order; of a table of contents and the text, the text's."""
    found: dict[int, Section] = {}
    for index, line in enumerate(document.lines):
        section = _section(index, line)
        if section and (section.number not in found or section.standard):
            found[section.number] = section
    return tuple(sorted(found.values(), key=lambda section: section.index))


def _section(index: int, line: Line) -> Section | None:
    plain = norm(line.text)
    if line.region != "main" or not plain:
        return None
    numeral = _NUMERAL.match(plain)
    rest = plain[numeral.end() :] if numeral else _PARENTHESISED.sub("", plain)
    for number, (unified, older) in enumerate(zip(_TITLES, _OLDER, strict=True), 1):
        match = unified.match(rest)
        if match and (numeral or match.end() == len(rest.rstrip("。:.")) or line.heading):
            return Section(number, index, line, True, len(plain) - len(rest) + match.end())
        head = rest.split("。")[0]
        if numeral and len(head) <= _HEADING_CHARS and older.match(head):
            return Section(number, index, line, False, len(plain) - len(rest) + len(head))
    return None


def section_facts(found: Sequence[Section]) -> tuple[Fact, ...]:
    """One fact a section: its unified title, its number, and whether the page uses the unified wording."""
    return tuple(
        Fact(
            SECTIONS[section.number - 1],
            section.line.text,
            section.line.locator,
            {"number": section.number, "standard": section.standard},
        )
        for section in found
    )


def section_text(document: Document, found: Sequence[Section], number: int) -> Fact | None:
    """The text of one section without its heading; None where the section is not there."""
    start = next((section for section in found if section.number == number), None)
    if start is None:
        return None
    end = next((section.index for section in found if section.index > start.index), len(document.lines))
    body = [line for line in document.lines[start.index + 1 : end] if line.region == "main"]
    lines = [norm(start.line.text)[start.title_end :].strip("。:. "), *(line.text for line in body)]
    return Fact("\n".join(text for text in lines if text), start.line.text, start.line.locator)


def statements(document: Document) -> dict[str, dict[str, str | bool]]:
    """Whether the report speaks of assessment, evaluation, accountability and the fee, with the sentence."""
    found: dict[str, dict[str, str | bool]] = {key: {"value": False, "quote": "", "locator": ""} for key in _STATEMENTS}
    for line in document.lines:
        for sentence in re.split(r"(?<=[。；;])", line.text) if line.region == "main" else ():
            said = norm(sentence)
            for key, pattern in _STATEMENTS.items():
                match = pattern.search(said) if not found[key]["value"] else None
                if match and not _INTENDED.search(said, 0, match.start()):
                    found[key] = {"value": True, "quote": sentence.strip(), "locator": line.locator}
    return found
