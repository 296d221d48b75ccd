"""An invented year of an invented district: results of quarters, orders and their answers, kept in a real workspace."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.evaluate.subject import finding_id
from inspector.model.order import Event
from inspector.pipeline.make import make_workspace
from inspector.pipeline.workspace import Workspace

POINTS = {"GD-05": 2, "GD-07": 2, "CH-01": 25, "CH-03": 8, "LS-04": 2, "FD-02": 3, "AR-04": 3}
RULES = tuple(POINTS)
STARTS = {1: "03-10", 2: "06-10", 3: "09-10", 4: "12-10"}
UNITS = (
    ("QH101", "清河区发展和改革委员会", "department", "经济|重点"),
    ("QH102", "清河区教育委员会", "department", "民生"),
    ("QH103", '=HYPERLINK("http://evil.example.com","点我")局', "department", ""),
    ("QH104", "清河区<script>alert(1)</script>局", "department", "民生"),
    ("QH201", "桃源街道办事处", "subdistrict", "民生"),
    ("QH202", "望河街道办事处", "subdistrict", ""),
)
Outcomes = Mapping[str, str]
"""Rule -> outcome; what is not named passes. `proposed` is a fail that a person has still to confirm."""


def workspace(folder: Path, formula: str = "", config: str = "") -> Workspace:
    """A workspace with the invented units; `formula` is the text of its own formula."""
    make_workspace(folder)
    lines = [f'{code},"{name.replace(chr(34), chr(34) * 2)}",{kind},{tags}' for code, name, kind, tags in UNITS]
    (folder / "units.csv").write_text("\n".join(["code,name,type,tags", *lines]) + "\n", encoding="utf-8")
    own = f'[district]\nname = "清河区"\n{config}'
    if formula:
        (folder / "rules/appraisal/own.yaml").write_text(formula, encoding="utf-8")
        own += '\n[appraisal]\nformula = "own"\n'
    (folder / "config.toml").write_text(own, encoding="utf-8")
    return Workspace.at(folder)


def quarter(
    place: Workspace, name: str, faults: Mapping[str, Outcomes], *, number: int = 0, unseen: tuple[str, ...] = ()
) -> str:
    """Record a complete run of the quarter that judged the units of `faults`; returns its id."""
    day = f"{name[:4]}-{STARTS[int(name[-1])]}"
    id = f"{name}-{day.replace('-', '')}T02000{number}"
    digests = {key: key[0] * 64 for key in ("rules_digest", "registry_digest", "calendar_digest", "evidence_root")}
    run = {
        "id": id, "quarter": name, "as_of": day, "started": f"{day}T02:00:0{number}+08:00", "finished": f"{day}T03:00:00+08:00",
        "engine_version": "0.1.0", **digests, "complete": True, "profile": "beijing-district",
        "gates": [{"id": "complete", "ok": True, "detail": "全部单位已检查 / all units were inspected"}],
    }  # fmt: skip
    known = {code: (title, kind) for code, title, kind, _ in UNITS}
    units = [
        unit(code, *known[code], {} if code in unseen else mine, unseen=code in unseen) for code, mine in faults.items()
    ]
    result = {"schema": "inspector.result/1", "run": run, "units": units}
    place.results.mkdir(parents=True, exist_ok=True)
    (place.results / f"{id}.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    with place.store() as store:
        store.record(result)
    return id


def unit(code: str, name: str, kind: str, outcomes: Outcomes, *, unseen: bool = False) -> dict[str, Any]:
    """One unit of a result, its ledger adding up."""
    findings = [_finding(code, rule, "undetermined" if unseen else outcomes.get(rule, "pass")) for rule in RULES]
    ledger = [
        {
            "pack": one["rule"][:2],
            "rule": one["rule"],
            "finding": one["id"],
            "points": one["points"],
            "reason": one["message"],
        }
        for one in findings
        if one["outcome"] == "fail" and one["confirmed"]
    ]
    doubt = sum(POINTS[one["rule"]] for one in findings if one["outcome"] == "undetermined" or not one["confirmed"])
    value = 100 + sum(entry["points"] for entry in ledger)
    vetoed = any(one["rule"] == "CH-01" and one["outcome"] == "fail" for one in findings)
    return {
        "code": code, "name": name, "type": kind,
        "score": {
            "value": value, "floor": max(0, value - doubt), "max": 100, "grade": "良好", "grade_en": "good", "grade_held": False,
            "veto": "confirmed" if vetoed else None, "coverage": 0 if unseen else 1,
        },
        "packs": [], "pages": [], "alarms": [], "ledger": ledger, "findings": findings,
    }  # fmt: skip


def _finding(code: str, rule: str, outcome: str) -> dict[str, Any]:
    failed, proposed = outcome in ("fail", "proposed"), outcome == "proposed"
    return {
        "id": finding_id(code, rule, "guide"), "rule": rule, "subject": "guide", "outcome": "fail" if failed else outcome,
        "severity": "veto?" if rule == "CH-01" else "S2", "points": -POINTS[rule] if failed else 0, "confirmed": not proposed,
        "message": {"zh": f"{rule}：<b>不满足</b>", "en": f"{rule}: <b>not met</b>"}, "attribution": "unit", "reason": "",
        "original": None, "ruling": "confirmed" if rule == "CH-01" and failed else "", "times": 0, "due": None, "evidence": [],
    }  # fmt: skip


def order(
    place: Workspace, number: str, code: str, rule: str, name: str, *told: tuple[str, str, dict[str, Any]]
) -> None:
    """Record an order and what happened to it: (kind, day, data); the first is `issued` with its deadline."""
    opened = {
        "unit": code, "finding": finding_id(code, rule, "guide"), "rule": rule, "subject": "guide", "severity": "S2", "points": -2,
        "quarter": name, "message": {"zh": "句", "en": "sentence"}, "evidence": [], "run": "r", "as_of": "2026-01-01",
    }  # fmt: skip
    events = [
        Event(
            "order",
            number,
            seq,
            kind,
            "王某",
            f"{day}T09:00:00+08:00",
            "区政府办",
            "依规",
            {**(opened if not seq else {}), **data},
        )
        for seq, (kind, day, data) in enumerate(told)
    ]
    with place.store() as store:
        store.add_events(events)


def decimal(value: object) -> Decimal:
    """A JSON number, exactly."""
    return Decimal(str(value))
