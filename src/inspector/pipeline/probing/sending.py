"""The mails of a plan sent, each at most once, whatever happens to this process, the line or the machine.

Before a text leaves, what is about to leave is written down (write-ahead). A sending that was begun and whose end is not known
is never simply repeated: the copy that the mail server keeps is looked for by its Message-ID. It is there: the mail was sent.
It is not, and the server is known to keep copies: the mail did not leave, and may be sent. Without such a folder the mail is
taken for possibly sent and stays so: at most once is the side this errs on.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from inspector.channels.consent import STREAM as CONSENTS
from inspector.channels.consent import allowed, consents
from inspector.channels.message import STREAM, Message, messages
from inspector.channels.refusals import refusal
from inspector.collect import inbox
from inspector.collect.manners import CHINA, china_now, stamp
from inspector.collect.submission import Submitted, submit
from inspector.errors import RunIncomplete, SettingsError
from inspector.facts.privacy import mask
from inspector.pipeline.judge.watch import unwatched
from inspector.pipeline.lock import sole
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.probing.letters import letter, message_id
from inspector.pipeline.probing.passwords import IMAP, SMTP, password
from inspector.pipeline.probing.plans import PLANS, Planned, kept
from inspector.pipeline.probing.switch import refuse_stopped
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from inspector.store import Store

Now = Callable[[], datetime]
Told = Callable[[Planned, str], None]
"""Called after each mail with what became of it."""
LOCK = "channels"
AT_WORK = "another process of this workspace is sending test mails or reading their answers"
_MOST_TRIES = 5
"""How often a mail that a server put off is tried in all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mails of a plan ended how."""

    sent: int = 0
    refused: int = 0
    deferred: int = 0
    uncertain: int = 0
    skipped: int = 0


def send(workspace: Workspace, code: str, word: Word, told: Told = unwatched, now: Now = china_now) -> Outcome:
    """Send what is left of a plan. Safe to repeat. Raises RunIncomplete where the switch or a cap ends it, to be gone on with."""
    refuse_stopped(workspace)
    mail = workspace.settings.mail
    if not mail.smtp_host:
        raise SettingsError("there is no mail server", where="config.toml [mail] smtp_host", remedy="Write its name.")
    secret = password(SMTP, bool(mail.smtp_user))
    with sole(workspace.evidence, LOCK, AT_WORK), workspace.store() as store:
        plan = kept(store.events(PLANS), code)
        settle(workspace, store, word, now)
        desk = _Desk(workspace, store, word, secret, now)
        results = [desk.done(planned, told) for planned in plan]
    return Outcome(**{name: results.count(name) for name in ("sent", "refused", "deferred", "uncertain", "skipped")})


def settle(workspace: Workspace, store: Store, word: Word, now: Now) -> None:
    """Find out about mails whose sending broke off: by the copy that our mail server keeps, where it keeps one."""
    settings = workspace.settings
    since = now() - timedelta(seconds=settings.channels.settle_s)
    broken = [one for one in messages(store.events(STREAM)).values() if one.state == "sending"]
    due = [one for one in broken if datetime.fromisoformat(one.at) <= since]
    if not due or not settings.mail.sent_folder or not settings.mail.imap_host:
        return
    with inbox.mailbox(settings.mail, password(IMAP, True)) as box:
        for one in due:
            there = inbox.holds(box, settings.mail.sent_folder, str(one.data["message_id"]))
            at = one.at if there else stamp(now())
            add(store, STREAM, one.key, "sent" if there else "not_sent", word, {**one.data, "server": "copy found"}, at)


@dataclass(frozen=True, slots=True)
class _Desk:
    workspace: Workspace
    store: Store
    word: Word
    secret: str
    now: Now

    def done(self, planned: Planned, told: Told) -> str:
        """What became of one mail."""
        known = messages(self.store.events(STREAM)).get(planned.key)
        result = self._sent(planned) if self._open(known) else "skipped"
        told(planned, result)
        return result

    def _open(self, known: Message | None) -> bool:
        return known is None or (known.state == "open" and len(known.events) < _MOST_TRIES * 2)

    def _sent(self, planned: Planned) -> str:
        self._permit(planned)
        mail, now = self.workspace.settings.mail, self.now()
        text = letter(mail, planned, now)
        data = {
            "unit": planned.unit,
            "mailbox": planned.mailbox,
            "attempt": planned.attempt,
            "token": planned.token,
            "message_id": message_id(mail, planned),
            "text_sha256": hashlib.sha256(text).hexdigest(),
        }

        def before() -> None:
            self._permit(planned)
            self._add(planned, "sending", data)

        timeout = self.workspace.settings.channels.timeout_s
        said = asyncio.run(submit(mail, self.secret, planned.mailbox, text, before, timeout))
        return self._told(planned, said, data)

    def _told(self, planned: Planned, said: Submitted, data: dict[str, Any]) -> str:
        if said.result == "uncertain":
            return "uncertain"
        kind = {"accepted": "sent", "refused": "refused", "deferred": "deferred"}[said.result]
        answer = {"server": mask(said.answer)[:300]}
        if kind == "refused":
            answer["refusal"] = refusal(said.answer)
        self._add(planned, kind, {**data, **answer})
        return kind

    def _add(self, planned: Planned, kind: str, data: dict[str, Any]) -> None:
        add(self.store, STREAM, planned.key, kind, self.word, data, stamp(self.now()))

    def _permit(self, planned: Planned) -> None:
        """Everything that may stop one mail, asked anew for each: the switch, the consent, the caps."""
        refuse_stopped(self.workspace)
        today = self.now().astimezone(CHINA).date()
        mine = consents(self.store.events(CONSENTS)).get(planned.unit, ())
        if allowed(mine, "message", today) is None:
            remedy = "Plan again: `inspector channels plan`."
            raise RunIncomplete(f"the consent of {planned.unit} is over or was withdrawn", remedy=remedy)
        self._cap(messages(self.store.events(STREAM)).values())

    def _cap(self, known: Iterable[Message]) -> None:
        begun = [datetime.fromisoformat(e.at) for one in known for e in one.events if e.kind == "sending"]
        caps = self.workspace.settings.channels
        for most, span, words in (
            (caps.per_hour, timedelta(hours=1), "hour"),
            (caps.per_day, timedelta(days=1), "day"),
        ):
            recent = sorted(moment for moment in begun if moment > self.now() - span)
            if len(recent) >= most:
                until = (recent[len(recent) - most] + span) if most else None
                when = f"It may go on at {until:%Y-%m-%d %H:%M}: the same command again." if until else "Raise the cap."
                raise RunIncomplete(
                    f"{most} mails were sent within a {words}, the most that config.toml allows", remedy=when
                )
