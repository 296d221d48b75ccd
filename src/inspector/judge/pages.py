"""Where each role's page was found, and what changed about it since the last inspection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from inspector.model.words import Words
from inspector.survey import Dossier, Sheet
from inspector.survey.address import same_address

_GUTTED_SHARE = 0.3
"""A page that keeps less than this share of its characters was emptied rather than edited."""
_WORTH_NOTING = 300

_MOVED = Words(
    "登记的网址已转到{to}，请核对并更新登记表",
    "the registered address now leads to {to}; check it and update the registry",
)
_GUTTED = Words(
    "正文由{before}字减至{now}字，请核对内容是否被清空",
    "the text shrank from {before} to {now} characters; check whether it was emptied",
)


class PageLine(TypedDict):
    """One role: how its page was found (`how`), where, whether it was seen, and why this page was taken."""

    role: str
    how: str
    url: str
    final_url: str
    state: str
    chars: int
    reasons: list[dict[str, str]]


class Alarm(TypedDict):
    """`moved` or `gutted`: for a person to look at, costing nothing."""

    role: str
    kind: str
    message: dict[str, str]


def pages_of(dossier: Dossier) -> list[PageLine]:
    """One line a role that was looked for, in the order of the roles."""
    return [_line(sheet) for sheet in dossier.sheets.values()]


def _line(sheet: Sheet) -> PageLine:
    page = sheet.page
    return {
        "role": sheet.role,
        "how": sheet.how,
        "url": page.url if page is not None else "",
        "final_url": page.capture.final_url if page is not None else "",
        "state": page.sight.state if page is not None else "unseen",
        "chars": page.document.chars if page is not None and page.open and page.document is not None else 0,
        "reasons": [words.json() for words in sheet.reasons],
    }


def alarms_of(dossier: Dossier, before: Mapping[str, Mapping[str, Any]]) -> list[Alarm]:
    """Registered pages that redirect elsewhere, and pages that lost most of their text since `before` (role -> its last line)."""
    alarms: list[Alarm] = []
    for sheet in dossier.sheets.values():
        registered = dossier.unit.pages.get(sheet.role, "")
        page = sheet.page
        if page is None or not page.open or page.document is None:
            continue
        first = sheet.via[0].capture if sheet.via else page.capture
        if registered and first.hops and not same_address(first.final_url, registered):
            alarms.append({"role": sheet.role, "kind": "moved", "message": _MOVED.fill(to=first.final_url).json()})
        last, now = int(before.get(sheet.role, {}).get("chars", 0)), page.document.chars
        if last >= _WORTH_NOTING and now < last * _GUTTED_SHARE:
            alarms.append({"role": sheet.role, "kind": "gutted", "message": _GUTTED.fill(before=last, now=now).json()})
    return alarms
