"""Results that are told, not inspected: one unit, a finding or two, kept in a workspace as a run keeps its own."""

from __future__ import annotations

from typing import Any

from inspector.judge.result import text
from inspector.pipeline.files import write_whole
from inspector.pipeline.workspace import Workspace


def finding(id: str, outcome: str, rule: str = "GD-05", **other: Any) -> dict[str, Any]:
    """A finding of the unit QH102."""
    words = {"zh": "页面上没有办公时间", "en": "no office hours"}
    cited = {"url": "https://www.qinghe.gov.cn/zn.html", "final_url": "", "status": 200, "quote": "", "locator": ""}
    seen = {"fetched_at": "2026-11-24T09:00:00+08:00", "sha256": "c" * 64}
    judged = {"outcome": outcome, "severity": "S2", "points": -2 if outcome == "fail" else 0, "confirmed": True}
    ruled = {"reason": "", "original": None, "ruling": "", "times": 0, "due": None}
    said = {"id": id, "rule": rule, "subject": "guide", "message": words, "attribution": "unit"}
    return {**said, **judged, **ruled, "evidence": [{**cited, **seen}], **other}


def keep(workspace: Workspace, quarter: str, day: str, *findings: dict[str, Any], code: str = "QH102") -> str:
    """Keep a complete result of `quarter`, begun on `day`; returns the run's id."""
    id = f"{quarter}-{day.replace('-', '')}T000000"
    result: dict[str, Any] = {
        "schema": "inspector.result/1",
        "run": _run(id, quarter, day),
        "units": [_unit(findings, code)],
    }
    write_whole(workspace.results / f"{id}.json", text(result))
    with workspace.store() as store:
        store.record(result)
    return id


def _run(id: str, quarter: str, day: str) -> dict[str, Any]:
    digests = dict.fromkeys(("rules_digest", "registry_digest", "calendar_digest", "evidence_root"), "a" * 64)
    times = {"as_of": day, "started": f"{day}T00:00:00+08:00", "finished": f"{day}T01:00:00+08:00"}
    return {
        "id": id,
        "quarter": quarter,
        **times,
        **digests,
        "engine_version": "0",
        "profile": "p",
        "complete": True,
        "gates": [],
    }


def _unit(findings: tuple[dict[str, Any], ...], code: str) -> dict[str, Any]:
    taken = [one for one in findings if one["points"]]
    entries = [
        {"pack": "GD", "rule": f["rule"], "finding": f["id"], "points": f["points"], "reason": f["message"]}
        for f in taken
    ]
    value = 100 + sum(one["points"] for one in taken)
    score = {"value": value, "floor": 0, "max": 100, "grade": "优秀", "veto": None, "coverage": 1}
    unit = {"code": code, "name": "清河区教育委员会", "type": "department", "packs": []}
    return {**unit, "score": score, "ledger": entries, "findings": list(findings)}
