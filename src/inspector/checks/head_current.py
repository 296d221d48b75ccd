"""Is the named head of the unit still in office, as far as published appointments tell?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, Item, columns
from inspector.facts.document import norm
from inspector.model.finding import Answer

_HEAD = r"(?:局长|主任|镇长|乡长|区长|县长|院长|馆长|所长)"
_APPOINTED = lazy.pattern(
    rf"(?:任命|提名|决定)([\u4e00-\u9fff·]{{2,4}}?)(?:同志)?(?:担任|为|任)([\u4e00-\u9fff]{{2,24}}?{_HEAD})"
)
_TAKES_OFFICE = lazy.pattern(rf"^(?:关于)?([\u4e00-\u9fff·]{{2,4}}?)同志(?:担任|任)([\u4e00-\u9fff]{{2,24}}?{_HEAD})")
_PLACE = lazy.pattern(r"^.{2,6}?[省市区县旗](?=.{2})")


class HeadCurrentParams(Params):
    """Nothing to set."""


@dataclass(frozen=True, slots=True)
class _Appointment:
    person: str
    item: Item
    column: Column


def head_current(on: On, _: HeadCurrentParams) -> list[Answer]:
    """Fail where the newest appointment notice names another person for this unit's head; a person confirms."""
    head = on.reading.one("head")
    if head is None or not head.value:
        zh, en = "页面没有负责人姓名，由内容完整性规则判定", "no head is named; the rule on completeness judges that"
        return [on.not_applicable(zh, en)]
    if head.notes.get("vacant"):
        zh, en = "页面写明负责人空缺", "the page says that the office is vacant"
        return [on.not_applicable(zh, en, on.cite(head))]
    newest = max(_appointments(on), key=lambda one: one.item.date or date.min, default=None)
    if newest is not None and newest.person != norm(str(head.value)):
        title = newest.item.title
        zh = f"页面负责人为“{head.value}”，最新任职通知为“{title}”"
        en = f"the page names “{head.value}”, the newest appointment notice says “{title}”"
        return [on.failed(zh, en, on.cite(head), on.cite(title, newest.column.page))]
    zh, en = f"负责人：{head.value}，未见不同的任职通知", f"head: “{head.value}”; no notice says otherwise"
    return [on.passed(zh, en, on.cite(head))]


def _appointments(on: On) -> Iterator[_Appointment]:
    """Notices up to the time point that name the head of this unit; deputies and other units are left out."""
    for column in columns(on.case):
        for item in column.items if column.page.open else ():
            title = norm(item.title)
            match = _APPOINTED.search(title) or _TAKES_OFFICE.search(title)
            if match and _mine(on, match[2]) and (item.date is None or item.date <= on.case.at):
                yield _Appointment(match[1], item, column)


def _mine(on: On, office: str) -> bool:
    """Whether `office` is the head's office of this unit, with or without the name of the district before it."""
    title = re.search(rf"{_HEAD}$", office)
    if title is None or "副" in office or "办公室" in office[-5:]:
        return False
    where = office[: title.start()].removesuffix("党组书记").rstrip("、,")
    return any(_short(where) == _short(norm(name)) for name in on.case.unit.names)


def _short(name: str) -> str:
    """Without the place before it and the kind of body at the end: `清河区民政局` and `区民政` are both `民政`."""
    bare = _PLACE.sub("", name) if len(name) > 5 else name
    return (
        re.sub(r"^[省市区县]", "", bare)
        .removesuffix("办事处")
        .removesuffix("局")
        .removesuffix("委员会")
        .removesuffix("委")
    )


CHECK = Check(
    "head_current", HeadCurrentParams, head_current, needs=lambda _params, _role: frozenset({"statutory.columns"})
)
