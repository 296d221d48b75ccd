"""Findings as a notice shows them: sorted by kind, each with its rule card and the places it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.appraise.comparison import WHY, Issue
from inspector.model.order import Order
from inspector.model.rule import RuleCard
from inspector.model.words import Words
from inspector.report.inspection import Inspection
from inspector.report.links import safe_link

KINDS = ("failed", "proposal", "undetermined", "manual", "waived", "pass", "not_applicable")
FAULTS = ("failed", "proposal")
"""The kinds that are faults: certain, and waiting for a person's word."""
LONGEST_QUOTE = 480
SHOWN_PLACES = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding rests: `href` is empty where the address may not become a link."""

    url: str
    href: str
    final: str
    quote: str
    locator: str
    status: int | None
    fetched: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with its rule card. `taken` is what it costs in the ledger (0 or more), `due` an ISO date or empty."""

    id: str
    kind: str
    card: RuleCard
    subject: str
    severity: str
    points: Decimal
    taken: Decimal
    message: Words
    attribution: str
    reason: str
    original: str
    due: str
    order: Order | None
    """The newest order for the issue; its deadline is the one that counts."""
    change: str
    """What the issue is since last quarter: a state of `inspector.appraise.STATES`, or empty where there is nothing to compare."""
    incomparable: Words | None
    """Why it cannot be compared."""
    places: tuple[Place, ...]
    hidden: int
    """How many more places there are than `places` shows."""
    times: int
    """In how many quarters in a row before this one the same issue failed."""
    ruled: str = ""
    """Who ruled on it, on what grounds and from when; empty where nobody did."""

    @property
    def pages(self) -> tuple[tuple[Place, ...], ...]:
        """The places by the page they stand on, in the order in which they are cited; of a page that is quoted only the quotes."""
        pages: dict[tuple[str, str, str], list[Place]] = {}
        for place in self.places:
            pages.setdefault((place.url, place.final, place.sha256), []).append(place)
        return tuple(tuple([one for one in mine if one.quote] or mine[:1]) for mine in pages.values())


def number(value: object) -> Decimal:
    """A JSON number as an exact decimal; null counts as zero."""
    return Decimal(str(value)) if value is not None else Decimal(0)


def words(value: object) -> Words:
    """`{"zh", "en"}`, or one text for both languages."""
    if isinstance(value, Mapping):
        return Words(str(value.get("zh", "")), str(value.get("en", "")) or str(value.get("zh", "")))
    text = "" if value is None else str(value)
    return Words(text, text)


def item(
    inspection: Inspection, finding: Mapping[str, Any], taken: Mapping[str, Decimal], issues: Mapping[str, Issue]
) -> Item:
    """A finding of the result as an `Item`; `issues` say by id what failing ones were in the quarter before."""
    rule = str(finding["rule"])
    order = inspection.issued.get(finding["id"])
    places = [_place(evidence) for evidence in finding["evidence"]]
    return Item(
        id=str(finding["id"]),
        kind=kind(finding),
        card=inspection.rule(rule),
        subject=str(finding["subject"]),
        severity=str(finding["severity"]),
        points=number(finding["points"]),
        taken=max(Decimal(0), taken.get(finding["id"], Decimal(0))),
        message=words(finding["message"]),
        attribution=str(finding["attribution"]),
        reason=str(finding.get("reason") or ""),
        original=str(finding.get("original") or ""),
        ruled=_ruled(finding.get("ruled")),
        due=order.due.isoformat() if order and order.open and order.due else str(finding.get("due") or ""),
        order=order,
        change=issue.state if (issue := issues.get(finding["id"])) is not None else "",
        incomparable=WHY[issue.why] if issue is not None and issue.why else None,
        places=tuple(places[:SHOWN_PLACES]),
        hidden=max(0, len(places) - SHOWN_PLACES),
        times=int(finding.get("times") or 0),
    )


def kind(finding: Mapping[str, Any]) -> str:
    """The finding's kind, one of `KINDS`."""
    outcome = str(finding["outcome"])
    if outcome == "fail":
        return "failed" if finding["confirmed"] else "proposal"
    return outcome


def _place(evidence: Mapping[str, Any]) -> Place:
    url, final = str(evidence.get("url") or ""), str(evidence.get("final_url") or "")
    quote = str(evidence.get("quote") or "")
    return Place(
        url=url,
        href=safe_link(url),
        final=final if final != url else "",
        quote=quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "……",
        locator=str(evidence.get("locator") or ""),
        status=evidence.get("status"),
        fetched=str(evidence.get("fetched_at") or ""),
        sha256=str(evidence.get("sha256") or ""),
    )


def _ruled(said: Mapping[str, Any] | None) -> str:
    if not said:
        return ""
    days = f"{said['from']}—{said['to'] or '…'}"
    return "，".join(part for part in (said["authority"], said["basis"], days) if part)


def ordered(items: Iterable[Item]) -> list[Item]:
    """What costs most first, then what is gravest."""
    order = {"veto?": 0, "S1": 1, "S2": 2, "S3": 3, "advice": 4}
    return sorted(
        items, key=lambda item: (-item.taken, order.get(item.severity, 5), item.card.id, item.subject, item.id)
    )
