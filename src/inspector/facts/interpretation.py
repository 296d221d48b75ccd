"""A policy interpretation: what it interprets, which elements it has, and how much of it is copied from its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspector import lazy
from inspector.facts import article
from inspector.facts.document import Document, Line, norm
from inspector.facts.reading import Fact, Facts, Reader
from inspector.facts.substance import framing, text_end

SHINGLE = 5
_SHORTEST_PASSAGE = 20
_WORD = lazy.pattern(r"\w")
_ELEMENTS = {
    "background": r"背景|起草(?:过程|情况|说明)|出台(?:背景|意义)|必要性",
    "basis": r"(?:制定|政策|起草|法律|文件)?依据|根据《",
    "goals": r"目标(?:任务)?|工作目标|目的",
    "content": r"主要内容|重点内容|核心内容|主要措施|主要任务",
    "scope": r"适用(?:范围|对象)|涉及范围|适用于|惠及",
    "standards": r"执行标准|标准(?:是|为)|补贴标准|办理条件|申领条件",
    "notes": r"注意事项|特别提醒|需要注意",
    "keywords": r"关键词|名词解释|术语|是指",
    "differences": r"新旧(?:政策)?(?:差异|对比|区别)|与原(?:政策|文件|办法)|修订(?:内容|要点)|主要变化",
}
_FORMS = lazy.pattern(r"图解|一图|视频|音频|H5|问答|答记者问|专家|动漫")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that stands in both: quoted and placed in the interpretation, and placed in the document."""

    quote: str
    locator: str
    document_locator: str
    chars: int


@dataclass(frozen=True, slots=True)
class Similarity:
    """`share` (0 to 1): how many of the interpretation's five-character sequences occur in the document as well.

    `chars` is how long the compared interpretation is, `document_chars` the document; a short one (a caption under a picture,
    a cover page whose text is an attachment) proves nothing.
    """

    share: float
    chars: int
    passages: tuple[Passage, ...]
    document_chars: int = 0


def read(document: Document) -> Facts:
    """Facts of an interpretation.

    `title`, `published`, `documents`, `interpretations`, `body_chars` as of an article. `elements`: which expected elements
    its words show (background, basis, goals, content, scope, standards, notes, keywords, differences). `form`: picture,
    video, questions and answers or expert, where its title says so.
    """
    facts = article.read(document)
    text = norm(document.text())
    heading = norm(document.title)
    form = _FORMS.search(heading)
    return {
        "title": facts["title"],
        "published": facts["published"],
        "documents": facts["documents"],
        "interpretations": facts["interpretations"],
        "body_chars": facts["body_chars"],
        "elements": [name for name, words in _ELEMENTS.items() if re.search(words, text)],
        "form": Fact(form[0], document.title, "/html/head/title[1]") if form else None,
    }


def similarity(interpretation: Document, document: Document) -> Similarity:
    """How much of `interpretation` is contained in `document`, with the copied passages (20 characters or more) in page order.

    Compared are letters, digits and Chinese characters of the main text; titles, dates and punctuation do not count.
    """
    mine, theirs = _text(interpretation), _text(document)
    if len(mine.text) < SHINGLE or len(theirs.text) < SHINGLE:
        return Similarity(0.0, len(mine.text), (), len(theirs.text))
    places = {theirs.text[n : n + SHINGLE]: n for n in range(len(theirs.text) - SHINGLE, -1, -1)}
    shingles = {mine.text[n : n + SHINGLE] for n in range(len(mine.text) - SHINGLE + 1)}
    share = sum(shingle in places for shingle in shingles) / len(shingles)
    return Similarity(round(share, 4), len(mine.text), tuple(_passages(mine, theirs, places)), len(theirs.text))


@dataclass(frozen=True, slots=True)
class _Text:
    """The compared characters of a page, and for each its line and its place in the line."""

    text: str
    lines: tuple[Line, ...]
    origins: tuple[tuple[int, int], ...]


def _text(document: Document) -> _Text:
    own = document.lines[: text_end(document)]
    lines = tuple(line for line in own if line.region == "main" and not framing(line, document.title))
    kept = [
        (norm(raw), index, place)
        for index, line in enumerate(lines)
        for place, raw in enumerate(line.text)
        if _WORD.match(raw)
    ]
    origins = tuple((index, place) for folded, index, place in kept for _ in folded)
    return _Text("".join(folded for folded, _, _ in kept), lines, origins)


def _passages(mine: _Text, theirs: _Text, places: dict[str, int]) -> Iterator[Passage]:
    start = 0
    while start <= len(mine.text) - SHINGLE:
        found = places.get(mine.text[start : start + SHINGLE])
        if found is None:
            start += 1
            continue
        end = start + SHINGLE
        while end < len(mine.text) and mine.text[end - SHINGLE + 1 : end + 1] in places:
            end += 1
        if end - start >= _SHORTEST_PASSAGE:
            yield from _pieces(mine, start, end, theirs.lines[theirs.origins[found][0]].locator)
        start = end


def _pieces(mine: _Text, start: int, end: int, document_locator: str) -> Iterator[Passage]:
    """A run line by line, so that each quote is the page's own text at one place."""
    by_line: dict[int, list[int]] = {}
    for index, place in mine.origins[start:end]:
        by_line.setdefault(index, []).append(place)
    for index, spots in by_line.items():
        quote = mine.lines[index].text[spots[0] : spots[-1] + 1]
        yield Passage(quote, mine.lines[index].locator, document_locator, len(spots))


READER = Reader("interpretation", read)
