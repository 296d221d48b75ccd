"""Do all places that carry a code carry the same one?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.model.finding import Answer


class SameCodeParams(Params):
    """`name`: the data that maps each place to its code."""

    name: str = "codes"


def same_code(on: On, params: SameCodeParams) -> list[Answer]:
    """Fail where two places differ; with fewer than two there is nothing to compare."""
    data = on.reading.data(params.name)
    codes = {place: str(code) for place, code in data.items() if code} if isinstance(data, dict) else {}
    if len(codes) < 2:
        return [on.not_applicable("没有两处可比较的编码", "there are no two places to compare")]
    told = [f"{place} {code}" for place, code in sorted(codes.items())]
    zh, en = "、".join(told), ", ".join(told)
    if len(set(codes.values())) > 1:
        return [on.failed(f"各处编码不一致：{zh}", f"the codes differ: {en}")]
    return [on.passed(f"各处编码一致：{zh}", f"the codes agree: {en}")]


CHECK = Check("same_code", SameCodeParams, same_code)
