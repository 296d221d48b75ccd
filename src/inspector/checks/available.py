"""Was the page reachable over a series of spaced visits?"""

from __future__ import annotations

from decimal import Decimal

from inspector.checks.case import Check, On, Params
from inspector.model.finding import Answer


class AvailableParams(Params):
    """`least`: visits a series must have (20 a day for a week). `share`: the part of them that may fail."""

    least: int = 140
    share: Decimal = Decimal("0.05")


def available(on: On, params: AvailableParams) -> list[Answer]:
    """Judged on a probe series of the address; without a long enough series nothing is said."""
    url = on.case.unit.pages.get(on.role, "")
    series = on.case.series.get(url, ())
    if len(series) < params.least:
        zh = f"可用性探测{len(series)}次，不足{params.least}次，不作判定"
        return [
            on.unseen(
                zh,
                f"{len(series)} availability probes, fewer than {params.least}; nothing is judged",
                reason="no_series",
            )
        ]
    failed = sum(not good for good in series)
    zh, en = f"探测{len(series)}次，失败{failed}次", f"{failed} of {len(series)} visits failed"
    return [on.passed(zh, en) if Decimal(failed) / len(series) < params.share else on.failed(zh, en)]


CHECK = Check("available", AvailableParams, available, gated=False)
