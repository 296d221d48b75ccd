"""The result object, `inspector.result/1`: plain data, the same bytes for the same inputs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from inspector import __version__
from inspector.channels import summary
from inspector.judge.figures import UnitFigures, unit_figures
from inspector.judge.gates import canaries_gate, gates, looks_gate
from inspector.judge.snapshot import Snapshot
from inspector.judge.unit import Judged
from inspector.judge.uplink import Round
from inspector.model.finding import Finding, PackScore, Ruled, Score
from inspector.ruleset import Ruleset

SCHEMA = "inspector.result/1"


def head(
    snapshot: Snapshot,
    ruleset: Ruleset,
    units: Sequence[UnitFigures],
    *,
    finished: str,
    root: str,
    complete: bool,
    told: Sequence[Round] = (),
) -> dict[str, Any]:
    """All of a result but its units. `told` are the canaries' rounds."""
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
            "channels": summary(one.channels for one in units),
            "gates": [*gates(units, complete), canaries_gate(units, told), looks_gate(units, snapshot)],
        },
    }


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
    """A result of few units as one object, in their order. `told` are the canaries' rounds."""
    figures = [unit_figures(one) for one in judged]
    top = head(snapshot, ruleset, figures, finished=finished, root=root, complete=complete, told=told)
    return {**top, "units": [unit_json(one) for one in judged]}


def text(result: Mapping[str, Any]) -> str:
    """The result as the text that is written, byte for byte."""
    return "".join(texts(result, map(unit_text, result["units"])))


def texts(head: Mapping[str, Any], units: Iterable[str]) -> Iterator[str]:
    """The same text in pieces, of a head and its units as `unit_text` gives them, which are gone through once."""
    told = {key: value for key, value in head.items() if key != "units"}
    opening = json.dumps({**told, "units": []}, ensure_ascii=False, indent=1)
    yield opening.removesuffix("[]\n}")
    between = "[\n  "
    for unit in units:
        yield between
        yield unit
        between = ",\n  "
    yield "[]\n}\n" if between.startswith("[") else "\n ]\n}\n"


def unit_text(unit: Mapping[str, Any]) -> str:
    """One unit as it stands in the text of its result."""
    return json.dumps(unit, ensure_ascii=False, indent=1).replace("\n", "\n  ")


def unit_json(one: Judged) -> dict[str, Any]:
    """One unit as it stands in the result; findings in rule order."""
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
            {"id": p.id, "max": number(p.max), "points": number(p.points), "applies": p.applies, **_own(p)}
            for p in points.packs
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


def _own(pack: PackScore) -> dict[str, Any]:
    """What is said of a pack that is a score of its own; nothing of the others."""
    return {"apart": True, "veto": pack.veto} if pack.apart else {}


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
