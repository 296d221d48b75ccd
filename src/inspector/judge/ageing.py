"""Pages left alone: their dates three years older, in a way that somebody asks of them.

What has no rhythm is not harmed by age: a consultation of three years ago is only an old one. A portal is judged by how many of its
columns are stale, so that all of them grow old at once.
"""

from __future__ import annotations

from inspector import lazy
from inspector.judge.ground import Ground, Made, is_web
from inspector.judge.office_text import in_text
from inspector.survey.around import kind_of
from inspector.survey.dossier import Page

_DATE = lazy.pattern(r"(?<!\d)(20\d{2})(?=\s*(?:[-/.年])\s*\d{1,2})")
_KEPT_UP = ("home", "column", "guide", "list", "annual_report", "application", "institution")
"""Pages with dates of their own; an older document is only an older document."""
_YEARS = 3


def aged(ground: Ground) -> Made:
    """Each page that has to be kept up, alone; the home page and the columns of a portal together."""
    site = ground.dossier.unit.type == "portal"
    together = ground.world
    for kind, page, text in ground.texts(*_KEPT_UP):
        changed = _older(text) if is_web(page) else in_text(text, _older)
        if changed == text or (kind == "column" and not _has_rhythm(ground, page)):
            continue
        if site and kind in ("home", "column"):
            together = ground.of(together).with_text(page.url, changed)
        else:
            yield page.url, ground.with_text(page.url, changed)
    if together is not ground.world:
        yield "home and columns", together


def _has_rhythm(ground: Ground, page: Page) -> bool:
    """Whether the profile says how old the newest entry of the column may be; of columns it does not name, nobody asks it."""
    kind = kind_of(page.label, ground.columns)
    return kind is not None and (kind.limit_days is not None or kind.limit_months is not None)


def _older(text: str) -> str:
    return _DATE.sub(lambda year: str(int(year[1]) - _YEARS), text)
