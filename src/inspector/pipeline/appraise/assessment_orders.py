"""Issues that only an outside assessor found, as orders like all others."""

from __future__ import annotations

from typing import Any

from inspector.appraise.assessment import RULE, Assessment, ForeignIssue
from inspector.errors import UsageError
from inspector.model.order import Event, Order
from inspector.pipeline.appraise.assessments import beside
from inspector.pipeline.rectify.orders import Word, due_day, next_event
from inspector.pipeline.workspace import Workspace
from inspector.rectify import numbers, orders_of
from inspector.ruleset import Ruleset

_TITLE = {"zh": "第三方评估指出的问题", "en": "an issue that an outside assessor found"}
_REMEDY = {
    "zh": "核实第三方评估指出的问题，属实的按期整改并举一反三；不属实的书面说明。",
    "en": "Look into what the assessor found: put it right in time and check the like elsewhere, or say in writing why it is not so.",
}
_METHOD = {
    "zh": "由第三方评估机构发现，不由程序判定。",
    "en": "Found by an outside assessor; the program does not judge it.",
}
_BASIS = {
    "zh": "《政府信息公开条例》第四十六条、第四十七条",
    "en": "Regulations on the Openness of Government Information, Articles 46 and 47",
}


def issue_orders(workspace: Workspace, quarter: str, word: Word, units: tuple[str, ...] = ()) -> tuple[Order, ...]:
    """Open an order for every issue that only the assessor has and none is open for; one it raises again is reopened.

    What our own finding says too is tracked by that finding's order. An official answers for it, so
    somebody's authority is asked for. Raises UsageError.
    """
    if not (word.author.strip() and word.authority.strip()):
        raise UsageError(
            "an outside issue becomes an order on somebody's authority", remedy="Give --by and --authority."
        )
    wanted = [
        (one.assessment, issue.issue)
        for one in beside(workspace, quarter)
        for issue in one.issues
        if issue.match != "agrees"
        and (not units or issue.issue.unit in units)
        and not _open(one.orders.get(issue.issue.id), quarter)
    ]
    names = {unit.code: unit.name for unit in workspace.units()}
    ruleset, settings = workspace.ruleset(), workspace.settings.orders
    with workspace.store() as store:
        there = orders_of(store.events("order"))
        taken, known = {order.number for order in there}, {order.finding: order for order in there}
        events = []
        for assessment, issue in {(one[0].assessor, one[1].id): one for one in wanted}.values():
            data = _order_data(assessment, issue, names.get(issue.unit, issue.unit), ruleset)
            data |= {
                "confirmations": settings.confirmations,
                "responsible": settings.responsible,
                "due": due_day(ruleset, assessment.severity, word.today()),
            }
            last = known.get(issue.id)
            if last is not None and last.status == "closed":
                events.append(next_event(last, "reopened", word, data))
                continue
            number = next(numbers(settings.number, quarter, taken))
            taken.add(number)
            events.append(
                Event("order", number, 0, "issued", word.author, word.at(), word.authority, word.reason, data)
            )
        store.add_events(events)
        keys = {event.key for event in events}
        return tuple(order for order in orders_of(store.events("order")) if order.number in keys)


def _open(order: Order | None, quarter: str) -> bool:
    """Whether an issue has an order that is open, or that was settled for this quarter."""
    return order is not None and (order.open or order.status == "confirming" or order.quarter == quarter)


def _order_data(assessment: Assessment, issue: ForeignIssue, name: str, ruleset: Ruleset) -> dict[str, Any]:
    """All that the order says for good, in the same keys as one of our own findings."""
    said = f"{issue.item}：{issue.text}" if issue.item else issue.text
    place = {
        "url": issue.url,
        "final_url": "",
        "status": None,
        "fetched_at": "",
        "sha256": "",
        "quote": issue.text,
        "locator": "",
    }
    return {
        "rule": RULE,
        "subject": issue.id,
        "severity": assessment.severity,
        "points": 0,
        "message": {"zh": f"{assessment.assessor}指出：{said}", "en": f"{assessment.assessor} says: {said}"},
        "evidence": [place] if issue.url else [],
        "times": 0,
        "quarter": assessment.quarter,
        "as_of": assessment.at[:10],
        "rules_digest": ruleset.digest,
        "profile": ruleset.profile.id,
        "evidence_root": assessment.sha256,
        "unit": issue.unit,
        "name": name,
        "finding": issue.id,
        "run": "",
        "factor": "1",
        "rule_card": {
            "title": _TITLE,
            "method": _METHOD,
            "remedy": _REMEDY,
            "example": {"zh": "", "en": ""},
            "basis": [_BASIS],
        },
        "assessor": assessment.assessor,
        "column": "",
    }
