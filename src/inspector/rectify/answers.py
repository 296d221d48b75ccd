"""A unit's answers as rows of a table: read, and every fault named by row and column. Pure; nothing is taken in here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from inspector import lazy
from inspector.errors import Problem
from inspector.model.order import Event, Order
from inspector.rectify.ledger import ASKED, HEADINGS, answered
from inspector.rectify.orders import LIVE, admits
from inspector.rectify.words import OBJECTIONS

Kind = Literal["responded", "started", "requested", "objected"]
KINDS: Mapping[str, Kind] = {
    "已整改": "responded",
    "整改中": "started",
    "申请延期": "requested",
    "提出异议": "objected",
}
"""What a unit may answer; an empty cell means the first."""
REASONS: Mapping[str, str] = {words.zh: code for code, words in OBJECTIONS.items()}
"""What a unit may give as the reason for an objection, and its code."""
_DEFAULT = "已整改"
_NUMBER, _ANSWER, _WHY, _DONE, _ON, _URL, _FILE, _BY = (HEADINGS[name] for name in ("number", *ASKED))
_NEEDED = (_NUMBER, _DONE, _ON, _URL, _BY)
_DAY = lazy.pattern(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?")
_LONGEST = 4000
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One row that says something new. `on` is the day it was done or, where time is asked for, the day asked for."""

    row: int
    order: Order
    kind: Kind
    done: str
    on: str
    url: str
    attachment: str
    author: str
    code: str = "other"
    """Of an objection: its reason, a key of OBJECTIONS."""


def answers(
    rows: Sequence[Row], known: Mapping[str, Order], objections: Mapping[str, Sequence[str]], file: str, today: date
) -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
    """The new answers of a form and all that is wrong with it. Rows without an answer, or with one that is known, are passed over.

    `rows` begin with the header; `objections` are the reasons of the appeals filed so far, by finding id. Where there is a
    problem, nothing of the form should be taken in.
    """
    if not rows:
        return (), (Problem(file, "the form is empty", "write a new one with `inspector orders documents`"),)
    (head, names), *body = rows
    faults = [
        Problem(f"{file}:{head}", f"the form lacks the column {name}", "keep its first row as it was")
        for name in _NEEDED
        if name not in names
    ]
    if faults:
        return (), tuple(faults)
    found: list[Answer] = []
    seen: dict[str, int] = {}
    for number, values in body:
        row = dict.fromkeys(names, "") | {name: value.strip() for name, value in zip(names, values, strict=False)}
        if not any(row.get(name) for name in (_ANSWER, _DONE, _ON, _URL, _FILE)):
            continue
        order = known.get(row[_NUMBER])
        if order is not None and _known(row, order, objections):
            continue
        faults += _faults(f"{file}:{number}", row, order, today, seen)
        seen.setdefault(row[_NUMBER], number)
        if order is not None:
            found.append(_answer(number, row, order))
    return (() if faults else tuple(found)), tuple(faults)


def _kind(row: Mapping[str, str]) -> str:
    return row.get(_ANSWER) or _DEFAULT


def _known(row: Mapping[str, str], order: Order, objections: Mapping[str, Sequence[str]]) -> bool:
    """Whether the row only repeats what the unit has already answered."""
    if KINDS.get(_kind(row)) == "objected":
        return row[_DONE] in objections.get(order.finding, ())
    said = answered(order.answer)
    wanted = {HEADINGS[name]: said.get(name, "") for name in ASKED if name != "objection"}
    mine = {**{name: row.get(name, "") for name in wanted}, _ANSWER: _kind(row), _ON: day_of(row[_ON]) or row[_ON]}
    return bool(said) and mine == wanted


def _faults(
    place: str, row: Mapping[str, str], order: Order | None, today: date, seen: Mapping[str, int]
) -> Iterable[Problem]:
    number = row[_NUMBER]
    if order is None:
        yield Problem(
            f"{place}:{_NUMBER}", f"there is no order {number!r}", "copy the number from the form as it was sent"
        )
    elif number in seen:
        yield Problem(
            f"{place}:{_NUMBER}", f"order {number} is answered in row {seen[number]} already", "keep one of them"
        )
    elif not _takes(order, KINDS.get(_kind(row), "responded")):
        words = f"order {number} is {order.status} and takes no such answer"
        yield Problem(f"{place}:{_NUMBER}", words, "clear this row")
    if _kind(row) not in KINDS:
        yield Problem(f"{place}:{_ANSWER}", f"{row[_ANSWER]!r} is no kind of answer", "write " + "、".join(KINDS))
    for name in (_DONE, _BY):
        if not row[name]:
            yield Problem(
                f"{place}:{name}", "this cell is empty", "say what was done" if name == _DONE else "give a name"
            )
        elif len(row[name]) > _LONGEST:
            yield Problem(f"{place}:{name}", f"more than {_LONGEST} characters", "put the rest into an attachment")
    yield from _day_faults(f"{place}:{_ON}", row, order, today)
    yield from _reason_faults(f"{place}:{_WHY}", row)
    if row[_URL] and not _address(row[_URL]):
        yield Problem(f"{place}:{_URL}", f"{row[_URL]!r} is not an address", "write it whole, with http:// or https://")


def _reason_faults(place: str, row: Mapping[str, str]) -> Iterable[Problem]:
    why = row.get(_WHY, "")
    if why and _kind(row) != "提出异议":
        yield Problem(place, "a reason for an objection, but none is raised", "choose 提出异议, or clear it")
    elif why and why not in REASONS:
        yield Problem(place, f"{why!r} is no reason for an objection", "write " + "、".join(REASONS))


def _takes(order: Order, kind: Kind) -> bool:
    return order.status in (*LIVE, "closed") if kind == "objected" else admits(order, kind)


def _day_faults(place: str, row: Mapping[str, str], order: Order | None, today: date) -> Iterable[Problem]:
    kind, day = KINDS.get(_kind(row)), day_of(row[_ON])
    if row[_ON] and not day:
        yield Problem(place, f"{row[_ON]!r} is not a date", "write 2026-12-01")
    elif kind == "responded" and day > today.isoformat():
        yield Problem(place, f"{day} lies in the future", "give the day on which it was put right")
    elif kind == "requested" and (not day or (order is not None and order.due and day <= order.due.isoformat())):
        yield Problem(
            place, "more time is asked for, but until no later day", "give the day you ask for, after the deadline"
        )


def _answer(number: int, row: Mapping[str, str], order: Order) -> Answer:
    return Answer(
        row=number,
        order=order,
        kind=KINDS.get(_kind(row), "responded"),
        done=row[_DONE],
        on=day_of(row[_ON]),
        url=row[_URL],
        attachment=row.get(_FILE, ""),
        author=row[_BY],
        code=REASONS.get(row.get(_WHY, ""), "other"),
    )


def day_of(text: str) -> str:
    """The ISO date of a cell such as `2026-12-01`, `2026/12/1` or `2026年12月1日`; empty where it is none."""
    match = _DAY.fullmatch(text.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else ""
    except ValueError:
        return ""


def _address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s\x00-\x1f\x7f]", text)
    except ValueError:
        return False


def event_of(answer: Answer, at: str) -> Event:
    """What the answer adds to its order's life. An objection adds nothing there: it is an appeal."""
    data = {"done": answer.done, "on": answer.on, "url": answer.url, "attachment": answer.attachment}
    return Event(
        "order", answer.order.number, answer.order.events[-1].seq + 1, answer.kind, answer.author, at, "", "", data
    )
