"""Is the named head of the unit still in office, as far as published appointments tell?"""

from __future__ import annotations

import re

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns
from inspector.facts.document import norm
from inspector.model.finding import Answer

_APPOINTED = re.compile(
    r"(?:任命|关于|免去)?([\u4e00-\u9fff]{2,4}?)(?:同志)?(?:任|为)(?:区|县|市)?([\u4e00-\u9fff]{2,20}?(?:局长|主任|镇长|乡长))"
)


class HeadCurrentParams(Params):
    """Nothing to set."""


def head_current(on: On, _: HeadCurrentParams) -> list[Answer]:
    """Fail where the newest appointment notice names another person for this unit's head; a person confirms."""
    head = on.reading.one("head")
    if head is None or not head.value:
        return [
            on.not_applicable(
                "页面没有负责人姓名，由内容完整性规则判定", "no head is named; the rule on completeness judges that"
            )
        ]
    for column in columns(on.case):
        for item in column.items if column.page.open else ():
            match = _APPOINTED.search(norm(item.title))
            if match and _mine(on, match[2]) and match[1] != norm(str(head.value)):
                zh = f"页面负责人为“{head.value}”，任职通知为“{item.title}”"
                en = f"the page names “{head.value}”, an appointment notice says “{item.title}”"
                return [on.failed(zh, en, on.cite(head), on.cite(item.title, column.page))]
    return [
        on.passed(
            f"负责人：{head.value}，未见不同的任职通知", f"head: {head.value}; no notice says otherwise", on.cite(head)
        )
    ]


def _mine(on: On, office: str) -> bool:
    return any(norm(name)[-4:-1] in office for name in on.case.unit.names)


CHECK = Check(
    "head_current", HeadCurrentParams, head_current, needs=lambda _params, _role: frozenset({"statutory.columns"})
)
