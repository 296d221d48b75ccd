"""What a unit's rectification notice shows, for HTML and Word alike: values of the report, nothing left to be looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector.model.order import Event, Order
from inspector.model.words import Words
from inspector.rectify.ledger import NOTHING, Beside, Line, ledger
from inspector.rectify.words import EVENTS, OUTCOMES, SEVERITIES, STATUS, STEPS
from inspector.report.links import clean, safe_link

_NONE = Words("", "")
Shown = Callable[[str, str], tuple[str, str]]
"""For the address and digest of a page: where its stored copy and its screenshot are; empty where there is none."""


def nowhere(url: str, sha256: str) -> tuple[str, str]:  # noqa: ARG001 - one way of showing
    """No copies are at hand."""
    return "", ""


@dataclass(frozen=True, slots=True)
class Place:
    """One quoted place; `href` is empty where the address may not become a link."""

    url: str
    href: str
    final_url: str
    quote: str
    locator: str
    status: int | None
    fetched_at: str
    sha256: str
    copy: str = ""
    picture: str = ""
    """Where the report's copy of the page, and the screenshot in it, are; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Look:
    """A re-check beside what was found first: places before and after, what it said, and under which evidence root."""

    at: str
    by: str
    outcome: Words
    passed: bool
    message: Words
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    run: str
    root: str


@dataclass(frozen=True, slots=True)
class Step:
    """One event of an order's life, in words."""

    at: str
    what: Words
    by: str
    authority: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Item:
    """One order of the notice. `line` holds the plain fields; words are in both languages."""

    line: Line
    title: Words
    severity: Words
    status: Words
    message: Words
    expected: Words
    basis: tuple[Words, ...]
    remedy: Words
    example: Words
    places: tuple[Place, ...]
    looks: tuple[Look, ...]
    steps: tuple[Step, ...]
    open: bool
    overdue: bool
    factor: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A unit's notice of a quarter: open orders first, by deadline; then what was settled."""

    number: str
    unit: str
    name: str
    district: str
    office: str
    answer_to: str
    quarter: str
    day: date
    run: str
    as_of: str
    rules: str
    root: str
    items: tuple[Item, ...]
    form: str
    """The name of the response form's files, without ending."""
    draft: bool = False
    """Whether the quarter's result is not released yet."""

    @property
    def open(self) -> tuple[Item, ...]:
        """What is still to be put right."""
        return tuple(item for item in self.items if item.open)

    @property
    def settled(self) -> tuple[Item, ...]:
        """Closed and withdrawn."""
        return tuple(item for item in self.items if not item.open)

    @property
    def first_due(self) -> str:
        """The earliest deadline of what is open; empty where nothing is."""
        return min((item.line.due for item in self.open), default="")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends notices, how they are numbered, and where answers go."""

    district: str
    office: str
    answer_to: str
    pattern: str


def notice(
    orders: Sequence[Order],
    letterhead: Letterhead,
    day: date,
    form: str,
    beside: Beside = NOTHING,
    shown: Shown = nowhere,
    draft: bool = False,
) -> Notice:
    """The notice for `orders`, all of one unit and already issued.

    `beside` says what became of objections; `shown` finds the copies that the unit's report has of pages; `draft`: the
    quarter's result is not released.
    """
    known = {order.number: order for order in orders}
    lines = ledger(orders, day, letterhead.pattern, beside)
    items = sorted((_item(known[line.number], line, day, shown) for line in lines), key=_place)
    newest = max(orders, key=lambda order: (order.quarter, str(order.opened.get("as_of", ""))))
    said = next(line for line in lines if line.number == newest.number)
    return Notice(
        number=said.notice,
        unit=said.unit,
        name=said.name,
        district=letterhead.district,
        office=letterhead.office or f"{letterhead.district}政府信息公开工作主管部门",
        answer_to=letterhead.answer_to,
        quarter=said.quarter,
        day=day,
        run=str(newest.opened.get("run", "")),
        as_of=said.as_of,
        rules=said.rules,
        root=str(newest.opened.get("evidence_root", "")),
        items=tuple(items),
        form=form,
        draft=draft,
    )


def _place(item: Item) -> tuple[bool, str, str]:
    return (not item.open, item.line.due, item.line.number)


def _item(order: Order, line: Line, day: date, shown: Shown) -> Item:
    card: Mapping[str, Any] = order.opened.get("rule_card", {})
    return Item(
        line=line,
        title=_words(card.get("title")),
        severity=SEVERITIES.get(order.severity, Words(order.severity, order.severity)),
        status=STATUS[order.status],
        message=_words(order.opened.get("message")),
        expected=_words(card.get("method")),
        basis=tuple(_words(basis) for basis in card.get("basis", [])),
        remedy=_words(card.get("remedy")),
        example=_words(card.get("example")),
        places=_places(order.opened.get("evidence", []), shown),
        looks=tuple(_look(event, shown) for event in order.events if event.kind == "rechecked"),
        steps=tuple(_step(event) for event in order.events),
        open=order.open,
        overdue=order.overdue(day),
        factor=str(order.opened.get("factor", "1")),
    )


def _look(event: Event, shown: Shown) -> Look:
    data = event.data
    return Look(
        at=event.at,
        by=event.author,
        outcome=OUTCOMES[data["outcome"]],
        passed=data["outcome"] == "pass",
        message=_words(data.get("message")),
        before=_places(data.get("before", []), shown),
        after=_places(data.get("after", []), shown),
        run=str(data.get("run", "")),
        root=str(data.get("root", "")),
    )


def _step(event: Event) -> Step:
    what, data = EVENTS.get(event.kind, Words(event.kind, event.kind)), event.data
    if event.kind == "escalated":
        what = STEPS[data["step"]]
    if event.kind in ("rechecked", "looked_back"):
        outcome = OUTCOMES[data["outcome"]]
        what = Words(f"{what.zh}：{outcome.zh}", f"{what.en}: {outcome.en}")
    if event.kind == "reviewed":
        confirmed = data["verdict"] == "confirm"
        what = Words("复核确认" if confirmed else "复核排除", "confirmed" if confirmed else "rejected")
    detail = "；".join(str(data[name]) for name in ("done", "on", "url", "attachment", "due") if data.get(name))
    return Step(event.at, what, clean(event.author), clean(event.authority), clean(event.reason), clean(detail))


def _places(cited: Iterable[Mapping[str, Any]], shown: Shown) -> tuple[Place, ...]:
    return tuple(_quoted(one, shown) for one in cited)


def _quoted(one: Mapping[str, Any], shown: Shown) -> Place:
    copy, picture = shown(str(one.get("final_url") or one.get("url", "")), str(one.get("sha256", "")))
    return Place(
        url=clean(str(one.get("url", ""))),
        href=safe_link(str(one.get("final_url") or one.get("url", ""))),
        final_url="" if one.get("final_url") in ("", one.get("url")) else clean(str(one.get("final_url", ""))),
        quote=clean(str(one.get("quote", ""))),
        locator=clean(str(one.get("locator", ""))),
        status=one.get("status"),
        fetched_at=str(one.get("fetched_at", "")),
        sha256=str(one.get("sha256", "")),
        copy=copy,
        picture=picture,
    )


def _words(said: Mapping[str, str] | None) -> Words:
    return Words(clean(said["zh"]), clean(said["en"])) if said else _NONE
