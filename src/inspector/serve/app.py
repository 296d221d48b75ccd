"""The application: routes put together, doors closed."""

from __future__ import annotations

import secrets
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from inspector import __version__
from inspector.errors import InspectorError
from inspector.pipeline.workspace import Workspace
from inspector.serve import api, desk
from inspector.serve.doors import Doors, headers

STYLE = Path(__file__).parent / "templates" / "desk.css"


def build(workspace: Workspace, host: str = "127.0.0.1", token: str = "") -> FastAPI:
    """The server of a workspace. Without `token` only this machine may read; logins end when the process ends."""
    app = FastAPI(
        title="Inspector",
        version=__version__,
        description="Results, orders and evidence of a district's inspections. Nothing can be changed here.",
        docs_url=None,
        redoc_url=None,
    )
    app.state.workspace = workspace
    app.add_middleware(Doors, token=token)
    app.add_middleware(
        SessionMiddleware,
        secret_key=secrets.token_hex(32),
        session_cookie="inspector",
        same_site="strict",
        max_age=8 * 3600,
        https_only=False,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=sorted({"127.0.0.1", "localhost", "[::1]", host}))
    app.middleware("http")(headers)
    app.add_exception_handler(InspectorError, _told)
    app.include_router(api.router)
    app.include_router(desk.router)
    app.add_api_route("/", _home, include_in_schema=False)
    app.add_api_route("/desk.css", _style, include_in_schema=False)
    workspace.reports.mkdir(parents=True, exist_ok=True)
    app.mount("/reports", StaticFiles(directory=workspace.reports, html=True), name="reports")
    return app


def _home() -> RedirectResponse:
    return RedirectResponse("/desk")


def _style() -> Response:
    return Response(STYLE.read_text(encoding="utf-8"), media_type="text/css")


def _told(_: Request, error: Exception) -> JSONResponse:
    """A deliberate error as what it is: a sentence and a way out, never a traceback."""
    said = {"error": getattr(error, "what", str(error)), "remedy": getattr(error, "remedy", "")}
    return JSONResponse(said, status_code=409)
