"""What people found out for rules that wait for a person: entered, kept as events, taken into the quarter's evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from inspector.channels.message import HAND
from inspector.errors import UsageError
from inspector.evaluate.entered import OUTCOMES
from inspector.facts.document import norm
from inspector.facts.privacy import mask
from inspector.pipeline.judge.results import quarter_result
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.ruleset import Rule

_PROBES = "`inspector channels record`"


@dataclass(frozen=True, slots=True)
class Entry:
    """A person's answer to a rule's question. `subject` as the finding names it, empty: all of the rule's.

    `outcome` is one of OUTCOMES; it may be empty where `newest` is given, the day of the newest item that was seen (ISO 8601).
    """

    rule: str
    subject: str = ""
    outcome: str = ""
    newest: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A finding that waits for a person."""

    unit: str
    rule: str
    subject: str
    zh: str
    en: str
    how: str
    """The command that answers it."""


def record(workspace: Workspace, code: str, quarter: str, entry: Entry, word: Word) -> None:
    """Keep an answer for a rule and unit in a quarter. Raises UsageError where it is not told whole."""
    if code not in {unit.code for unit in workspace.units()}:
        raise UsageError(f"no unit has the code {code!r}", remedy="`inspector units list` shows all codes.")
    if not word.author.strip():
        raise UsageError("an answer needs who enters it", remedy="Give --by.")
    rule = _rule(workspace, entry.rule)
    _told(entry)
    _asked(workspace, code, quarter, rule, entry.subject)
    said = {"rule": rule, "note": mask(entry.note.strip()), "newest": _day(entry.newest)}
    data: dict[str, Any] = {"quarter": quarter, "value": entry.subject.strip(), "outcome": entry.outcome or "seen"}
    data |= {"kind": "answer", "at": word.at(), **{key: text for key, text in said.items() if text}}
    with workspace.store() as store:
        add(store, HAND, code, "answer", word, data)


def waiting(workspace: Workspace, quarter: str) -> list[Question]:
    """Every finding of the quarter's result that waits for a person, in its order."""
    found = quarter_result(workspace, quarter)
    probed = {rule.id for rule in workspace.ruleset().rules if _by_probe(rule)}
    return list(_questions({} if found is None else found.units, probed))


def _questions(units: Any, probed: Collection[str]) -> Iterator[Question]:
    for code, unit in units.items():
        for one in unit["findings"]:
            if one["outcome"] == "manual":
                how = _PROBES if one["rule"] in probed else f"`inspector record {code} {one['rule']}`"
                yield Question(code, one["rule"], one["subject"], one["message"]["zh"], one["message"]["en"], how)


def _rule(workspace: Workspace, id: str) -> str:
    rules = workspace.ruleset().rules
    known = [rule.id for rule in rules]
    if id.upper() in known:
        if _by_probe(next(rule for rule in rules if rule.id == id.upper())):
            raise UsageError(f"{id.upper()} is about a channel that was tested", remedy=f"Enter it with {_PROBES}.")
        return id.upper()
    close = get_close_matches(id.upper(), known, 1, 0.5)
    remedy = f"Did you mean {close[0]}?" if close else "`inspector rules list` shows all of them."
    raise UsageError(f"there is no rule {id!r}", remedy=remedy)


def _by_probe(rule: Rule) -> bool:
    """Whether the rule rests on mails and calls, which are entered with consent and moment, and are judged together."""
    return bool(rule.checks() & {"mail_probe", "phone_call"})


def _told(entry: Entry) -> None:
    if entry.outcome and entry.outcome not in OUTCOMES:
        raise UsageError(f"{entry.outcome!r} is no answer", remedy=f"Known: {', '.join(OUTCOMES)}.")
    if not entry.outcome and not entry.newest:
        raise UsageError("nothing was found out", remedy=f"Give --outcome ({', '.join(OUTCOMES)}) or --newest DATE.")
    if entry.outcome and not entry.note.strip():
        raise UsageError("an answer says what was seen", remedy="Give --note, one sentence.")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(f"{text!r} is no day", remedy="Write it as 2026-11-20.") from None


def _asked(workspace: Workspace, code: str, quarter: str, rule: str, subject: str) -> None:
    """Raises UsageError where the quarter's result has the rule and the unit, and no such subject: the answer would go unseen."""
    found = quarter_result(workspace, quarter)
    unit = found.units.get(code) if found is not None else None
    subjects = [one["subject"] for one in unit["findings"] if one["rule"] == rule] if unit else []
    if subject and subjects and norm(subject) not in {norm(one) for one in subjects}:
        raise UsageError(f"{rule} of {code} is not about {subject!r}", remedy=f"It is about: {'、'.join(subjects)}.")
