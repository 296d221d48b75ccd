"""The stop switch: while the file `channels.stop` lies in the workspace, nothing is sent, looked at or visited."""

from __future__ import annotations

from pathlib import Path

from inspector.errors import RunIncomplete
from inspector.pipeline.files import write_whole
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

STREAM = "channel_switch"
NAME = "channels.stop"


class Stopped(RunIncomplete):
    """Somebody stopped all probes; what is left can be done once they are let go on."""


def file(workspace: Workspace) -> Path:
    """Whoever cannot reach the command makes this file: it stops everything as well."""
    return workspace.settings.path(NAME)


def refuse_stopped(workspace: Workspace) -> None:
    """Raises Stopped while the switch is set. Asked before every single mail, and once more before its text leaves."""
    path = file(workspace)
    if path.exists():
        remedy = "`inspector channels resume --by NAME` lets them go on."
        raise Stopped("probes of channels are stopped", where=str(path), remedy=remedy)


def stop(workspace: Workspace, word: Word) -> None:
    """Stop everything at once; the file first, so that a busy database cannot delay it."""
    write_whole(file(workspace), f"{word.at()} {word.author} {word.reason}\n")
    with workspace.store() as store:
        add(store, STREAM, "all", "stopped", word)


def go_on(workspace: Workspace, word: Word) -> None:
    """Let probes go on."""
    with workspace.store() as store:
        add(store, STREAM, "all", "resumed", word)
    file(workspace).unlink(missing_ok=True)
