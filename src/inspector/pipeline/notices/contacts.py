"""Where notices go: the office's mailboxes of config.toml, and the units' of a file that stays in the workspace."""

from __future__ import annotations

import csv
from pathlib import Path

from inspector.errors import Problem, RegistryError, SettingsError
from inspector.pipeline.notices.notice import OFFICE
from inspector.pipeline.workspace import Workspace


def mailboxes(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Recipient -> mailboxes: `office`, and the code of each unit where `[notices] units` is on.

    Raises SettingsError or RegistryError, with row, where an address is none.
    """
    settings = workspace.settings.notices
    for address in settings.office:
        if not _valid(address):
            raise SettingsError(
                f"{address!r} is no mailbox", where="config.toml [notices] office", remedy="Correct it."
            )
    found = {OFFICE: settings.office}
    if settings.units:
        found |= _units(workspace.settings.path(settings.contacts), {unit.code for unit in workspace.units()})
    return found


def _units(path: Path, codes: set[str]) -> dict[str, tuple[str, ...]]:
    remedy = "Write a CSV with the columns code,email, one row a unit; several mailboxes with | between them."
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as fault:
        raise RegistryError(f"the contacts cannot be read: {fault}", where=str(path), remedy=remedy) from None
    problems, found = [], {}
    for number, row in enumerate(rows, 2):
        code, addresses = (row.get("code") or "").strip(), _split(row.get("email") or "")
        wrong = [address for address in addresses if not _valid(address)]
        if code not in codes:
            problems.append(Problem(f"{path}:{number}", f"no unit has the code {code!r}", "`inspector units list`"))
        elif wrong or not addresses:
            problems.append(Problem(f"{path}:{number}", f"{(wrong or [''])[0]!r} is no mailbox", remedy))
        found[code] = addresses
    if problems:
        raise RegistryError.of(problems)
    return found


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _valid(address: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - slow to load

    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
