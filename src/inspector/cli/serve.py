"""`inspector serve` and `inspector clerks`: reports and decisions in a browser."""

from __future__ import annotations

import os
import socket
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import errors, out
from inspector.collect.manners import china_now
from inspector.errors import SettingsError
from inspector.pipeline.rectify import clerks as logins
from inspector.pipeline.workspace import Workspace
from inspector.settings.extras import install

TOKEN, PASSWORD = "INSPECTOR_SERVE_TOKEN", "INSPECTOR_CLERK_PASSWORD"
_LEAST_TOKEN = 16
"""A token that can be guessed opens everything to whoever reaches the port."""
clerks = typer.Typer(
    name="clerks", help="Logins of `inspector serve`. 经办人。", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(clerks)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The clerk's name, as it will stand in the record.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this.")]


@app.command(epilog=examples("serve", "serve --port 8080", "serve --host 10.0.0.5 --workspace qinghe"))
def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; beyond this machine a token is needed.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8470,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Show reports, orders and evidence in a browser and to machines (/api), and let clerks decide. 网页查看与办理。

    On this machine nothing more is needed. On another address INSPECTOR_SERVE_TOKEN must be set; machines send it as
    `Authorization: Bearer`, clerks log in. Put a proxy that speaks TLS before it.
    """
    place, token = Workspace.at(workspace), os.environ.get(TOKEN, "")
    if not token and not _near(host):
        remedy = f"Set {TOKEN} to a long secret, or leave --host out."
        raise SettingsError(f"whoever reaches {host} could read everything", remedy=remedy)
    if token and len(token) < _LEAST_TOKEN:
        raise SettingsError(
            f"{TOKEN} has fewer than {_LEAST_TOKEN} characters", remedy="Make one: openssl rand -hex 32"
        )
    try:
        uvicorn, served = import_module("uvicorn"), import_module("inspector.serve.app")
    except ModuleNotFoundError as lack:
        raise SettingsError(f"{lack.name} is not installed", remedy=install("serve")) from None
    _refuse_taken(host, port)
    place.keep_log()
    errors.print(f"http://{host}:{port}/  (Ctrl-C ends it; the API is described at /openapi.json)", markup=False)
    uvicorn.run(served.build(place, host, token), host=host, port=port, log_level="warning", server_header=False)


def _refuse_taken(host: str, port: int) -> None:
    """Raises SettingsError where nobody can listen there: before the address is told, not after."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OSError as fault:
        raise SettingsError(
            f"{host} port {port} cannot be listened on: {fault.strerror or fault}",
            remedy="Another program has it, or the address is not this machine's: give another --port or --host.",
        ) from None


def _near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@clerks.command("add", epilog=examples("clerks add 李四 --by 张三"))
def add(name: Name, by: By, workspace: WorkspaceDir = Path()) -> None:
    """Give a clerk a login, or a new password: asked for here, or taken from INSPECTOR_CLERK_PASSWORD. 新增。"""
    password = os.environ.get(PASSWORD) or typer.prompt("password", hide_input=True, confirmation_prompt=True)
    logins.enrol(Workspace.at(workspace), name, password, by, china_now())
    out.print(f"{name} can log in", markup=False)


@clerks.command("remove", epilog=examples("clerks remove 李四 --by 张三"))
def remove(name: Name, by: By, workspace: WorkspaceDir = Path()) -> None:
    """Take a login away; what its owner decided stays. 停用。"""
    logins.dismiss(Workspace.at(workspace), name, by, china_now())
    out.print(f"{name} cannot log in any more", markup=False)


@clerks.command("list", epilog=examples("clerks list"))
def listed(workspace: WorkspaceDir = Path()) -> None:
    """Every login there ever was. 名单。"""
    for clerk in logins.listed(Workspace.at(workspace)):
        state = "active" if clerk.active else "removed"
        out.print(f"{clerk.name}  {state}  since {clerk.since[:10]}", markup=False)
