"""Where labels stand in a line, and where their values begin: set off by a colon, a blank or a bracket, joined, or run in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.label_words import LABEL

_AFTER = lazy.pattern(
    r" ?(?P<note>\((?!0)(?:[^()]{1,16}|[A-Za-z ]{1,40})\)| [A-Z][a-z]+(?: [A-Za-z]+){0,3}(?= ?:))? ?"
    r"(?P<sep>: ?|=|\| ?|\.{3,} ?|[→⇒▷►] ?|[”\"』」] ?: ?|〗 ?:? ?|-{2} ?|—{1,2} ?|(?:设在|设于|位于|分别为|为|是"
    r"|在(?=[\u4e00-\u9fff\d]{2,24}[路街巷号区县镇村楼]))(?!了)[: ]?|】 ?|\] ?| )?"
)
NUMERIC = frozenset({"phone", "fax", "phone_fax", "postcode"})
"""Kinds of labels whose values are numbers."""
_VALUE_START = lazy.pattern(r"\(?\+?[\dXx×*]")
_SAME = lazy.pattern(r"\(?同(?:上|电话|联系电话|办公电话|前|号)")
_HOURS_START = lazy.pattern(r"\(?(?:周一|星期一|工作日|每周|每天|上午|法定|国家|\d{1,2}:)")
_NUMBERED_STREET = lazy.pattern(r"[\u4e00-\u9fff\d]{2,30}?[路街巷道村弄][\u4e00-\u9fff]{0,6}\d+ ?号")
_WEB = lazy.pattern(r"https?://|www\.", re.IGNORECASE)
_UNIT_BEFORE = lazy.pattern(
    r"[\s\d.、()一二三四五六七八九十]*[\u4e00-\u9fff]{2,20}(?:局|委员会|委|办|街道|办事处|镇|乡|政府|中心)"
)
"""`清河区民政局政府信息公开工作机构` over the name of it."""
_JOINED = lazy.pattern(r" ?[及和与/、] ?")
"""`地址及邮编`: one label for two values."""
_MOST_JOINED = 5
_STOPPED, _CLOSED = lazy.pattern(r"。 ?(?=\S)"), lazy.pattern(r"\) ?(?=[^\s:])")
_NUMBERED, _HEAD_CHARS = lazy.pattern(r" ?\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.] ?"), 8
_COLON = lazy.pattern(r" ?: ?(?=\S)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a folded text: its kind, words and note, what sets it off, where it starts, and where its value begins."""

    kind: str
    label: str
    note: str
    sep: str
    start: int
    value_start: int


def is_label(text: str) -> bool:
    """Whether a folded text is a label and nothing else, or a few of them for one cell: `地址及邮编`."""
    rest = text
    for _ in range(_MOST_JOINED):
        bare = re.sub(r"^[\s\d.、()一二三四五六七八九十●◆■*·]+", "", rest).rstrip(": ;,")
        match = LABEL.match(bare)
        joint = _JOINED.match(bare, match.end()) if match else None
        if match is None or joint is None:
            return bool(match) and not re.sub(r"\([^()]*\)", "", bare[match.end() :] if match else bare).strip()
        rest = bare[joint.end() :]
    return False


def is_joined(rest: str) -> bool:
    """Whether what stands behind a label is another one for the same cell."""
    match = _JOINED.match(rest)
    return bool(match) and is_label(rest[match.end() :] if match else rest)


def _joined_until(text: str, place: int) -> int:
    """Where the value begins of a label to which others are joined in its line (`地址及邮编：`); 0 where none are."""
    for number in range(_MOST_JOINED):
        joint = _JOINED.match(text, place)
        other = LABEL.match(text, joint.end()) if joint else None
        if other is None:
            colon = _COLON.match(text, place) if number else None
            return colon.end() if colon else 0
        place = other.end()
    return 0


def hits(text: str) -> Iterator[Hit]:
    """The labels of a line in order; words that only look like one do not count."""
    place = 0
    while match := LABEL.search(text, place):
        place = match.end()
        kind, label = match.lastgroup or "other", match[0].replace(" ", "")
        if begins := _runs_in(text, match) or _joined_until(text, match.end()):
            yield Hit(kind, label, "", ":", match.start(), begins)
            continue
        after = _AFTER.match(text, match.end() + _is_bracketed(text, match))
        sep = (after["sep"] or "") if after else ""
        note = (after["note"] or "") if after else ""
        value_start = after.end() if after else match.end()
        if _counts(kind, text, match, sep, value_start):
            yield Hit(kind, label, note, sep.strip(), match.start(), value_start)
            place = max(place, value_start)


def _runs_in(text: str, match: re.Match[str]) -> int:
    """Where the text begins of a heading that is a label, in its line: `四、联系电话。010-55551208`, `（联系电话）010-55551208`."""
    head = text[: match.start()] if match.start() <= _HEAD_CHARS else ""
    ends = (head == "(" and _CLOSED.match(text, match.end())) or (
        _NUMBERED.fullmatch(head) and _STOPPED.match(text, match.end())
    )
    return ends.end() if ends else 0


def _is_bracketed(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 2] == "):"


def _counts(kind: str, text: str, match: re.Match[str], sep: str, value_start: int) -> bool:
    """A label counts with a colon or copula; numbers may follow at once; alone on its line it waits for the next."""
    if sep.strip():
        return not (sep.strip() in "为是" and kind in ("url", "other"))
    if kind == "mail_address" and match[0][-1] in "至到往":
        return True
    if kind in NUMERIC and _VALUE_START.match(text, value_start):
        return True
    if kind == "fax" and _SAME.match(text, value_start):
        return True
    if kind == "email" and re.match(
        r"[\w.\-]{1,64} ?(?:@|\(at\)|\[at\]|#)", text[value_start : value_start + 80], re.IGNORECASE
    ):
        return True
    head = re.fullmatch(r"[\s\d.、()一二三四五六七八九十●◆■*·\[【]*", text[: match.start()])
    named = kind == "work_body" and _UNIT_BEFORE.fullmatch(text[: match.start()])
    rest = text[value_start:].strip()
    if (head or named) and (not rest or is_joined(rest)):
        return True
    in_a_row = text[: match.start()].endswith(" ") and LABEL.match(text)
    if (head or in_a_row) and _follows(kind, text, value_start):
        return True
    return kind == "hours" and bool(_HOURS_START.match(text, value_start))


def _follows(kind: str, text: str, value_start: int) -> bool:
    """Whether what stands behind a label that heads its line, or behind a blank, is its value: `办公地点　　文昌路18号`."""
    if text[value_start - 1] != " ":
        return kind == "address" and bool(_NUMBERED_STREET.match(text, value_start))
    if kind == "url":
        return bool(_WEB.match(text, value_start))
    return kind in ("address", "mail_address", "hours", "work_body")
