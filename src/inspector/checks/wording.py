"""Does the page say something, in any of several wordings?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params, PatternText
from inspector.facts.document import Line, norm
from inspector.facts.pattern import compiled
from inspector.model.finding import Answer
from inspector.model.words import many


class WordingParams(Params):
    """`any_of`: words, one of which a line must contain (white space, width and case do not count).

    `label_zh`/`label_en`: what people call it. `like`: a regular expression instead of words, or one that the same line must
    also match. `headings`: only headings count. `least`: how many lines must say it.
    """

    any_of: tuple[str, ...] = ()
    label_zh: str
    label_en: str
    like: PatternText = ""
    headings: bool = False
    least: int = Field(1, ge=1)


def wording(on: On, params: WordingParams) -> list[Answer]:
    """Pass quoting the lines that say it; fail where too few do. A page with text in pictures only is left to a person."""
    document = on.page.document
    lines = [line for line in (document.lines if document else ()) if line.heading or not params.headings]
    found = [line for line in lines if _says(line, params)]
    if len(found) >= params.least:
        zh, en = f"已写明{params.label_zh}", f"{params.label_en} is there"
        return [on.passed(zh, en, *(on.cite(line) for line in found[:5]))]
    zh, en = f"页面上没有{params.label_zh}", f"the page has no {params.label_en}"
    if found:
        zh = f"{params.label_zh}只有{len(found)}处，应不少于{params.least}处"
        en = f"{params.label_en}: {many(len(found), 'place')}, at least {params.least} required"
    pictures = bool(document and document.images and document.chars < _THIN)
    return [on.failed(zh, en, *(on.cite(line) for line in found), sure=not pictures)]


_THIN = 300
"""Characters below which pictures may hold what the text does not."""


def _says(line: Line, params: WordingParams) -> bool:
    text = norm(line.text).casefold()
    words = not params.any_of or any(norm(word).casefold() in text for word in params.any_of)
    return words and (not params.like or compiled(params.like, ignore_case=True).search(text) is not None)


def _amiss(params: WordingParams, _role: str) -> str:
    return "" if params.any_of or params.like else "without `any_of` or `like` nothing is asked"


CHECK = Check("wording", WordingParams, wording, amiss=_amiss)
