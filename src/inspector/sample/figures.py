"""Figures of an annual report that agree with each other and with the year before, the same in every run."""

from __future__ import annotations

from random import Random
from typing import Any

RESULTS: tuple[tuple[str, str], ...] = (
    ("r1", "（一）予以公开"),
    ("r2", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("r3.1", "1.属于国家秘密"),
    ("r3.2", "2.其他法律行政法规禁止公开"),
    ("r3.3", "3.危及“三安全一稳定”"),
    ("r3.4", "4.保护第三方合法权益"),
    ("r3.5", "5.属于三类内部事务信息"),
    ("r3.6", "6.属于四类过程性信息"),
    ("r3.7", "7.属于行政执法案卷"),
    ("r3.8", "8.属于行政查询事项"),
    ("r4.1", "1.本机关不掌握相关政府信息"),
    ("r4.2", "2.没有现成信息需要另行制作"),
    ("r4.3", "3.补正后申请内容仍不明确"),
    ("r5.1", "1.信访举报投诉类申请"),
    ("r5.2", "2.重复申请"),
    ("r5.3", "3.要求提供公开出版物"),
    ("r5.4", "4.无正当理由大量反复申请"),
    ("r5.5", "5.要求行政机关确认或重新出具已获取信息"),
    ("r6.1", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("r6.2", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("r6.3", "3.其他"),
)
"""Row keys and printed labels of table three."""
GROUPS = {"r3": "（三）不予公开", "r4": "（四）无法提供", "r5": "（五）不予处理", "r6": "（六）其他处理"}
_WIDTH = 7
_APPLICANTS = (0, 1, 4)
"""Columns in which applications come: natural persons, firms, law services."""


def report_figures(code: str, year: int) -> dict[str, Any]:
    """Tables A, B and C of one unit's report. B's rows are lists of seven numbers, the last of them the total."""
    carried_in, carried_out = _carried(code, year - 1), _carried(code, year)
    rows: dict[str, list[int]] = {key: [0] * _WIDTH for key, _ in RESULTS}
    chance = Random(f"{code}/{year}")
    for column in _APPLICANTS:
        for key in ("r1", "r1", "r2", "r4.1", "r5.1", "r6.3")[: chance.randint(3, 6)]:
            rows[key][column] += chance.randint(1, 5)
    total = [sum(rows[key][column] for key in rows) for column in range(_WIDTH)]
    new = [total[column] + carried_out[column] - carried_in[column] for column in range(_WIDTH)]
    for column in (0, 1, 4):
        if new[column] < 0:
            rows["r1"][column] -= new[column]
            total[column] -= new[column]
            new[column] = 0
    table = {"new": new, "carried_in": carried_in, **rows, "total": total, "carried_out": carried_out}
    return {
        "applications": {key: _summed(row) for key, row in table.items()},
        "review": _review(chance),
        "voluntary": _voluntary(chance),
    }


def _carried(code: str, year: int) -> list[int]:
    chance = Random(f"carried/{code}/{year}")
    return [chance.randint(1, 3), chance.randint(0, 2), 0, 0, 0, 0, 0]


def _summed(row: list[int]) -> list[int]:
    return [*row[:-1], sum(row[:-1])]


def _review(chance: Random) -> list[list[int]]:
    blocks = [
        [chance.randint(0, 2), chance.randint(0, 1), 0, chance.randint(0, 1)],
        [chance.randint(0, 1), 0, 0, 0],
        [0, 0, 0, 0],
    ]
    return [[*block, sum(block)] for block in blocks]


def _voluntary(chance: Random) -> dict[str, Any]:
    made = chance.randint(1, 4)
    return {
        "made": made,
        "repealed": 1,
        "valid": made + chance.randint(3, 9),
        "licences": chance.randint(20, 400),
        "penalties": chance.randint(5, 90),
    }
