"""The report of the year before, which some questions compare with."""

from __future__ import annotations

from inspector.checks.case import On
from inspector.model.finding import Answer


def previous_unseen(on: On) -> Answer | None:
    """The answer where last year's report is there but could not be seen; None where it was seen, or none was found."""
    pages = on.sheet.parts.get("previous", ())
    if not pages or any(page.sight.state != "unseen" for page in pages):
        return None
    sight = pages[0].sight
    zh, en = f"上一年度年报未能看到：{sight.reason.zh}", f"last year's report was not seen: {sight.reason.en}"
    return on.unseen(zh, en, on.cite(page=pages[0]), whose=sight.attribution, reason=sight.code)
