"""The rule handbook: an index of all rules, and a page for each pack, so that no page grows with the number of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from inspector.model.rule import RuleCard
from inspector.report.figures import District
from inspector.report.files import put
from inspector.report.html import HANDBOOK, Pages
from inspector.report.inspection import Inspection
from inspector.report.links import stem
from inspector.report.problems import judged


def page_of(pack: str) -> str:
    """The file name of a pack's page."""
    return f"rules-{stem(pack)}.html"


def rule_pages(rules: Mapping[str, RuleCard]) -> dict[str, str]:
    """Rule id -> the page that explains it."""
    return {id: page_of(card.pack) for id, card in rules.items()}


def write_handbook(inspection: Inspection, figures: District, pages: Pages, folder: Path) -> Iterator[Path]:
    """Write the pages of the packs, then their index."""
    groups: dict[str, list[RuleCard]] = {pack: [] for pack in inspection.packs}
    for card in sorted(inspection.rules.values(), key=lambda card: card.id):
        groups.setdefault(card.pack, []).append(card)
    common = {
        "inspection": inspection,
        "run": inspection.result["run"],
        "root": "",
        "groups": groups,
        "problems": {problem.rule: problem for problem in figures.problems},
        "judged": judged(figures.rows),
        "page_of": page_of,
    }
    for pack in groups:
        yield put(folder / page_of(pack), pages.render("rules_pack.html", {**common, "pack": pack}))
    yield put(folder / HANDBOOK, pages.render("rules.html", common))
