"""The result object, `inspector.result/1`: plain data, the same bytes for the same inputs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from inspector import __version__
from inspector.channels import summary
from inspector.judge.gates import canaries_gate, gates, looks_gate
from inspector.judge.snapshot import Snapshot
from inspector.judge.unit import Judged
from inspector.judge.uplink import Round
from inspector.model.finding import Finding, Ruled, Score
from inspector.ruleset import Ruleset

SCHEMA = "inspector.result/1"


def result(
    snapshot: Snapshot,
    ruleset: Ruleset,
    judged: Sequence[Judged],
    *,
    finished: str,
    root: str,
    complete: bool,
    told: Sequence[Round] = (),
) -> dict[str, Any]:
    """One object for the whole run; units in registry order, findings in rule order. `told` are the canaries' rounds."""
    return {
        "schema": SCHEMA,
        "run": {
            "id": snapshot.id,
            "quarter": snapshot.quarter.id,
            "as_of": snapshot.at.isoformat(),
            "started": snapshot.started,
            "finished": finished,
            "engine_version": __version__,
            "rules_digest": ruleset.digest,
            "registry_digest": snapshot.registry_digest(),
            "calendar_digest": ruleset.calendar_digest,
            "evidence_root": root,
            "complete": complete,
            "profile": ruleset.profile.id,
            "channels": summary(one.channels for one in judged),
            "gates": [*gates(judged, complete), canaries_gate(judged, told), looks_gate(judged, snapshot)],
        },
        "units": [_unit(one) for one in judged],
    }


def text(result: dict[str, Any]) -> str:
    """The result as the text that is written, byte for byte."""
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _unit(one: Judged) -> dict[str, Any]:
    points = one.score
    return {
        "code": one.unit.code,
        "name": one.unit.name,
        "type": one.unit.type,
        "score": {
            "value": number(points.value),
            "floor": number(points.floor),
            "max": number(points.max),
            "grade": points.grade.zh,
            "grade_en": points.grade.en,
            "grade_held": points.grade_held,
            "veto": points.veto,
            "coverage": number(points.coverage),
            **_unruled(one.unruled),
        },
        "pages": one.pages,
        "alarms": one.alarms,
        "looks": asdict(one.looks),
        "channels": one.channels.json(),
        "packs": [
            {"id": p.id, "max": number(p.max), "points": number(p.points), "applies": p.applies} for p in points.packs
        ],
        "ledger": [
            {
                "pack": e.pack,
                "rule": e.rule,
                "finding": e.finding,
                "points": number(e.points),
                "reason": e.reason.json(),
            }
            for e in points.ledger
        ],
        "findings": [finding_json(finding, one.due.get(finding.id)) for finding in one.findings],
    }


def _unruled(points: Score | None) -> dict[str, Any]:
    """What the score would be had nobody ruled anything; nothing where nobody did."""
    if points is None:
        return {}
    told = {"value": number(points.value), "floor": number(points.floor), "grade": points.grade.zh, "veto": points.veto}
    return {"without_rulings": told}


def _ruled(ruled: Ruled | None) -> dict[str, Any]:
    if ruled is None:
        return {}
    said = ruled.ruling
    told = {"authority": said.authority, "basis": said.basis, "author": said.author, "at": said.at}
    return {"ruled": {**told, "from": said.valid_from, "to": said.valid_to, "points": number(ruled.points)}}


def finding_json(finding: Finding, due: date | None = None) -> dict[str, Any]:
    """One finding as it stands in the result; `due` is the day it is to be put right."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "subject": finding.subject,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "points": number(finding.points),
        "confirmed": finding.confirmed,
        "message": finding.message.json(),
        "attribution": finding.attribution,
        "reason": finding.reason,
        "original": finding.original,
        "ruling": finding.ruling,
        **_ruled(finding.ruled),
        "times": finding.times,
        "due": due.isoformat() if due else None,
        "evidence": [asdict(citation) for citation in finding.evidence],
    }


def number(value: Decimal) -> int | float:
    """A JSON number: whole where it is whole. Two decimals survive the way through a float unharmed."""
    return int(value) if value == value.to_integral_value() else float(value)
