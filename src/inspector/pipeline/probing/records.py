"""What people did by hand: calls made, mails sent from another desk, and why a unit's channels could not be tested."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from inspector.channels.message import HAND
from inspector.collect.manners import CHINA
from inspector.errors import UsageError
from inspector.facts.privacy import mask
from inspector.pipeline.orders import Word
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.workspace import Workspace

Call = Literal["answered", "not_answered", "wrong_number", "busy"]
CALLS = ("answered", "not_answered", "wrong_number", "busy")


def call(workspace: Workspace, code: str, quarter: str, number: str, outcome: str, at: str, word: Word) -> None:
    """A telephone call that a person made. Raises UsageError where it is not told whole."""
    if outcome not in CALLS:
        raise UsageError(f"{outcome!r} is no outcome of a call", remedy=f"Known: {', '.join(CALLS)}.")
    if not number.strip() or not any(sign.isdigit() for sign in number):
        raise UsageError(f"{number!r} is no telephone number", remedy="Give the number that was called.")
    _signed(word, "a call")
    data = {"kind": "call", "quarter": quarter, "value": number.strip(), "outcome": outcome, "at": _moment(at, word)}
    _add(workspace, code, data, word)


def reason(workspace: Workspace, code: str, quarter: str, word: Word) -> None:
    """Why a unit's channels have no result in a quarter; it stands in the report. Raises UsageError where none is given."""
    if not word.reason.strip():
        raise UsageError("a reason is a sentence", remedy="Give --reason.")
    _signed(word, "a reason")
    data = {"kind": "reason", "quarter": quarter, "value": "", "outcome": "reason", "reason": mask(word.reason.strip())}
    _add(workspace, code, {**data, "at": word.at()}, word)


def _add(workspace: Workspace, code: str, data: dict[str, str], word: Word) -> None:
    if code not in {unit.code for unit in workspace.units()}:
        raise UsageError(f"no unit has the code {code!r}", remedy="`inspector units list` shows all codes.")
    with workspace.store() as store:
        add(store, HAND, code, data["kind"], word, data)


def _signed(word: Word, what: str) -> None:
    if not word.author.strip():
        raise UsageError(f"{what} needs who enters it", remedy="Give --by.")


def _moment(text: str, word: Word) -> str:
    if not text:
        return word.at()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no moment", remedy="Write it as 2026-11-24T10:30.") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=CHINA)
    return moment.astimezone(CHINA).isoformat(timespec="seconds")
