"""A unit's rectification notice as one HTML page."""

from __future__ import annotations

from inspector import __version__
from inspector.rectify.words import STEPS
from inspector.report.html import Pages
from inspector.report.order_notices import Notice


def page(notice: Notice, languages: tuple[str, ...]) -> str:
    """The notice as a page that stands in a folder beside `units/`, `index.html` and `rules.html`."""
    run = {"engine_version": __version__, "id": notice.run, "evidence_root": notice.root}
    return Pages(languages).render("order/notice.html", {"notice": notice, "run": run, "root": "../", "steps": STEPS})
