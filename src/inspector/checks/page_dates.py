"""The dates a page shows: its own, else what the page that leads to it prints beside the link."""

from __future__ import annotations

from datetime import date

from inspector.checks.case import On
from inspector.facts.reading import Reading
from inspector.model.finding import Citation
from inspector.survey.dossier import Page


def shown_dates(on: On, names: tuple[str, ...]) -> list[tuple[date, Citation]]:
    """Days with the words that show them, in the order of `names`; a file is dated by the page it hangs on."""
    own = _of(on, on.page, on.reading, names)
    if own or not on.sheet.via:
        return own
    last = on.sheet.via[-1]
    if not last.open:
        return []
    column = last.read("column")
    items = column.data("items")
    rows = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    beside = [one for one in rows if one.get("url") in (on.page.url, on.page.capture.final_url) and one.get("date")]
    if beside:
        return [(date.fromisoformat(str(one["date"])), on.cite(str(one.get("title")), last)) for one in beside]
    dated = [one for one in rows if one.get("date")]
    return [] if dated else _of(on, last, last.read("article"), names)


def _of(on: On, page: Page, reading: Reading, names: tuple[str, ...]) -> list[tuple[date, Citation]]:
    facts = [fact for name in names for fact in reading.many(name) if fact.value]
    return [(date.fromisoformat(str(fact.value)[:10]), on.cite(fact, page)) for fact in facts]
