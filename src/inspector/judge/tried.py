"""One rule tried on one unit's pages: what was read, what was decided, step by step, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inspector.checks import Case, On
from inspector.errors import CalendarMissing
from inspector.evaluate import evaluate
from inspector.evaluate.combine import ask
from inspector.evaluate.gate import gate
from inspector.facts.document import Document
from inspector.facts.reading import Fact
from inspector.judge.watching import Watch
from inspector.model.finding import Answer, Finding
from inspector.ruleset import All, Ask, Not, Rule, Ruleset, Test
from inspector.ruleset import Any as AnyOf
from inspector.survey.dossier import Page

_AROUND = 2
"""Lines shown before and after a quoted one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One check, or combination of checks, and what it answered. `depth` counts from 0; `page` is the role asked of."""

    depth: int
    name: str
    params: Mapping[str, Any]
    page: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A fact that a check looked at; `value` is a fact, several, or plain data."""

    url: str
    kind: str
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Place:
    """A quoted line among its neighbours: (number from 1, text, whether it is the quoted one)."""

    url: str
    lines: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """The whole story of one rule on one unit. `pages` are those the rule looked at, by role; `places` the quoted ones."""

    rule: Rule
    case: Case
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    pages: tuple[tuple[str, Page], ...]
    facts: tuple[Looked, ...]
    places: tuple[Place, ...]


def tried(rule: Rule, case: Case, ruleset: Ruleset) -> Tried:
    """`rule` on `case`; the findings are exactly those a run would have. Pure."""
    watch = Watch()
    watched = replace(case, dossier=watch.over(case.dossier))
    on = On(watched, rule.page)
    steps = tuple(_steps(rule, on)) if rule.test is not None else ()
    findings = tuple(finding for finding in evaluate(case, ruleset) if finding.rule == rule.id)
    facts = tuple(Looked(url, kind, name, value) for (url, kind, name), value in watch.seen.items())
    pages = _pages(rule, case, {fact.url for fact in facts}, findings)
    return Tried(rule, case, findings, steps, pages, facts, tuple(_places(findings, pages)))


def _steps(rule: Rule, on: On) -> Iterator[Step]:
    closed = gate(rule, on)
    if closed is not None:
        yield Step(0, "page_open", {}, rule.page, (closed,))
    elif rule.test is not None:
        yield from _walk(rule.test, on, 0)


def _walk(test: Test, on: On, depth: int) -> Iterator[Step]:
    answers = tuple(_asked(test, on))
    match test:
        case Ask(check, params, page):
            said = params.model_dump(mode="json", exclude_unset=True)
            yield Step(depth, check.name, said, page or on.role, answers)
        case All(parts) | AnyOf(parts):
            yield Step(depth, "all" if isinstance(test, All) else "any", {}, on.role, answers)
            for part in parts:
                yield from _walk(part, on, depth + 1)
        case Not(part):
            yield Step(depth, "not", {}, on.role, answers)
            yield from _walk(part, on, depth + 1)


def _asked(test: Test, on: On) -> list[Answer]:
    try:
        return ask(test, on)
    except CalendarMissing as error:
        return [
            on.unseen(f"缺少工作日历：{error.where}", f"no table of working days: {error.where}", reason="calendar")
        ]
    except Exception as error:  # noqa: BLE001 - a check of somebody else's may break; the try is there to show it
        what = f"{type(error).__name__}: {error}"
        return [on.unseen(f"程序自身错误：{what}", f"a fault of the program: {what}", reason="program_error")]


def _pages(rule: Rule, case: Case, looked: set[str], findings: Sequence[Finding]) -> tuple[tuple[str, Page], ...]:
    cited = {citation.url for finding in findings for citation in finding.evidence}
    wanted = {role.partition(".")[0] for role in rule.needs()}
    found: dict[str, tuple[str, Page]] = {}
    for role, sheet in case.dossier.sheets.items():
        around = [page for part in sheet.parts.values() for page in part]
        for page in (*sheet.via, *([sheet.page] if sheet.page else []), *around):
            own = page is sheet.page and role in wanted
            if own or page.url in looked or page.url in cited:
                found.setdefault(page.url, (role, page))
    return tuple(found.values())


def _places(findings: Sequence[Finding], pages: Sequence[tuple[str, Page]]) -> Iterator[Place]:
    documents = {page.url: page.document for _, page in pages if page.document is not None}
    done: set[tuple[str, str, str]] = set()
    for citation in (citation for finding in findings for citation in finding.evidence):
        key = (citation.url, citation.locator, citation.quote)
        document = documents.get(citation.url)
        if document is None or not citation.quote or key in done:
            continue
        done.add(key)
        index = _line(document, citation.locator, citation.quote)
        if index is not None:
            yield Place(citation.url, tuple(_neighbours(document, index)))


def _line(document: Document, locator: str, quote: str) -> int | None:
    lines = document.lines
    at = [n for n, line in enumerate(lines) if locator and line.locator == locator]
    head = quote.rstrip("…")
    says = [n for n, line in enumerate(lines) if head in line.text or line.text in head]
    both = [n for n in at if n in says]
    return next(iter(both or says or at), None)


def _neighbours(document: Document, index: int) -> Iterator[tuple[int, str, bool]]:
    first, last = max(0, index - _AROUND), min(len(document.lines), index + _AROUND + 1)
    for n in range(first, last):
        yield n + 1, document.lines[n].text, n == index


def shown(value: object) -> Any:
    """A looked-at value as plain data."""
    if isinstance(value, Fact):
        return value.json()
    if isinstance(value, tuple):
        return [shown(one) for one in value]
    return value
