"""Lines that a page breaks in the middle of one thing: a label written downwards, a mailbox, a number or an address over two lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from inspector import lazy
from inspector.facts.label_words import LABEL
from inspector.facts.plain import Plain, fold

_MAILBOX_HEAD = lazy.pattern(r"[\w.\-]+ ?(?:@|\(at\)|#)(?: ?[\w\-]+\.)*$", re.IGNORECASE)
_DOMAIN = lazy.pattern(r"[\w\-]+(?:\.[\w\-]+)+")
_MAILBOX_NAME = lazy.pattern(r"(?:^|[^\w.])[A-Za-z][\w.\-]{1,30}$|@[\w\-]+(?:\.[\w\-]+)*$")
_DOMAIN_TAIL = lazy.pattern(r"@ ?[\w\-]+\.[A-Za-z]|\.(?:gov|com|cn|org|net)\b")
_AREA_CODE = lazy.pattern(r"(?:^|[^\d\-])(?:0\d{2,3} ?[-‐-―─━]|\(0\d{2,3}\) ?[-‐-―─━]?)$")
_LOCAL_NUMBER = lazy.pattern(r"[2-8]\d{6,7}(?!\d)")
_PLACE = lazy.pattern(r"[省市区县州旗镇乡路街巷道村号楼院]")
_OPEN_PLACE = lazy.pattern(r"(?:[省市区县州旗镇乡]|街道)$")
_REST = lazy.pattern(
    r"[\u4e00-\u9fff]{1,14}?(?:路|街|巷|道|村|大厦|大楼|院|广场|胡同|里|弄|段)[^:,。;@]{0,12}?[\d一二三四五六七八九十]+ ?号"
)
_INNER = lazy.pattern(
    r"[^:,。;@\d]{0,12}(?:\d{1,4}|[一二三四五六七八九十]{1,3}) ?(?:号?楼|层|室|座|房间?|栋|单元)[^:,。;@]{0,12}$"
)
_OPEN_ROAD = lazy.pattern(r"(?:路|街|大道|巷|胡同|里|弄|条)$")
_HOUSE = lazy.pattern(r"(?:甲|乙|附)?[\d一二三四五六七八九十]{1,5} ?号[^:,。;@]{0,16}$")
_BODY = lazy.pattern(r"(?:局|委员会|委|政府|街道办事处|街道|镇|乡|院|中心|办公室)$")
_OFFICE = lazy.pattern(r"(?:[\u4e00-\u9fff]{0,8}(?:办公室|科|股|处|中心|窗口))(?:\([^()]{1,20}\))?$")
_LABEL_PART = lazy.pattern(r"[\u4e00-\u9fff]{1,2}")
_LONGEST_LABEL = 10
_PAIR = 2
"""So many signs below each other may be a choice: 是 / 否."""
_END = 200
"""Signs at the end of a line by which it is told that something goes on: however long a line is, what it breaks is short."""
_MOST_LINES = 6
"""Lines that hold one value; a page of nothing but such ends would otherwise become one line, folded anew for each."""


def whole(lines: tuple[Plain, ...]) -> tuple[Plain, ...]:
    """`lines` with those put together, by one blank, that the page broke inside one label or value; the first line's place is kept."""
    done: list[Plain] = []
    held = 0
    for plain in _labels(lines):
        if done and held < _MOST_LINES and _beside(done[-1], plain) and _goes_on(_labelled(done)[-_END:], plain.text):
            done[-1], held = _joined([done[-1], plain]), held + 1
        else:
            done.append(plain)
            held = 1
    return tuple(done)


def _goes_on(one: str, other: str) -> bool:
    return any(test(one, other) for test in _BROKEN)


def _labelled(done: list[Plain]) -> str:
    """The last line, with the label above or left of it where that stands alone."""
    label = done[-2].text.rstrip(": ") if len(done) > 1 else ""
    return f"{label}:{done[-1].text}" if LABEL.fullmatch(label) else done[-1].text


def _labels(lines: tuple[Plain, ...]) -> list[Plain]:
    """Labels that are written downwards, put together: 地 / 址, 联系 / 电话."""
    done: list[Plain] = []
    place = 0
    while place < len(lines):
        end = place
        while end < min(len(lines), place + _LONGEST_LABEL + 1) and _is_part(lines[place], lines[end]):
            end += 1
        run = list(lines[place:end])
        if len(run) > 1 and len(run) <= _LONGEST_LABEL and _is_downwards([one.text for one in run]):
            done.append(_joined(run))
            place = end
        else:
            done.append(lines[place])
            place += 1
    return done


def _is_downwards(parts: list[str]) -> bool:
    """Whether parts make a label, or are single signs, as no value is set."""
    return LABEL.fullmatch("".join(parts)) is not None or (len(parts) > _PAIR and all(len(one) == 1 for one in parts))


def _is_part(first: Plain, other: Plain) -> bool:
    """Whether the line may be part of a label that begins with `first`: a sign or two in the same cell, or one in none."""
    beside = first.line.cell == other.line.cell and (first.line.cell is not None or len(other.text) == 1)
    return beside and _LABEL_PART.fullmatch(other.text) is not None


def _beside(one: Plain, other: Plain) -> bool:
    """Whether both stand in one cell, or both in none and under no heading of their own."""
    return one.line.cell == other.line.cell and not one.line.heading and not other.line.heading


def _joined(run: list[Plain]) -> Plain:
    links = tuple(link for plain in run for link in plain.line.links)
    line = run[0].line._replace(text=" ".join(plain.line.text for plain in run), links=links)
    return fold(line, run[0].index)


def _mailbox(one: str, other: str) -> bool:
    if _MAILBOX_HEAD.search(one):
        return bool(_DOMAIN.match(other) or (one[-1] == "." and re.match(r"[A-Za-z]{2,6}\b", other)))
    return bool(_MAILBOX_NAME.search(one) and _DOMAIN_TAIL.match(other))


def _number(one: str, other: str) -> bool:
    return bool(_AREA_CODE.search(one) and _LOCAL_NUMBER.match(other))


def _address(one: str, other: str) -> bool:
    """`地址：清河市清河区` / `建设路18号` / `302室`: the place is not told to its end yet."""
    rest, inner, house = _REST.match(other), _INNER.match(other), _HOUSE.match(other)
    if rest is None and inner is None and house is None:
        return False
    label = next((match for match in LABEL.finditer(one) if match.lastgroup in ("address", "mail_address")), None)
    if label is None or re.search(r"[,。;@]", one) or LABEL.match(other):
        return False
    value = one[label.end() :].strip(" :|")
    if _OPEN_PLACE.search(value):
        return rest is not None
    if _OPEN_ROAD.search(value):
        return house is not None
    return bool(_PLACE.search(value) and re.search(r"号$", value) and inner)


def _body(one: str, other: str) -> bool:
    """`受理机构：清河区民政局` / `办公室`: the office of the body that the line before names."""
    label = LABEL.match(one)
    if label is None or label.lastgroup != "work_body" or LABEL.match(other) or not _OFFICE.fullmatch(other):
        return False
    return bool(_BODY.search(one)) and not _OFFICE.search(other.partition(" ")[2])


_BROKEN: tuple[Callable[[str, str], bool], ...] = (_mailbox, _number, _address, _body)
