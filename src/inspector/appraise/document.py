"""The year as a machine reads it: `inspector.appraisal/1`, one object."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from inspector.appraise.pack import QuarterHead, YearPack
from inspector.appraise.ranking import Peers
from inspector.appraise.record import Gap, QuarterScore, UnitYear, YearLine

SCHEMA = "inspector.appraisal/1"


def document(pack: YearPack) -> dict[str, Any]:
    """The object: units in the order of the registry, figures as JSON numbers of at most two decimals."""
    weights = pack.formula.weights(pack.year)
    return {
        "schema": SCHEMA,
        "district": pack.district,
        "year": pack.year,
        "as_of": pack.at.isoformat(),
        "engine_version": pack.engine_version,
        "signed_with": pack.seal or None,
        "formula": json.loads(pack.formula.model_dump_json()),
        "formula_digest": pack.formula.digest(),
        "formula_overrides": dict(pack.overrides),
        "quarters": [
            {
                "id": one.quarter,
                "weight": number(weights.get(one.quarter, Decimal(0))),
                "released": _release(one),
                "runs": [{**_run(run), "released": one.out(run)} for run in one.runs],
            }
            for one in pack.quarters
        ],
        "units": [_unit(one, pack.groups) for one in pack.units],
    }


def text(pack: YearPack) -> str:
    """The object as the text that is written and signed, byte for byte."""
    return json.dumps(document(pack), ensure_ascii=False, indent=1) + "\n"


def number(value: Decimal) -> int | float:
    """A JSON number: whole where it is whole; two decimals survive the way through a float unharmed."""
    return int(value) if value == value.to_integral_value() else float(value)


def _perhaps(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)


def _run(head: Any) -> dict[str, Any]:
    keys = ("id", "as_of", "engine_version", "rules_digest", "registry_digest", "calendar_digest", "evidence_root")
    broken = [gate["id"] for gate in head.get("gates", ()) if not gate["ok"]]
    return {**{key: head[key] for key in keys}, "profile": head.get("profile", ""), "gates_not_ok": broken}


def _release(one: QuarterHead) -> dict[str, str] | None:
    return (
        {"at": one.released.at, "by": one.released.author, "authority": one.released.authority}
        if one.released
        else None
    )


def _unit(one: UnitYear, groups: tuple[Peers[UnitYear], ...]) -> dict[str, Any]:
    return {
        "code": one.unit,
        "name": one.name,
        "type": one.type,
        "tags": list(one.tags),
        "value": _perhaps(one.value),
        "floor": _perhaps(one.floor),
        "points": _perhaps(one.points),
        "held": one.held,
        "places": [
            {"group": group.name, "best": place.best, "worst": place.worst, "of": len(group.ranked)}
            for group in groups
            for place in group.ranked
            if place.unit.unit == one.unit
        ],
        "quarters": [_score(score) for score in one.quarters],
        "missing": [_gap(gap) for gap in one.gaps],
        "assessments": [
            {"quarter": it.quarter, "assessor": it.assessor, "value": number(it.value)} for it in one.assessed
        ],
        "unassessed": list(one.unassessed),
        "appeals": [
            {"number": it.number, "quarter": it.quarter, "rule": it.rule, "finding": it.finding, "state": it.state}
            for it in one.objections
        ],
        "ledger": [_line(line) for line in one.lines],
        "issues": one.issues,
        "recurrences": one.recurrences,
        "late": one.late,
        "verified_fixes": one.fixed,
        "open_orders": one.open,
        "median_days_to_close": _perhaps(one.days),
    }


def _score(one: QuarterScore) -> dict[str, Any]:
    return {
        "quarter": one.quarter,
        "run": one.run,
        "published": number(one.published),
        "value": number(one.value),
        "floor": number(one.floor),
        "veto": one.veto,
        "ledger": list(one.result.get("ledger", ())),
        "max": one.result.get("score", {}).get("max", 100),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"quarter": gap.quarter, "excused": gap.excused, "reason": gap.why.json()}


def _line(line: YearLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "points": number(line.points),
        "ref": line.ref,
        "quarter": line.quarter,
        "reason": line.reason.json(),
    }
