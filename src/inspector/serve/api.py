"""What machines read, as JSON. Nothing here changes anything."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel

from inspector.archive import Run
from inspector.errors import EvidenceError, UsageError
from inspector.judge.schema import result_schema
from inspector.model.order import Order
from inspector.pipeline.rectify import appeals, orders
from inspector.pipeline.workspace import Workspace
from inspector.serve.doors import clerk_of, workspace_of

router = APIRouter(prefix="/api", responses={401: {"description": "A token or a login is needed."}})
Place = Annotated[Workspace, Depends(workspace_of)]
RunId = Annotated[str, Path(pattern=r"^\d{4}Q[1-4]-\d{8}T\d{6}$", description="A run's id.")]
Code = Annotated[str, Path(max_length=80, description="A unit's code.")]
Quarter = Annotated[str, Query(pattern=r"^(\d{4}Q[1-4])?$", description="Only this quarter's; empty: all.")]
_MISSING: dict[int | str, dict[str, Any]] = {404: {"description": "There is none."}}


class RunHead(BaseModel):
    """One recorded run; moments are ISO 8601 with offset."""

    id: str
    quarter: str
    as_of: str
    started: str
    finished: str
    complete: bool
    engine_version: str
    rules_digest: str
    registry_digest: str
    calendar_digest: str
    evidence_root: str
    result_digest: str


class UnitHead(BaseModel):
    """One registered unit."""

    code: str
    name: str
    type: str
    pages: dict[str, str]


class OrderHead(BaseModel):
    """One rectification order as its events leave it; `due` is ISO, or null where no deadline runs."""

    number: str
    unit: str
    finding: str
    rule: str
    subject: str
    severity: str
    quarter: str
    status: str
    due: str | None
    overdue: bool


class OrderWhole(OrderHead):
    """An order with everything that happened to it."""

    events: list[dict[str, Any]]


class AppealHead(BaseModel):
    """One objection."""

    number: str
    unit: str
    rule: str
    subject: str
    finding: str
    state: str


class Seen(BaseModel):
    """One look at one address; `sha256` names the bytes, empty where there are none."""

    method: str
    url: str
    final_url: str
    status: int | None
    failure: str | None
    fetched_at: str
    sha256: str
    bytes: int


@router.get("/runs")
def runs(place: Place) -> list[RunHead]:
    """Every recorded run, oldest first."""
    with place.store() as store:
        return [RunHead(**asdict(run)) for run in store.runs()]


@router.get("/runs/{run}/result", responses=_MISSING)
def result(place: Place, run: RunId) -> dict[str, Any]:
    """The whole result of a run, as `inspector run --json` wrote it (`inspector.result/1`)."""
    try:
        return orders.result_of(place, run)
    except UsageError as error:
        raise HTTPException(404, error.what) from None


@router.get("/schema/result")
def schema() -> dict[str, Any]:
    """The JSON Schema of a result."""
    return result_schema()


@router.get("/units")
def units(place: Place) -> list[UnitHead]:
    """The registry as it is now."""
    return [UnitHead(code=one.code, name=one.name, type=one.type, pages=dict(one.pages)) for one in place.units()]


@router.get("/orders")
def all_orders(place: Place, quarter: Quarter = "", unit: Annotated[str, Query(max_length=80)] = "") -> list[OrderHead]:
    """Rectification orders, oldest first."""
    found = [one for one in orders.listed(place) if quarter in ("", one.quarter) and unit in ("", one.unit)]
    return [OrderHead(**_head(one)) for one in found]


@router.get("/orders/{number}", responses=_MISSING)
def order(place: Place, number: Annotated[str, Path(max_length=80)]) -> OrderWhole:
    """One order with its life."""
    try:
        one = orders.one(place, number)
    except UsageError as error:
        raise HTTPException(404, error.what) from None
    return OrderWhole(**_head(one), events=[asdict(event) for event in one.events])


@router.get("/appeals")
def all_appeals(place: Place) -> list[AppealHead]:
    """Objections, oldest first."""
    found = appeals.listed(place)
    return [AppealHead(**{name: getattr(one, name) for name in AppealHead.model_fields}) for one in found]


@router.get("/runs/{run}/evidence/{code}", responses=_MISSING)
def evidence(place: Place, run: RunId, code: Code) -> list[Seen]:
    """What was looked at for a unit, every digest checked."""
    return [
        Seen(
            method=one.ask.method,
            url=one.ask.url,
            final_url=one.final_url,
            status=one.status,
            failure=one.failure.value if one.failure else None,
            fetched_at=one.fetched_at,
            sha256=one.sha256,
            bytes=len(one.body),
        )
        for one in _captures(place, run, code).values()
    ]


@router.get(
    "/runs/{run}/evidence/{code}/{sha256}",
    responses={
        **_MISSING,
        200: {"content": {"application/octet-stream": {}}, "description": "The bytes as they came."},
    },
    response_class=Response,
    dependencies=[Depends(clerk_of)],
)
def body(place: Place, run: RunId, code: Code, sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]) -> Response:
    """The bytes of a page as they came, for a clerk: they may hold what reports mask. Never shown, only saved."""
    for one in _captures(place, run, code).values():
        if one.sha256 == sha256:
            saved = {"Content-Disposition": f'attachment; filename="{sha256[:16]}.bin"'}
            return Response(one.body, media_type="application/octet-stream", headers=saved)
    raise HTTPException(404, "no such bytes in this run")


def _captures(place: Workspace, run: str, code: str) -> dict[tuple[str, str], Any]:
    folder = place.evidence / run
    if not (folder / "run.json").is_file():
        raise HTTPException(404, f"there is no run {run}")
    stored = Run(folder)
    if code not in stored.codes:
        raise HTTPException(404, f"the run has no unit {code!r}")
    try:
        return dict(stored.read_unit(code))
    except EvidenceError as error:
        raise HTTPException(500, str(error)) from None


def _head(one: Order) -> dict[str, Any]:
    names = [name for name in OrderHead.model_fields if name not in ("due", "overdue")]
    due = one.due.isoformat() if one.due else None
    return {**{name: getattr(one, name) for name in names}, "due": due, "overdue": one.overdue(orders.Word("").today())}
