"""Do two pages of the unit print the same contacts?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from inspector import lazy
from inspector.checks.case import Check, On, Params, unknown_facts
from inspector.checks.missing import NO_DOUBT
from inspector.facts.contacts import numbers, same_number
from inspector.facts.document import norm
from inspector.facts.hours import read_hours
from inspector.facts.numerals import SIGNS, numeral
from inspector.facts.reading import Fact, Reading
from inspector.model.finding import Answer
from inspector.model.unit import PageRole
from inspector.model.words import Words

_HAN_NUMBER = lazy.pattern(f"[{SIGNS}]{{1,7}}(?=号)")
_HAN = lazy.pattern(r"[\u4e00-\u9fff]")
_AT_NUMBER = lazy.pattern(r"\d号|[路街巷道弄]\d")
_HOUSE = lazy.pattern(
    r"(?P<street>[^省市区县]{2,10}(?:路|街|道|巷|胡同|弄))(?P<number>[甲乙丙丁东南西北附]?\d[\d甲乙丙丁附之至A-Za-z\-~、,]*)号?"
)
"""A street and a number in it, with its part or those beside it: `育才路18-1号`, `育才路甲16、18号`."""
_TO_NUMBER = lazy.pattern(r"[^\d]{2,40}\d{1,5}(?=号)")
_SIDE = lazy.pattern(r"^.*(?:镇|乡|街道|社区|办事处|村)(?=..)|[东南西北中前后新老大]")
"""What of a street's name may be left out, or be another after a reform: the town, and which side of it."""
_BRACKETS = lazy.pattern(r"\([^()]*\)")
_OF_PLACE = lazy.pattern(r"(?:[省市区县旗州盟镇乡村城园寨庄店坊]|街道|街道办|社区|办事处|大道|[路街巷])$")
_SHORT_NAME = 2
_MAY_BE_ONE = Words(
    "；没有门牌号，或者只是门牌号、路名的写法不同，可能是同一处，由人工确认",
    "; without a number, or with its street or number in other words, it may be the same place: a person confirms",
)
_OTHER_LINE = lazy.pattern(r"值班|总机|监督|投诉|举报|热线|门卫|传达室|信访|[(（][\u4e00-\u9fff]{1,8}[科股队所][)）]")
_COUNTER = lazy.pattern(r"大厅|窗口|便民服务中心|政务服务中心")
_SHORT = 60
"""A quote that long is a line of one contact, whose words tell what line it is."""
_WORDS = {"address": ("地址", "address"), "phone": ("电话", "telephone"), "hours": ("办公时间", "hours")}


class SameContactsParams(Params):
    """`other`: the page to compare with. `pairs`: fact here -> fact there, by kind (`address`, `phone`, `hours`)."""

    other: PageRole
    pairs: dict[Literal["address", "phone", "hours"], tuple[str, str]]


def same_contacts(on: On, params: SameContactsParams) -> list[Answer]:
    """Fail naming each contact that both pages print differently; what only one page prints is not compared.

    Where an address without a number, or with a part of it, may be another's place in other words, a person confirms.
    """
    there = on.open(params.other)
    if there is None:
        return [on.not_applicable("没有可以比较的页面", "there is no page to compare with")]
    compared = {kind: _compare(kind, on.reading, there, *names) for kind, names in params.pairs.items()}
    differing = {kind: pair for kind, (same, *pair) in compared.items() if same is False}
    if differing:
        sure = {kind: pair for kind, pair in differing.items() if kind != "address" or _surely_two(*pair)}
        return [_differ(on, params, sure or differing, NO_DOUBT if sure else _MAY_BE_ONE)]
    if all(same is None for same, *_ in compared.values()):
        return [on.not_applicable("两个页面没有可以比较的相同项目", "the two pages have nothing in common to compare")]
    return [on.passed("两个页面的联系信息一致", "the contacts on both pages agree")]


def _compare(
    kind: str, here: Reading, there: Reading, name: str, other: str
) -> tuple[bool | None, Fact | None, Fact | None]:
    mine, theirs = (
        [f for f in reading.many(n) if f.value and not f.notes.get("placeholder") and not _loose(kind, f)]
        for reading, n in ((here, name), (there, other))
    )
    if not mine or not theirs:
        return None, None, None
    same = any(_same(kind, str(a.value), str(b.value)) for a in mine for b in theirs)
    if not same and kind == "phone":
        same = any(_printed(str(a.value), there) for a in mine) or any(_printed(str(b.value), here) for b in theirs)
    return same, mine[0], theirs[0]


def _printed(value: str, reading: Reading) -> bool:
    """Whether a page prints that telephone anywhere in its own text: beside a switchboard it may be another line's."""
    own = (line.text for line in reading.document.lines if line.region == "main")
    return any(same_number(value, number.text) for text in own for number in numbers(text))


def _loose(kind: str, fact: Fact) -> bool:
    """What cannot be compared: hours without a label or of a counter, a duty line's or section's number, a seat in English."""
    if kind == "phone":
        return len(fact.quote) <= _SHORT and bool(_OTHER_LINE.search(fact.quote))
    if kind == "address":
        return not _HAN.search(str(fact.value))
    return kind == "hours" and (fact.notes.get("label") == "" or bool(_COUNTER.search(str(fact.value))))


def _same(kind: str, a: str, b: str) -> bool:
    if kind == "phone":
        return same_number(a, b)
    if kind == "hours":
        one, two = _times(a), _times(b)
        return one <= two or two <= one
    return _one_place(a, b) or _one_place(_BRACKETS.sub("", norm(a)), _BRACKETS.sub("", norm(b)))


def _one_place(a: str, b: str) -> bool:
    here, there = _compared(a), _compared(b)
    short, long = sorted((here, there), key=len)
    if short and short in long:
        return _only_place_before(long.partition(short)[0], short)
    return _names_street_of(here, there) or _names_street_of(there, here)


def _names_street_of(one: str, other: str) -> bool:
    """Whether the street and number of one address end those of the other, with words before it that are no part of its name."""
    street, longer = _street(one), _street(other)
    return street != "" and longer.endswith(street) and _only_place_before(longer.removesuffix(street), one)


def _compared(address: str) -> str:
    return _HAN_NUMBER.sub(_in_digits, re.sub(r"[^\w]", "", norm(address)))


def _only_place_before(words: str, other: str) -> bool:
    """Whether what only one address has before the street is where that lies (`城关镇`解放路), and no part of its name (`东`解放路)."""
    return len(words) > _SHORT_NAME or not words or words in other or bool(_OF_PLACE.search(words))


def _in_digits(match: re.Match[str]) -> str:
    return str(numeral(match[0]) or match[0])


def _times(text: str) -> frozenset[tuple[int, int]]:
    hours = read_hours(text)
    told = [clock.split(":") for span in hours.ranges for clock in span] if hours else []
    found = told or re.findall(r"(\d{1,2})[:时点](\d{2})?", norm(text))
    return frozenset((int(hour) % 12, int(minute or 0)) for hour, minute in found)


def _street(address: str) -> str:
    found = re.search(r"([^省市区县]{2,10}(?:路|街|道|巷|胡同)[甲乙]?\d+号)", address)
    return found.group(1) if found else ""


def _surely_two(one: Fact | None, other: Fact | None) -> bool:
    """Whether two addresses that differ are two places: both have a number, and neither is the other in fewer words,
    nor has the same number, or a part of it, in a street much alike.
    """
    here, there = (_HAN_NUMBER.sub(_in_digits, norm(str(fact.value))) if fact else "" for fact in (one, other))
    if not (_AT_NUMBER.search(here) and _AT_NUMBER.search(there)) or _is_told_shorter(here, there):
        return False
    return not any(_may_be_one(a, b) for a in _HOUSE.finditer(here) for b in _HOUSE.finditer(there))


def _is_told_shorter(one: str, other: str) -> bool:
    """Whether one address, or all of it up to its number, ends the other: `政府大院5号楼` and `老政府大院5号楼305室`."""
    here, there = _compared(one), _compared(other)
    first, second = (found[0] if (found := _TO_NUMBER.match(text)) else text for text in (here, there))
    return here in there or there in here or first.endswith(second) or second.endswith(first)


def _may_be_one(one: re.Match[str], other: re.Match[str]) -> bool:
    short, long = sorted((_SIDE.sub("", house["street"]) for house in (one, other)), key=len)
    return long.endswith(short) and bool(_numbers_in(one["number"]) & _numbers_in(other["number"]))


def _numbers_in(number: str) -> set[str]:
    """The numbers that a house has, with those between: `16-20`."""
    told = {
        str(between) for a, b in re.findall(r"(\d{1,4})[-~至](\d{1,4})", number) for between in range(int(a), int(b))
    }
    return told | set(re.findall(r"\d+", number))


def _differ(on: On, params: SameContactsParams, differing: Mapping[Any, list[Fact | None]], why: Words) -> Answer:
    page = on.case.dossier.sheet(params.other).page
    parts = [
        (_WORDS[kind], mine, theirs)
        for kind, (mine, theirs) in differing.items()
        if mine is not None and theirs is not None
    ]
    zh = "；".join(f"{words[0]}：本页“{a.value}”，对照页“{b.value}”" for words, a, b in parts)
    en = "; ".join(f"{words[1]}: here “{a.value}”, there “{b.value}”" for words, a, b in parts)
    cites = [cite for _, a, b in parts for cite in (on.cite(a), on.cite(b, page))]
    sure = why is NO_DOUBT
    return on.failed(f"两个页面不一致：{zh}{why.zh}", f"the pages differ: {en}{why.en}", *cites, sure=sure)


def _amiss(params: SameContactsParams, role: str) -> str:
    here, there = ([pair[n] for pair in params.pairs.values()] for n in (0, 1))
    return unknown_facts(here, role) or unknown_facts(there, params.other)


CHECK = Check("same_contacts", SameContactsParams, same_contacts, amiss=_amiss)
