"""The column path (栏目路径) of a page, as the page itself shows it: `首页 > 政务公开 > 公开指南`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from inspector import lazy
from inspector.errors import InspectorError
from inspector.facts.document import tidy
from inspector.facts.privacy import mask
from inspector.facts.substance import breadcrumb
from inspector.pipeline.workspace import Workspace
from inspector.report.phrases import ROLES
from inspector.report.shelf import Shelf, Stored

_LEAD = lazy.pattern(r"^.*?(?:当前)?(?:的)?(?:位置|所在位置|您在)(?:是|在)?\s*[:：]\s*")
_BETWEEN = lazy.pattern(r"\s*(?:>+|›|»|＞|→|/(?!/))\s*")
_LONGEST = 200


class ColumnPaths:
    """The column paths of the pages that a unit's findings in a run quote; pages are opened when they are asked for."""

    def __init__(self, workspace: Workspace, run: str, code: str) -> None:
        self._shelf = Shelf()
        try:
            stored = workspace.run(run)
            if code in stored.codes:
                self._shelf = Shelf(stored.read_unit(code).values())
        except (InspectorError, OSError):
            return

    def of(self, evidence: Iterable[Mapping[str, Any]], page: str) -> str:
        """The path that the first quoted page shows; where none does, what the rule's page is called, or that page's title."""
        title = ""
        for cited in evidence:
            stored = self._shelf.page(str(cited.get("final_url") or cited.get("url", "")), str(cited.get("sha256", "")))
            if stored is not None and (path := _path(stored)):
                return path
            title = title or (mask(tidy(stored.document.title))[:_LONGEST] if stored is not None else "")
        return ROLES[page].zh if page in ROLES else title


def _path(stored: Stored) -> str:
    for line, text in zip(stored.document.lines, stored.lines, strict=True):
        if breadcrumb(line):
            parts = [part for part in _BETWEEN.split(_LEAD.sub("", tidy(text))) if part]
            return " > ".join(parts)[:_LONGEST] if len(parts) > 1 else ""
    return ""
