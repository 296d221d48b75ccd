"""What people did by hand: calls made, mails sent from another desk, and why a unit's channels could not be tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from email_validator import EmailNotValidError, validate_email

from inspector.channels.consent import STREAM as CONSENTS
from inspector.channels.consent import allowed, consents
from inspector.channels.message import HAND
from inspector.channels.replies import ReplyKind
from inspector.collect.manners import CHINA, china_now
from inspector.errors import UsageError
from inspector.facts.privacy import mask
from inspector.pipeline.judge.results import quarter_result
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

Call = Literal["answered", "not_answered", "wrong_number", "busy"]
CALLS = ("answered", "not_answered", "wrong_number", "busy")
CAME_BACK: tuple[ReplyKind, ...] = (
    "human_reply",
    "auto_reply",
    "wrong_person",
    "unknown_user",
    "full",
    "bounced",
    "blocked",
    "delayed",
)
"""What may come back of a test mail that a person sent; `silence` where nothing did."""
SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class HandMail:
    """A test mail that a person sent from the office's own mailbox. Moments as typed: ISO 8601, Beijing time without an offset.

    `came` is one of CAME_BACK or `silence`, `back` when it came, `checked` until when the inbox was watched (now by default).
    """

    mailbox: str
    sent: str
    came: str
    back: str = ""
    checked: str = ""


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


def mail(workspace: Workspace, code: str, quarter: str, told: HandMail, word: Word) -> None:
    """A test mail that a person sent and what came of it; judged like one of the program's own. Raises UsageError.

    It needs the authority on which it was sent: a consent on record for that day, or the document that is named.
    """
    _signed(word, "a test mail")
    mailbox, sent = told.mailbox.strip().lower(), _moment(told.sent, word)
    if not told.sent:
        raise UsageError("it is not told when the mail was sent", remedy="Give --sent 2026-11-24T10:30.")
    _mailbox(workspace, code, quarter, mailbox)
    checked = _moment(told.checked, word)
    replies = [_reply(told, sent, checked)] if told.came != SILENCE else []
    _past(sent, checked)
    if not word.authority.strip() and not _consented(workspace, code, sent):
        raise UsageError(
            f"no consent of {code} covers a test mail on {sent[:10]}",
            remedy="Give --authority, the document on which it was sent, or record it with `inspector channels consent`.",
        )
    said = {"sent": sent, "inbox_read": checked, "replies": replies, "token": "", "message_id": "", "text_sha256": ""}
    data = {"kind": "message", "quarter": quarter, "value": mailbox, "outcome": "sent", "at": sent}
    _add(workspace, code, {**data, **said, "server": "", "authority": word.authority}, word)


def _mailbox(workspace: Workspace, code: str, quarter: str, mailbox: str) -> None:
    """Raises UsageError for what is no mailbox, or none that the unit publishes: its result would go unseen."""
    try:
        validate_email(mailbox, check_deliverability=False)
    except EmailNotValidError:
        raise UsageError(f"{mailbox!r} is no mailbox", remedy="Give it as the guide prints it.") from None
    found = quarter_result(workspace, quarter)
    unit = found.units.get(code) if found is not None else None
    boxes = [one["value"].lower() for one in unit["channels"]["items"] if one["kind"] == "email"] if unit else []
    if unit and mailbox not in boxes and not any("*" in box for box in boxes):
        known = "、".join(boxes) or "none"
        raise UsageError(f"{code} does not publish {mailbox}", remedy=f"It publishes: {known}.")


def _reply(told: HandMail, sent: str, checked: str) -> dict[str, Any]:
    if told.came not in CAME_BACK:
        raise UsageError(
            f"{told.came!r} is nothing that comes back", remedy=f"Known: {', '.join((*CAME_BACK, SILENCE))}."
        )
    if not told.back:
        raise UsageError("it is not told when the answer came", remedy="Give --back 2026-11-24T15:00.")
    back = _moment(told.back, Word(""))
    if not sent <= back <= checked:
        raise UsageError(
            f"the answer of {back} does not lie between {sent}, when the mail left, and {checked}, when the inbox was read",
            remedy="Check --sent, --back and --checked.",
        )
    return {
        "kind": told.came,
        "at": back,
        "matched": "hand",
        "status": "",
        "from_domain": "",
        "excerpt": "",
        "sha256": "",
    }


def _past(sent: str, checked: str) -> None:
    now = china_now().isoformat(timespec="seconds")
    for option, moment in (("--sent", sent), ("--checked", checked)):
        if moment > now:
            raise UsageError(f"{option} {moment} lies in the future", remedy="Give the moment it happened.")


def _consented(workspace: Workspace, code: str, sent: str) -> bool:
    with workspace.store() as store:
        mine = consents(store.events(CONSENTS)).get(code, ())
    return allowed(mine, "message", datetime.fromisoformat(sent).date()) is not None


def _add(workspace: Workspace, code: str, data: dict[str, Any], word: Word) -> None:
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
