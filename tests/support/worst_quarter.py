"""The worst that can realistically be reported: every rule of the real sheet failing with long quotes, long names, many issues."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from inspector.model.capture import Ask, Capture
from inspector.pipeline.report.inspection import repairs_of
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_ruleset
from inspector.report.inspection import Inspection, Past, PastScore
from inspector.ruleset import Ruleset

NAME = "清河区住房和城乡建设委员会（区人民防空办公室、区重大项目建设协调推进办公室）第{}街道办事处"
QUOTE = "申请人可以通过本机关门户网站政府信息公开专栏、电子邮箱、邮寄信函以及现场当面等方式提出政府信息公开申请，" * 12
MESSAGE = {
    "zh": "栏目“部门预算决算及‘三公’经费”最近一次更新是2024-01-15，距监测时点已有679天，超过本栏目规定的365天期限" * 2,
    "en": "the column 'departmental budget and final accounts' was last updated on 2024-01-15, 679 days before the point"
    * 2,
}
MANY = 30
"""Issues of each of the rules that judge links and documents one by one."""
PLACES = 5
_ADDRESS = "https://www.qinghe.gov.cn/zwgk/zfxxgkzl/fdzdgknr/bumenyusuanjuesuan/2026/202611/t20261120_{}.html"


@cache
def ruleset() -> Ruleset:
    """The rules that are shipped."""
    return read_ruleset(bundled_rules(), "beijing-district")


def worst_inspection(units: int, many: tuple[str, ...] = ("FR-03", "PV-01"), past: int = 7) -> Inspection:
    """An inspection of `units` units, each failing every rule once and the rules `many` `MANY` times over."""
    rules = ruleset()
    told = [_unit(number, many) for number in range(units)]
    return Inspection(
        result={"schema": "inspector.result/1", "run": _run(), "units": told},
        rules={rule.id: rule.card for rule in rules.rules},
        packs={pack.id: pack.card for pack in rules.packs},
        past=tuple(_past(number, told) for number in range(past)),
        captures=_captures,
        plan=lambda unit: repairs_of(unit, rules),
        district="清河区",
    )


def worst_district(units: int) -> Inspection:
    """As many units with the longest of names; the first one fails every rule, the others eight each, so that every rule is there."""
    whole = worst_inspection(units, many=())
    told = whole.result["units"]
    for number, unit in enumerate(told[1:], start=1):
        mine = {(number * 8 + n) % len(unit["findings"]) for n in range(8)} | {0}
        unit["findings"] = [
            {**one, "evidence": one["evidence"][:1]} for n, one in enumerate(unit["findings"]) if n in mine
        ]
        unit["ledger"] = unit["ledger"][:1]
    return replace(whole, captures=lambda _code: (), plan=lambda _unit: None)


def _run() -> dict[str, Any]:
    digest = hashlib.sha256(b"run").hexdigest()
    gates = ("complete", "channel_coverage", "undetermined_share", "second_looks", "calendar", "privacy", "program")
    return {
        "id": "2026Q4-20261120T020000",
        "quarter": "2026Q4",
        "as_of": "2026-11-20",
        "started": "2026-11-20T02:00:00+08:00",
        "finished": "2026-11-20T05:41:12+08:00",
        "engine_version": "1.0.0",
        "rules_digest": digest,
        "registry_digest": digest,
        "calendar_digest": digest,
        "evidence_root": digest,
        "complete": True,
        "profile": "beijing-district",
        "gates": [{"id": gate, "ok": False, "detail": f"{MESSAGE['zh']} / {MESSAGE['en']}"} for gate in gates],
    }


def _unit(number: int, many: tuple[str, ...]) -> dict[str, Any]:
    code = f"QH{number:05}"
    rules = [rule.card for rule in ruleset().rules]
    cards = {card.id: card for card in rules}
    findings = [
        _finding(code, card.id, issue, card) for card in rules for issue in range(MANY if card.id in many else 1)
    ]
    taken = Decimal(number % 60)
    entry = {
        "pack": "GD",
        "rule": "GD-01",
        "finding": findings[0]["id"],
        "points": -float(taken),
        "reason": _reason(rules[0]),
    }
    filler = [
        {**entry, "finding": one["id"], "rule": one["rule"], "points": 0, "reason": _reason(cards[one["rule"]])}
        for one in findings[1:]
    ]
    return {
        "code": code,
        "name": NAME.format(number),
        "type": ("department", "subdistrict", "township", "institution")[number % 4],
        "score": {
            "value": float(100 - taken),
            "floor": float(90 - taken),
            "max": 100,
            "grade": "需整改",
            "grade_en": "needs rectification",
            "veto": "proposed",
            "coverage": 0.97,
        },
        "packs": [
            {"id": pack.id, "max": float(pack.card.max), "points": 1} for pack in ruleset().packs if pack.card.max
        ],
        "ledger": [entry, *filler],
        "findings": findings,
    }


def _reason(card: Any) -> dict[str, str]:
    return {"zh": card.title.zh, "en": card.title.en}


def _finding(code: str, rule: str, issue: int, card: Any) -> dict[str, Any]:
    address = _ADDRESS.format(issue)
    return {
        "id": f"F-{hashlib.sha256(f'{code}{rule}{issue}'.encode()).hexdigest()[:16]}",
        "rule": rule,
        "subject": f"{address}?{rule}",
        "outcome": "fail",
        "severity": card.severity,
        "points": -float(card.points),
        "confirmed": issue % 2 == 0,
        "message": MESSAGE,
        "attribution": "unit",
        "reason": "",
        "original": "",
        "ruling": "",
        "times": 3,
        "due": "2026-12-20",
        "evidence": [_evidence(n) for n in range(PLACES)],
    }


def _evidence(place: int) -> dict[str, Any]:
    address = _ADDRESS.format(f"page{place}")
    return {
        "url": address,
        "final_url": address,
        "status": 200,
        "fetched_at": "2026-11-20T02:11:05+08:00",
        "sha256": hashlib.sha256(_body(place)).hexdigest(),
        "quote": QUOTE[:500],
        "locator": "html > body > main > div:nth-of-type(3) > section > p:nth-of-type(2)",
    }


@cache
def _body(place: int) -> bytes:
    lines = "".join(f"<p>第{n}段。{QUOTE}</p>" for n in range(200))
    text = (
        f"<html><head><meta charset=utf-8><title>{NAME.format(place)}</title></head><body><main>{lines}</main></body>"
    )
    return text.encode()


def _captures(_code: str) -> Iterator[Capture]:
    for place in range(PLACES):
        url, body = _ADDRESS.format(f"page{place}"), _body(place)
        headers = {"content-type": "text/html; charset=utf-8"}
        yield Capture(Ask(url), url, 200, headers, body, sha256=hashlib.sha256(body).hexdigest())


def _past(number: int, units: list[dict[str, Any]]) -> Past:
    scores = {unit["code"]: PastScore(Decimal(80), Decimal(70), Decimal("0.9")) for unit in units}
    return Past(f"202{5 + number // 4}Q{number % 4 + 1}", f"digest {number % 2}", scores)
