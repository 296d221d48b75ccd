"""Consent of a unit to be tested: given, shown, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from inspector.channels.consent import SCOPES, STREAM, Consent, consents
from inspector.errors import UsageError
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

_LONGEST = timedelta(days=400)
"""A consent is renewed at least once a year; one for ever is refused."""


def grant(workspace: Workspace, codes: Sequence[str], scope: Sequence[str], until: date, word: Word) -> list[Consent]:
    """Write down that units agreed. Raises UsageError where somebody, a document or an end is missing."""
    since = word.today()
    strange = [one for one in scope if one not in SCOPES]
    if strange or not scope:
        raise UsageError(
            f"{', '.join(strange) or 'nothing'} cannot be consented to", remedy=f"Known: {', '.join(SCOPES)}."
        )
    if not (word.author.strip() and word.authority.strip()):
        remedy = "Give --by and --authority, e.g. the number of the letter in which the unit agreed."
        raise UsageError("a consent needs who enters it and on what authority", remedy=remedy)
    if not since <= until <= since + _LONGEST:
        raise UsageError(
            f"a consent to {until} is over or too long", remedy="It ends within 400 days and is then renewed."
        )
    _known(workspace, codes)
    data = {"scope": sorted(set(scope)), "since": since.isoformat(), "until": until.isoformat()}
    with workspace.store() as store:
        for code in codes:
            add(store, STREAM, code, "granted", word, data)
        given = consents(store.events(STREAM))
    return [given[code][-1] for code in codes]


def withdraw(workspace: Workspace, codes: Sequence[str], word: Word) -> None:
    """Take back all consents of units; what was planned is not sent any more."""
    if not word.author.strip():
        raise UsageError("somebody withdraws a consent", remedy="Give --by.")
    _known(workspace, codes)
    with workspace.store() as store:
        for code in codes:
            add(store, STREAM, code, "withdrawn", word)


def listed(workspace: Workspace) -> dict[str, tuple[Consent, ...]]:
    """The consents of each unit, those that are over among them."""
    with workspace.store() as store:
        return consents(store.events(STREAM))


def _known(workspace: Workspace, codes: Sequence[str]) -> None:
    known = {unit.code for unit in workspace.units()}
    strange = [code for code in codes if code not in known]
    if strange or not codes:
        said = f"no unit has the code {', '.join(strange)}" if strange else "no unit is named"
        raise UsageError(said, remedy="`inspector units list` shows all codes.")
