"""Who may come in: this machine, whoever has the token, and clerks who logged in."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from inspector.pipeline.rectify.clerks import active
from inspector.pipeline.workspace import Workspace

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_OPEN = ("/login", "/desk.css")


class Doors:
    """Lets a request pass that is of this machine (where no token is set), has the token, or a clerk's session."""

    def __init__(self, app: ASGIApp, token: str = "") -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses with 401 and one sentence."""
        if scope["type"] != "http" or await self._passes(Request(scope)):
            await self._app(scope, receive, send)
            return
        said = {
            "error": "a token or a login is needed",
            "remedy": "Send `Authorization: Bearer ...`, or log in at /login.",
        }
        answer = JSONResponse(said, status_code=401, headers={"WWW-Authenticate": "Bearer"})
        await answer(scope, receive, send)

    async def _passes(self, request: Request) -> bool:
        if request.url.path in _OPEN or await run_in_threadpool(_logged_in, request):
            return True
        if not self._token:
            return request.client is None or _near(request.client.host)
        given = request.headers.get("authorization", "")
        return secrets.compare_digest(given.encode(), f"Bearer {self._token}".encode())


def _logged_in(request: Request) -> bool:
    name = str(request.session.get("clerk", ""))
    return bool(name) and active(workspace_of(request), name)


def _near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "testclient"


async def headers(request: Request, following: Callable[[Request], Awaitable[Response]]) -> Response:
    """What every answer carries; reports bring a stricter policy of their own."""
    answer = await following(request)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Frame-Options"] = "DENY"
    answer.headers["Cache-Control"] = "no-store"
    if not request.url.path.startswith("/reports"):
        answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def workspace_of(request: Request) -> Workspace:
    """The workspace that is served."""
    found: Workspace = request.app.state.workspace
    return found


def clerk_of(request: Request) -> str:
    """The clerk who is logged in. Raises 401 where nobody is, or the login was taken away meanwhile."""
    name = str(request.session.get("clerk", ""))
    if not name or not active(workspace_of(request), name):
        request.session.clear()
        raise HTTPException(401, "log in at /login")
    return name


def seal_of(request: Request) -> str:
    """The sign that a form of this session carries, against forms of other pages."""
    return str(request.session.setdefault("seal", secrets.token_urlsafe(24)))


def refuse_foreign(request: Request, seal: str) -> None:
    """Raises 403 where a form does not carry the session's sign."""
    if not secrets.compare_digest(seal.encode(), str(request.session.get("seal", "")).encode()) or not seal:
        raise HTTPException(403, "this form is not one of ours; open the page again")
