"""What a clerk sees and does in the browser: plain pages and forms, no script. Each decision goes where the command line's goes."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import BaseModel, Field

from inspector.collect.manners import china_now
from inspector.errors import InspectorError, UsageError
from inspector.model.order import Event, EventKind, Order
from inspector.pipeline.probing import records
from inspector.pipeline.rectify import appeals, clerks, orders
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.release.readiness import quarters, readiness
from inspector.pipeline.release.release import release
from inspector.pipeline.report import papers
from inspector.pipeline.workspace import Workspace
from inspector.serve.doors import clerk_of, refuse_foreign, seal_of, workspace_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Place = Annotated[Workspace, Depends(workspace_of)]
Clerk = Annotated[str, Depends(clerk_of)]
Text = Annotated[str, Form(max_length=2000)]
QuarterId = Annotated[str, Path(pattern=r"^\d{4}Q[1-4]$")]
Short = Annotated[str, Form(max_length=200)]
_NEWEST = 200
_QUARTERS = 2
"""So many of the newest quarters are told with what hinders their release."""
_PLAIN: dict[str, EventKind] = {
    "received": "received",
    "returned": "returned",
    "closed": "closed",
    "withdrawn": "withdrawn",
}


class Step(BaseModel):
    """The form below an order."""

    act: Literal["confirm", "reject", "received", "returned", "closed", "withdrawn", "extended"]
    seal: str = Field(max_length=200)
    authority: str = Field("", max_length=200)
    reason: str = Field("", max_length=2000)
    to: str = Field("", max_length=10)


class Call(BaseModel):
    """The form of a telephone call."""

    unit: str = Field(max_length=80)
    quarter: str = Field(pattern=r"^\d{4}Q[1-4]$")
    number: str = Field(max_length=40)
    outcome: str = Field(max_length=40)
    at: str = Field(max_length=40)
    seal: str = Field(max_length=200)


@router.get("/desk")
def desk(request: Request, place: Place) -> str:
    """What waits for a person, and the reports there are."""
    today = china_now().date()
    found = orders.recent(place, today)
    name = str(request.session.get("clerk", ""))
    return _page(
        "desk.html",
        request,
        clerk=name if name and clerks.active(place, name) else "",
        confirming=[one for one in found if one.status == "confirming"],
        answered=[one for one in found if one.open and one.status == "reported"],
        overdue=[one for one in found if one.overdue(today)],
        objections=[one for one in appeals.listed(place) if one.state == "filed"],
        names={unit.code: unit.name for unit in place.units()},
        folders=_reports(place),
        quarters=[readiness(place, quarter) for quarter in quarters(place, _QUARTERS)],
    )


@router.get("/orders/{number:path}")
def order(request: Request, place: Place, number: str) -> str:
    """One order: what was found, where, what happened since, and what a clerk may do now."""
    one = orders.one(place, number)
    clerk = str(request.session.get("clerk", ""))
    return _page("order.html", request, clerk=clerk, order=one, may=_may(one), today=china_now().date())


@router.get("/audit")
def audit(request: Request, place: Place, clerk: Clerk) -> str:
    """The newest things people and the program did, whoever they were."""
    with place.store() as store:
        events = store.newest_events(_NEWEST)
    return _page("audit.html", request, clerk=clerk, events=[_told(event) for event in events])


@router.get("/login")
def login_page(request: Request) -> str:
    """The form to log in."""
    return _page("login.html", request, clerk="", wrong=False)


@router.post("/login", response_model=None)
def login(request: Request, place: Place, name: Short, password: Short, seal: Short) -> RedirectResponse | HTMLResponse:
    """Begin a session; what was wrong is not told apart."""
    refuse_foreign(request, seal)
    if not clerks.admitted(place, name, password, china_now()):
        return HTMLResponse(_page("login.html", request, clerk="", wrong=True), status_code=403)
    request.session.clear()
    request.session["clerk"] = name
    return RedirectResponse("/desk", status_code=303)


@router.post("/logout", dependencies=[Depends(clerk_of)])
def logout(request: Request, seal: Short) -> RedirectResponse:
    """End the session."""
    refuse_foreign(request, seal)
    request.session.clear()
    return RedirectResponse("/desk", status_code=303)


@router.post("/orders/{number:path}", response_model=None)
def decide(
    request: Request, place: Place, clerk: Clerk, number: str, form: Annotated[Step, Form()]
) -> RedirectResponse | HTMLResponse:
    """One step of an order, in the clerk's name."""
    refuse_foreign(request, form.seal)
    word = Word(clerk, form.authority, form.reason)
    try:
        if form.act in ("confirm", "reject"):
            done = orders.review(place, number, form.act == "confirm", word)
        elif form.act == "extended":
            done = orders.extend(place, number, _day(form.to), word)
        else:
            done = orders.add(place, number, _PLAIN[form.act], word)
    except InspectorError as error:
        return _refused(request, clerk, error, f"/orders/{number}")
    _renew(place, [done])
    return RedirectResponse(f"/orders/{number}", status_code=303)


@router.post("/appeals/{number}", response_model=None)
def rule(
    request: Request,
    place: Place,
    clerk: Clerk,
    number: str,
    verdict: Annotated[Literal["uphold", "dismiss"], Form()],
    authority: Short,
    reason: Text,
    seal: Short,
) -> RedirectResponse | HTMLResponse:
    """An objection decided."""
    refuse_foreign(request, seal)
    try:
        word = Word(clerk, authority, reason)
        appeal, _ = appeals.decide(place, number, verdict == "uphold", word)
    except InspectorError as error:
        return _refused(request, clerk, error, "/desk")
    _renew(place, [one for one in orders.recent(place, china_now().date()) if one.finding == appeal.finding])
    return RedirectResponse("/desk", status_code=303)


@router.post("/release/{quarter}", response_model=None)
def let_out(
    request: Request, place: Place, clerk: Clerk, quarter: QuarterId, authority: Short, seal: Short, reason: Text = ""
) -> RedirectResponse | HTMLResponse:
    """A quarter's results released in the clerk's name; refused while anything hinders it."""
    refuse_foreign(request, seal)
    try:
        release(place, quarter, Word(clerk, authority, reason))
    except InspectorError as error:
        return _refused(request, clerk, error, "/desk")
    return RedirectResponse("/desk", status_code=303)


@router.get("/calls")
def calls(request: Request, place: Place, clerk: Clerk) -> str:
    """The form to record a telephone call."""
    return _page("calls.html", request, clerk=clerk, units=place.units(), outcomes=records.CALLS)


@router.post("/calls", response_model=None)
def call(
    request: Request, place: Place, clerk: Clerk, form: Annotated[Call, Form()]
) -> RedirectResponse | HTMLResponse:
    """A telephone call recorded."""
    refuse_foreign(request, form.seal)
    try:
        records.call(place, form.unit, form.quarter, form.number, form.outcome, form.at, Word(clerk))
    except InspectorError as error:
        return _refused(request, clerk, error, "/calls")
    return RedirectResponse("/calls?done=1", status_code=303)


def _renew(place: Workspace, found: list[Order]) -> None:
    """The papers of what was decided, as they stand now. The decision stands whether or not they can be written."""
    with suppress(InspectorError):
        papers.renew(place, found, china_now().date())


def _may(one: Order) -> tuple[str, ...]:
    """What a clerk may do with an order as it stands; the order itself refuses all else."""
    if one.status == "confirming":
        return ("confirm", "reject")
    if one.status in ("issued", "reopened"):
        return ("received", "extended", "closed", "withdrawn")
    return ("returned", "extended", "closed", "withdrawn") if one.open else ()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", remedy="Write it as 2026-12-18.") from None


def _reports(place: Workspace) -> list[str]:
    return sorted((path.parent.name for path in place.reports.glob("*/index.html")), reverse=True)


def _told(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in ("at", "author", "stream", "key", "kind", "authority", "reason")}


def _refused(request: Request, clerk: str, error: InspectorError, back: str) -> HTMLResponse:
    page = _page("refused.html", request, clerk=clerk, what=error.what, remedy=error.remedy, back=back)
    return HTMLResponse(page, status_code=409)


def _page(template: str, request: Request, **values: object) -> str:
    return _environment().get_template(template).render(seal=seal_of(request), **values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("inspector.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
