"""Orders that are told, not inspected: quick, and with texts that no site would have."""

from __future__ import annotations

from typing import Any

from inspector.model.order import Event

HOSTILE = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>{{ 7*7 }}\x0b\u202e]]>&'
WORDS = {"zh": "页面上没有办公时间", "en": "no office hours on the page"}


def opened(number: int, **other: Any) -> Event:
    """The event that issues order `2026Q4-00N`."""
    data = {
        "unit": "QH102", "name": "清河区教育委员会", "finding": f"F-{number}", "rule": "GD-05", "subject": "guide", "severity": "S2",
        "quarter": "2026Q4", "due": "2026-12-01", "message": WORDS, "points": -2, "times": 0, "factor": "1", "run": "2026Q4-x",
        "as_of": "2026-11-24", "profile": "beijing-district", "rules_digest": "a" * 64, "evidence_root": "b" * 64,
        "rule_card": {
            "title": {"zh": "办公时间", "en": "office hours"}, "method": WORDS, "remedy": {"zh": "补充办公时间", "en": "add hours"},
            "example": {"zh": "办公时间：周一至周五", "en": "Hours: Monday to Friday"}, "basis": [{"zh": "条例第十二条", "en": "Art. 12"}],
        },
        "evidence": [{"url": "https://www.qinghe.gov.cn/zn.html", "final_url": "", "status": 200, "quote": "办公地址", "locator": "p 3",
                      "fetched_at": "2026-11-24T09:00:00+08:00", "sha256": "c" * 64}],
    } | other  # fmt: skip
    return Event("order", f"2026Q4-{number:03}", 0, "issued", "甲", "2026-11-24T09:00:00+08:00", data=data)


def hostile(number: int, unit: str) -> Event:
    """An order whose every text comes from a page that means harm."""
    cited = {"url": "javascript:alert(1)", "final_url": HOSTILE, "status": 200, "quote": HOSTILE, "locator": HOSTILE,
             "fetched_at": "2026-11-24T09:00:00+08:00", "sha256": "c" * 64}  # fmt: skip
    said = {"zh": HOSTILE, "en": HOSTILE}
    return opened(number, unit=unit, name=HOSTILE, subject=HOSTILE, message=said, evidence=[cited])


def later(number: int, seq: int, kind: str, day: str, **data: Any) -> Event:
    """What happened next to order `2026Q4-00N`."""
    at = f"{day}T10:00:00+08:00"
    return Event("order", f"2026Q4-{number:03}", seq, kind, HOSTILE, at, "区政务公开办", HOSTILE, data)
