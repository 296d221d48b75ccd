"""Does any page carry words that must not be there?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Literal

from inspector.checks.case import Check, On, Params, PatternText
from inspector.facts.document import Document, norm
from inspector.facts.hijack import hijacked
from inspector.facts.pattern import Marks, compiled
from inspector.model.capture import Failure
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page


class NoWordingParams(Params):
    """`patterns`: regular expressions, compared after NFKC without white space.

    `within`: `lines` (whole short lines, as marks on documents stand), `links` (words of links to foreign hosts and of titles) or
    `hidden` (text that is not shown). Text that matches `unless` (reports on fighting such things) says nothing.
    """

    patterns: tuple[PatternText, ...]
    label_zh: str
    label_en: str
    within: tuple[Literal["lines", "links", "hidden"], ...] = ("lines",)
    longest_line: int = 30
    unless: PatternText = ""


def no_wording(on: On, params: NoWordingParams) -> list[Answer]:
    """One fail a page, quoting the first places; a person confirms."""
    says = cache(
        partial(_says, Marks({one: one for one in params.patterns}))
    )  # a site's pages share most of their lines
    pages = [page for page in on.case.dossier.pages() if page.document is not None and _shown(page)]
    if not pages:
        return [on.unseen("没有看到任何页面", "no page was seen", reason="no_pages")]
    answers = [answer for page in pages if (answer := _judge(on, page, says, params)) is not None]
    zh, en = f"{len(pages)}个页面中没有发现{params.label_zh}", f"no {params.label_en} in {many(len(pages), 'page')}"
    return answers or [on.passed(zh, en)]


def _shown(page: Page) -> bool:
    """A page that was taken over is not the unit's page, and it is the first to be looked at here."""
    return page.open or page.sight.failure is Failure.HIJACKED


def _judge(on: On, page: Page, says: Callable[[str], bool], params: NoWordingParams) -> Answer | None:
    texts = _texts(page.document, params) if page.document else []
    found = [text for text in texts if says(text) and not _excused(text, params)]
    if not found:
        return None
    zh, en = f"发现{params.label_zh}：“{found[0]}”", f"{params.label_en} found: “{found[0]}”"
    return on.failed(zh, en, *(on.cite(text, page) for text in found[:5]), subject=page.url)


def _says(marks: Marks, text: str) -> bool:
    wording = norm(text)
    maybe = marks.found(wording.encode(errors="ignore"))
    return any(compiled(one, ignore_case=True).search(wording) for one in maybe)


def _excused(text: str, params: NoWordingParams) -> bool:
    return bool(params.unless) and compiled(params.unless).search(norm(text)) is not None


def _texts(document: Document, params: NoWordingParams) -> list[str]:
    texts: list[str] = []
    if hijacked(document):
        texts += [line.text for line in document.lines]
    if "lines" in params.within:
        texts += [line.text for line in document.lines if len(norm(line.text)) <= params.longest_line]
    if "links" in params.within:
        texts += [document.title, *(f"{link.text} {link.url}" for link in document.links if ".gov.cn" not in link.url)]
    return texts + (list(document.hidden) if "hidden" in params.within else [])


CHECK = Check("no_wording", NoWordingParams, no_wording, gated=False)
