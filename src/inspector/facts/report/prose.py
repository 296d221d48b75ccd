"""Figures on applications as the prose of a report gives them, with the sentence each was read from.

Every figure found is kept; several for one key are for the reader to weigh, none is chosen here. Shares, comparisons
with other years and parts ("其中", by channel or applicant) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.document import Line, norm
from inspector.facts.numerals import SIGNS, numeral

KEYS = (
    "new",
    "carried_in",
    "total",
    "carried_out",
    "r1",
    "r2",
    "r3",
    "r4",
    "r5",
    "r6",
    "reconsideration",
    "litigation",
)
"""What is looked for: the four items of table three, its six groups of results, reviews and lawsuits."""

_N = r"(?<!\d)(?P<n>\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?![\d.,]{0,40}\d|[%％年月日]|个?工作日|个?月|天|/)"
_U = r"余?(?:件次|人次|件|宗|条|份|次|起|个|项|例|人)"
_CASES = r"(?=件|起|宗|例|次|$)"
_GAP = r"[^\d]{0,24}?"
_LAST = r"(?:上一?年度?|去年度?|前一年度?)(?:末|底)?"
_NEXT = r"(?:下一?年度?|次年度?|来年|明年|翌年)"
_VERB = r"(?:新收|收到|接到|接收|收悉|受理|新增|接收到)"
_RESULT = {
    "r1": r"(?<!不)予以公开|同意公开",
    "r2": r"部分公开",
    "r3": r"不予公开",
    "r4": r"无法提供",
    "r5": r"不予处理",
    "r6": r"其他(?:方式)?处理|作其他|其他(?=情形|情况|\d|的)",
}
_DONE = r"(?:办结|答复|办复|办理完毕|处理完毕|办毕|(?<!不予)(?<!其他)(?<![和及])处理(?=[^\d]{0,12}申请))"


def _either(word: str, counted: str = "") -> str:
    """The number after the word, with a unit where `counted` asks for one, or before it with a unit."""
    return rf"(?:{word}){_GAP}{_N}{counted}|{_N.replace('<n>', '<m>')}{_U}[^\d]{{0,8}}?(?:{word})"


_PATTERNS: dict[str, tuple[re.Pattern[str], ...]] = {
    "carried_in": (
        lazy.pattern(rf"{_LAST}(?:度)?(?:继续)?结转{_GAP}{_N}"),
        lazy.pattern(rf"结转(?:自)?{_LAST}{_GAP}{_N}"),
        lazy.pattern(rf"{_N}{_U}[^\d]{{0,10}}?(?:为|系|属)?{_LAST}结转"),
    ),
    "carried_out": (
        lazy.pattern(rf"结转(?:至|到|入)?{_NEXT}{_GAP}{_N}"),
        lazy.pattern(rf"{_N}{_U}[^\d]{{0,14}}?结转(?:至|到|入)?(?:{_NEXT}|20\d\d年)"),
        lazy.pattern(rf"(?:尚未办结|未办结|尚在办理|正在办理|仍在办理){_GAP}{_N}"),
    ),
    "new": (
        lazy.pattern(rf"新收(?:到)?[^\d]{{0,16}}?{_N}"),
        lazy.pattern(rf"{_VERB}[^\d]{{0,40}}?申请[^\d]{{0,12}}?{_N}"),
        lazy.pattern(rf"{_VERB}[^\d]{{0,16}}?{_N}(?:{_U})?[^\d]{{0,30}}?申请"),
        lazy.pattern(
            rf"^(?:20\d\d年度?|全年|本年度?|我[局委办处])?(?:(?!办结|答复|处理|结转)[^\d]){{0,16}}?信息公开申请(?:共|总数|总量|数量|为|计)*{_N}{_U}"
        ),
    ),
    "total": (
        lazy.pattern(rf"{_DONE}[^\d]{{0,20}}?{_N}"),
        lazy.pattern(rf"{_N}{_U}[^\d]{{0,6}}?(?:已|均已|全部|予以|作出)?{_DONE}"),
    ),
    "reconsideration": (lazy.pattern(_either("行政复议", _CASES)),),
    "litigation": (lazy.pattern(_either("行政诉讼", _CASES)),),
    **{key: (lazy.pattern(_either(word)),) for key, word in _RESULT.items()},
}
_REVIEWS = ("reconsideration", "litigation")
_YEAR_TO = lazy.pattern(rf"结转(?:至|到|入|于)?(?P<year>20\d\d)年度?{_GAP}{_N}")
_FROM_YEAR = lazy.pattern(rf"{_N}{_U}[^\d]{{0,8}}?结转自(?P<year>20\d\d)年")
_YEAR_FROM = lazy.pattern(rf"(?P<year>20\d\d)年度?结转(?:至|到|入)?(?:20\d\d年度?|今年|本年度?|来)?{_GAP}{_N}")
_PART = lazy.pattern(r"其中|当面|信函|邮寄|邮件|邮箱|网络|网上|在线|平台|传真|现场")
_COMPARED = lazy.pattern(r"同比|比上年|较上年|比去年|较去年|相比|增长|下降|增加|减少|环比|同期|历年|累计")
_NONE = lazy.pattern(
    r"未因|未被|未收到|没有收到|未接到|没有接到|未接收|未受理|未发生|没有发生|未出现|无人|没有|尚无|暂无|无(?:政府|公民|依|信息|因|行政)|^无"
)
_ABOUT_REVIEW = lazy.pattern(r"复议|诉讼|申诉")
_HAN_COUNT = lazy.pattern(rf"(?<![第之十百千\d])([{SIGNS}]{{1,7}})(?=件|宗)")
_OTHER_WORK = lazy.pattern(r"热线|工单|12345|来信|来访|信访|提案|建议|行政许可|政务服务|办件|诉求|留言|咨询|处罚|案件")
_APPLICATIONS = lazy.pattern(r"信息公开|依申请|申请公开|公开申请")
_OF_APPLICATIONS = ("new", "total", "carried_in", "carried_out")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the prose. `quote` is the literal sentence; `includes`: it is said to include what was carried in."""

    key: str
    value: int
    quote: str
    locator: str
    index: int
    includes: bool = False


def figures(lines: Iterable[tuple[int, Line]], year: int | None) -> tuple[Figure, ...]:
    """The figures of (index, line) pairs, in order; `year` is the year reported on, where it is known."""
    found: list[Figure] = []
    for index, line in lines:
        for sentence in re.split(r"(?<=[。；;！])", line.text):
            plain = _han_counts(norm(sentence))
            for key, value, includes in _of_sentence(plain, year):
                figure = Figure(key, value, sentence.strip(), line.locator, index, includes)
                if figure not in found:
                    found.append(figure)
    return tuple(found)


def _of_sentence(plain: str, year: int | None) -> Iterator[tuple[str, int, bool]]:
    includes = bool(re.search(rf"(?:含|包括|包含){_LAST}(?:度)?结转", plain))
    reviewing = False
    elsewhere = bool(_OTHER_WORK.search(plain)) and not _APPLICATIONS.search(plain)
    for clause in _clauses(plain):
        reviewing = reviewing or bool(_ABOUT_REVIEW.search(clause))
        if _COMPARED.search(clause) and not re.search("结转", clause):
            continue
        for key, value in _of_clause(clause, year, reviewing):
            if elsewhere and key in _OF_APPLICATIONS:
                continue
            yield key, value, includes and key == "new"


def _clauses(plain: str) -> list[str]:
    return [
        clause
        for clause in re.split(r"(?<!\d),|,(?!\d{3}(?!\d))|[。;:()]|(?<=[\d件宗条份次起个项例])、|(?<=[^\d])\.", plain)
        if clause
    ]


def _of_clause(clause: str, year: int | None, reviewing: bool) -> Iterator[tuple[str, int]]:
    if _NONE.search(clause) and not re.search(r"\d+(?:件|宗|起|条)", clause):
        yield from _nothing(clause, reviewing)
        return
    carried = list(_dated_carry(clause, year))
    yield from carried
    for key, patterns in _PATTERNS.items():
        part = _PART.search(clause.replace("其中新收", "新收"))
        if key in ("new", "total") and ("结转" in clause or reviewing or part):
            continue
        if reviewing and key.startswith("r") and key != "reconsideration":
            continue
        if carried and key.startswith("carried"):
            continue
        match = next(filter(None, (pattern.search(clause) for pattern in patterns)), None)
        if match:
            groups = match.groupdict()
            value = int((groups.get("n") or groups.get("m") or "").replace(",", ""))
            if not (value and key in _REVIEWS and all(word in clause for word in ("复议", "诉讼"))):
                yield key, value


def _dated_carry(clause: str, year: int | None) -> Iterator[tuple[str, int]]:
    """Carry-over told by year instead of by 'last' and 'next'."""
    for pattern, from_year in ((_YEAR_FROM, True), (_FROM_YEAR, True), (_YEAR_TO, False)):
        match = pattern.search(clause)
        if match and year:
            told = int(match["year"])
            outgoing = told > year or (from_year and told == year)
            yield "carried_out" if outgoing else "carried_in", int(match["n"].replace(",", ""))
            return


def _nothing(clause: str, reviewing: bool) -> Iterator[tuple[str, int]]:
    if "复议" in clause:
        yield "reconsideration", 0
    if "诉讼" in clause:
        yield "litigation", 0
    if not reviewing and re.search(r"申请|依申请", clause) and not re.search("收费|费用|结转|超期|逾期|补正", clause):
        yield "new", 0


def _han_counts(plain: str) -> str:
    return _HAN_COUNT.sub(_in_digits, plain)


def _in_digits(match: re.Match[str]) -> str:
    value = numeral(match[1])
    return match[0] if value is None else str(value)
