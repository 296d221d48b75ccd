"""Label and value pairs as guides print them: numbered lines, table cells, sentences, several to a line, one above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from inspector import lazy
from inspector.facts.contacts import is_none
from inspector.facts.label_places import NUMERIC, Hit, hits, is_joined, is_label
from inspector.facts.owners import Owner, marks
from inspector.facts.plain import Plain

_TAIL = lazy.pattern(r"[A-Za-z\d)）\]】][^A-Za-z\d]*$")
_POST = lazy.pattern(r"邮寄|邮政寄|寄送|信函|挂号|来信|收件人|书信")
_VALUE_CHARS = 600
_LEAD_CHARS = 4
_LEAST_RUN = 3
_STOPS = lazy.pattern(r"[ ,、;。!?)(]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value, both folded (NFKC), the owner of the block, and the line the value came from."""

    kind: str
    label: str
    value: str
    owner: Owner
    quote: str
    plain: Plain
    place: int
    lead: str = ""
    note: str = ""
    sep: str = ""
    start: int = 0
    """Where the label starts in the line's folded text."""
    heading: str = ""
    """The headings above, outermost first."""

    @property
    def locator(self) -> str:
        """Where on the page."""
        return self.plain.line.locator

    @property
    def is_postal(self) -> bool:
        """Whether it belongs to the postal channel: its label, or the words before it, speak of post."""
        above = self.heading.rpartition(" > ")[2]
        said = self.kind == "mail_address" or any(_POST.search(text) for text in (self.lead, above))
        return said or _first_post(self.plain.text) <= self.start


@lru_cache(maxsize=4)
def _first_post(text: str) -> int:
    """Where the first words end that speak of post, of which a line of a thousand labels is asked as often; far behind it where none do."""
    found = _POST.search(text)
    return found.end() if found else len(text) + 1


def pairs(lines: tuple[Plain, ...], owners: tuple[Owner, ...], headings: tuple[str, ...]) -> tuple[Pair, ...]:
    """All label-value pairs of the page in order; a label that stands alone takes the cell or line beside it."""
    found: list[Pair] = []
    for place, plain in enumerate(lines):
        found.extend(_of_line(plain, place, owners[place]))
    filled = [pair if pair.value or pair.sep == "copula" else _filled(pair, lines, owners) for pair in found]
    return tuple(replace(pair, heading=headings[pair.place]) for pair in filled if pair.value)


def _of_line(plain: Plain, place: int, owner: Owner) -> Iterator[Pair]:
    text = plain.text
    found = list(hits(text))
    before: tuple[Hit, Owner] | None = None
    start_of_lead = 0
    for number, hit in enumerate(found):
        later = (found[behind].start for behind in range(number + 1, len(found)))
        end = next((start for start in later if start >= hit.value_start), len(text))
        end = _set_off(text, hit, end)
        lead = _lead(text[start_of_lead : hit.start], before[0].kind if before else "")
        whose = _whose(lead, hit, before, owner)
        value = text[hit.value_start : min(end, hit.value_start + _VALUE_CHARS)].strip().rstrip(" |【[")
        value = "" if is_joined(value) else value or _none_noted(hit.note)
        quote = plain.quote(hit.start, end)
        yield Pair(hit.kind, hit.label, value, whose, quote, plain, place, lead, hit.note, _sep(hit.sep), hit.start)
        chained = before[1] if before else ""
        before = (hit, _entity(lead) or (chained if hit.kind != "phone" or not _entity(hit.label) else ""))
        start_of_lead = hit.value_start


def _set_off(text: str, hit: Hit, end: int) -> int:
    """Where the value ends of a label in brackets: at the next bracket, whatever that labels (`【受理机构】…【受理人员】…`)."""
    bracket = text.find("【", hit.value_start, end) if text[: hit.start].endswith("【") else -1
    return end if bracket < 0 else bracket


def _none_noted(note: str) -> str:
    """`传真号码（无）`: the note is the value."""
    return note.strip("()") if is_none(note) else ""


def _sep(sep: str) -> str:
    return "copula" if sep[:1] in ("为", "是", "设", "位", "分", "在") else "colon" if sep else ""


def _lead(text: str, kind_before: str) -> str:
    """The words of the same sentence before a label, without the value of the label before."""
    *ended, text = re.split(r"[。;!?]", text)
    if not kind_before or ended:
        return text
    if kind_before in NUMERIC or kind_before in ("email", "url"):
        tail = _TAIL.search(text)
        return text[tail.start() + 1 :] if tail else text
    stops = [match.end() for match in _STOPS.finditer(text.rstrip(" ,、"))]
    return text[stops[-1] :] if stops else ""


def _entity(text: str) -> Owner:
    return next((owner for _, owner in reversed(marks(text)) if owner in ("reading", "complaints", "site")), "")


def _whose(lead: str, hit: Hit, before: tuple[Hit, Owner] | None, context: Owner) -> Owner:
    if context == "form":
        return "form"
    if named := _entity(hit.label) or _entity(hit.note):
        return named
    spoken = [owner for _, owner in marks(lead)]
    if spoken:
        return spoken[-1] if spoken[-1] != "work_body" or context != "complaints" else context
    if before and before[1]:
        return before[1]
    says_body = hit.kind == "work_body" and not hit.label.endswith("名称")
    return "work_body" if says_body and context == "reading" else context


def _filled(pair: Pair, lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Pair:
    """The value of a label that stands alone: the cell to the right or below, or the next line."""
    if pair.owner == "form":
        return pair
    cell = pair.plain.line.cell
    near = _beside(pair.place, cell, lines) if cell else _next_lines(pair.place, lines)
    if not near:
        return pair
    first = lines[near[0]]
    value = " ".join(lines[place].text for place in near)
    quote = f"{pair.quote} {first.line.text}" if cell is None else first.line.text
    whose = pair.owner or owners[near[0]]
    return replace(pair, value=value, quote=quote, plain=first, owner=whose, start=0)


def _next_lines(place: int, lines: tuple[Plain, ...]) -> list[int]:
    if opposite := _opposite(place, lines):
        return opposite
    if place + 1 >= len(lines) or lines[place + 1].line.cell or next(hits(lines[place + 1].text), None):
        return []
    return [place + 1]


def _begins_with_label(text: str) -> bool:
    """Whether a text is headed by a label of its own; one further on is a note to the value: `安和路12号（邮编：100176）`."""
    hit = next(hits(text), None)
    return hit is not None and (hit.start <= _LEAD_CHARS or hit.kind == "other")


def _beside(place: int, cell: tuple[int, int, int], lines: tuple[Plain, ...]) -> list[int]:
    table, row, column = cell
    cells: dict[tuple[int, int], list[int]] = {}
    for other in range(max(0, place - 60), min(len(lines), place + 200)):
        where = lines[other].line.cell
        if where and where[0] == table:
            cells.setdefault(where[1:], []).append(other)
    right = min((key for key in cells if key[0] == row and key[1] > column), default=None)
    if right and (opposite := _opposite(place, lines)):
        return opposite
    if right and not is_label(lines[cells[right][0]].text) and not _begins_with_label(lines[cells[right][0]].text):
        return cells[right]
    below = [cells[key] for key in sorted(cells) if key[0] > row and key[1] == column]
    header = [key for key in cells if key[0] == row and is_label(lines[cells[key][0]].text)]
    if len(header) < 2 or len(below) != 1 or is_label(lines[below[0][0]].text):
        return []
    return below[0]


def _opposite(place: int, lines: tuple[Plain, ...]) -> list[int]:
    """The value of a label in a run of labels in one cell, or in none, with as many values below: the first is the first's."""
    first = last = place
    while first > 0 and _is_bare_label(lines[first - 1], lines[place]):
        first -= 1
    while last + 1 < len(lines) and _is_bare_label(lines[last + 1], lines[place]):
        last += 1
    values = range(last + 1, 2 * last - first + 2)
    if last - first + 1 < _LEAST_RUN or values.stop > len(lines):
        return []
    same = all(lines[one].line.cell == lines[values.start].line.cell for one in values)
    plain = not any(is_label(lines[one].text) or _begins_with_label(lines[one].text) for one in values)
    return [values[place - first]] if same and plain else []


def _is_bare_label(plain: Plain, like: Plain) -> bool:
    return plain.line.cell == like.line.cell and not plain.line.heading and is_label(plain.text)
