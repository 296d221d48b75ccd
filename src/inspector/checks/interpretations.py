"""Policy documents and their interpretations, found through links both ways or through titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspector import lazy
from inspector.checks.case import On
from inspector.checks.columns import day_of, documents, in_window, listed_days
from inspector.checks.issuers import of_another
from inspector.facts.document import norm
from inspector.survey.address import same_address
from inspector.survey.dossier import Page

_NORMATIVE = lazy.pattern(r"办法|规定|细则|条例|实施意见|实施方案|暂行|若干措施|管理制度")


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and its interpretation (None: none was found); `forth` and `back`: the links between them.

    Of several interpretations that which is linked best stands in `interpretation`; `found` has them all.
    """

    document: Page
    interpretation: Page | None
    forth: bool
    back: bool
    found: tuple[Page, ...] = ()


def pairs(on: On, policies: tuple[str, ...], interpretations: tuple[str, ...]) -> Iterator[Pair]:
    """Every normative document of the window with its interpretation."""
    candidates = [page for page in documents(on.case, interpretations) if page.open]
    listed = listed_days(on.case, policies)
    for page in documents(on.case, policies):
        if (
            page.open
            and in_window(on, day_of(page, listed))
            and _NORMATIVE.search(_title(page) + norm(page.label))
            and page.read("article").one("doc_number")
            and not of_another(on, page.read("article"))
        ):
            yield _pair(page, candidates)


def _pair(page: Page, candidates: list[Page]) -> Pair:
    onward = _links(page, "interpretations")
    found: list[Pair] = []
    for candidate in candidates:
        forth = any(same_address(url, candidate.url) for url in (*onward, *_pictured(page)))
        back = any(same_address(url, page.url) for url in (*_links(candidate, "documents"), *_pictured(candidate)))
        if forth or back or _title(page) in _title(candidate) or _core(page) in _title(candidate):
            found.append(Pair(page, candidate, forth, back))
    if not found:
        return Pair(page, None, bool(onward), False)
    best = max(found, key=lambda pair: pair.forth + pair.back)
    return replace(best, found=tuple(pair.interpretation for pair in found if pair.interpretation is not None))


def _links(page: Page, name: str) -> list[str]:
    rows = page.read("article").data(name)
    return [str(row.get("url")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _pictured(page: Page) -> list[str]:
    """Where pictures lead that are links: what they say, nobody can read."""
    links = page.document.links if page.document is not None else ()
    return [link.url for link in links if link.line < 0 and link.region in ("main", "aside")]


def _title(page: Page) -> str:
    fact = page.read("article").one("title")
    return norm(str(fact.value)) if fact is not None and fact.value else norm(page.label)


def _core(page: Page) -> str:
    """The document's own name: what stands in 《》, else the title."""
    match = re.search(r"《([^》]{4,})》", _title(page) + norm(page.label))
    return match[1] if match else _title(page)
