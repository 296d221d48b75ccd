"""Whether a list or text goes on on further pages, told by links, by a script that makes them, or by the words between them."""

from __future__ import annotations

import re
from itertools import chain, groupby, pairwise
from urllib.parse import urljoin, urlsplit

from inspector import lazy
from inspector.facts.document import Document, Field, Line, norm

_NEXT = lazy.pattern(r"^(?:下一?页|后一?页|next\w*|[>»›]{1,2})$", re.IGNORECASE)
_PAGE = lazy.pattern(r"^(?:第?\d{1,4}页?|[末尾]页|最后一?页|last)$", re.IGNORECASE)
_SCRIPTED = lazy.pattern(
    r"createPageHTML\w*\s*\(\s*[\"']?(\d{1,4})[\"']?\s*,\s*[\"']?(\d{1,4})[\"']?\s*,\s*[\"']([\w.\-/]+)[\""
    r"']\s*,\s*[\"'](\w{2,5})[\"']"
)
_SCRIPTED_PAGES = 50
_COUNTED = lazy.pattern(
    r"(?:第?\d{1,4}页?/|共)共?(\d{1,4})页|页次:?\d{1,4}/(\d{1,4})|共\d{1,7}[条项][^。]{0,12}?(\d{1,4})页"
)
"""How many pages there are, as a line between the pages says it: `第1页/共12页`, `页次：1/12`."""
_MORE_PAGES = lazy.pattern(
    r"(?:page_?counts?|total_?pages?|count_?pages?|pages?_?totals?|page_?sum|max_?page)[\"']?\s*[=:]\s*[\"']?(\d{1,4})",
    re.IGNORECASE,
)
_ENTRIES = lazy.pattern(
    r"(?:\.pagination\(\s*|\b(?:count|total|total_?records?|record_?count)[\"']?\s*[=:]\s*[\"']?)(\d{1,6})\b[^;]{0,300}?"
    r"(?:items_per_page|per_?page|page_?size|limit)[\"']?\s*[=:]\s*[\"']?(\d{1,4})",
    re.IGNORECASE,
)
"""A script that is told how many entries there are, and how many to a page."""
_BETWEEN = 60
"""Characters of a line between the pages, at most."""
_CHOICE = lazy.pattern(r"^(?:第?(\d{1,4})页?|(\d{1,4})/\d{1,4}页?)$")
_OF_PAGES = lazy.pattern(r"页|跳转|转到|转至|page", re.IGNORECASE)
_BAR = lazy.pattern(r"^(?:首页|末页|尾页|上一?页|前一?页|确定|跳转|转到|go|\.{2,6}|…+|[<>«»‹›|]+)$", re.IGNORECASE)
"""What stands beside the numbers of pages."""
_JOINED = lazy.pattern(
    r"^1(?=2(?:3|[.…]))2(?:3(?:4(?:5(?:6(?:7(?:8(?:9(?:10)?)?)?)?)?)?)?)?(?:(?:\.{2,6}|…+)\d{1,4})?$"
)
"""`123…20`: numbers with nothing between them but a style's margin."""


def paging(document: Document) -> tuple[str, ...]:
    """Addresses of further pages of the list, the next one first; from links or a paging script."""
    links = [
        link
        for link in document.links
        if link.region in ("main", "nav", "aside") and page_of(link.url) != page_of(document.url)
    ]
    following = [link.url for link in links if _NEXT.match(norm(link.text))]
    if following or _in_a_row([(norm(link.text), link.url) for link in links]):
        following += [link.url for link in links if _PAGE.match(norm(link.text)) and norm(link.text) != "1"]
    return tuple(dict.fromkeys(following or _scripted(document)))


def goes_on(document: Document) -> bool:
    """Whether there are further pages, or may be: a script may show them at addresses that nobody can tell."""
    if paging(document):
        return True
    lines = [line for line in document.lines if line.region in ("main", "nav", "aside") and len(line.text) <= _BETWEEN]
    counts = [count for line in lines for found in _COUNTED.findall(norm(line.text)) for count in found if count]
    counts += _MORE_PAGES.findall(document.inline)
    if counts:
        return max(map(int, counts)) > 1
    entries = _ENTRIES.search(document.inline)
    if entries:
        return int(entries[1]) > int(entries[2])
    if any(_chosen_by_page(field) for form in document.forms for field in form.fields) or _bare_numbers(document):
        return True
    before = ["", *(norm(line.text) for line in lines)]
    return any(_offers_next(words, norm(line.text)) for words, line in zip(before, lines, strict=False))


def _chosen_by_page(field: Field) -> bool:
    """A choice of `第1页`, `第2页` and so on; of bare numbers where its name or the words before it speak of pages."""
    choices = [_CHOICE.match(norm(option)) for option in field.options]
    numbers = [int(found[1] or found[2]) for found in choices if found]
    in_a_row = len(numbers) == len(choices) >= 2 and numbers == list(range(1, len(numbers) + 1))
    said = "".join((field.name, field.label, *field.options))
    return in_a_row and bool(_OF_PAGES.search(said))


def _bare_numbers(document: Document) -> bool:
    """Whether what follows the last entry of the list are the numbers of pages, from 1 on: a script moves between them.

    Those that stand before entries are the pictures of a carousel.
    """
    lines = [(line, _words_of_bar(line)) for line in document.lines if line.region == "main"]
    last = max((n for n, (line, bar) in enumerate(lines) if line.links and not bar), default=len(lines))
    for beside, some in groupby(lines[last + 1 :], key=lambda one: bool(one[1]) and one[0].cell is None):
        rows = [[int(word) for word in bar if word.isdecimal()] for _, bar in some]
        if any(row[:2] == [1, 2] for row in ([list(chain.from_iterable(rows))] if beside else rows)):
            return True
    return False


def _words_of_bar(line: Line) -> list[str]:
    """The numbers and marks of a line that has nothing else."""
    words = re.split(r"[\s\[\]()（）【】·]+", line.text.strip())
    words = [part for word in words if word for part in _JOINED.sub("1 2", norm(word)).split()]
    return words if all(_BAR.match(word) or (word.isdecimal() and len(word) <= 4) for word in words) else []


def _offers_next(before: str, words: str) -> bool:
    """`1 2 3 下一页`, `下一页`: words that a script may have given a click; not of `上一页 1 下一页`, in one line or several."""
    numbers = re.findall(r"\d+", f"{before if before.isdecimal() else ''} {words}")
    return bool(re.search("下一?页", words)) and numbers != ["1"]


def _in_a_row(links: list[tuple[str, str]]) -> bool:
    """Whether two links that follow each other are named by numbers that do, and lead to addresses alike but for their digits."""
    return any(
        one[0].isdecimal() and two[0].isdecimal() and int(two[0]) == int(one[0]) + 1 and _alike(one[1], two[1])
        for one, two in pairwise(links)
        if len(one[0]) + len(two[0]) <= 8
    )


def _alike(one: str, two: str) -> bool:
    return one != two and re.sub(r"\d+", "", one) == re.sub(r"\d+", "", two)


def _scripted(document: Document) -> list[str]:
    match = _SCRIPTED.search(document.inline)
    if not match:
        return []
    total, current, name, ending = int(match[1]), int(match[2]), match[3], match[4]
    return [
        urljoin(document.url, f"{name}_{page}.{ending}") for page in range(current + 1, min(total, _SCRIPTED_PAGES))
    ]


def page_of(url: str) -> str:
    """What of an address names the page."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}?{parts.query}".rstrip("/?")
