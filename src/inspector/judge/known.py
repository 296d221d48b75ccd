"""Issues on record, and the same issue found on a page that moved: it keeps the id it had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspector import lazy
from inspector.model.finding import Finding

_LONG = 12
"""Characters that a quoted passage needs to tell a document."""
_FILLER = lazy.pattern("暂无|建设中|更新中|敬请期待|没有找到|页面不存在|无标题")
"""What many pages say: it tells no document."""


@dataclass(frozen=True, slots=True)
class Known:
    """An issue that earlier results or orders of a unit know: its id, where it was seen last, and what was quoted of it.

    `earlier` are the other subjects it was on record under: what people ruled on them holds for it.
    """

    id: str
    rule: str
    subject: str
    quotes: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


def same_issues(found: Sequence[Finding], known: Iterable[Known]) -> dict[str, str]:
    """Id that a finding would have by its address -> id under which the issue is on record, where the two differ.

    What moved once stays under its first id while its address is the one seen last. A fail that is new while another fail of
    its rule is gone is that one where the file's name, or a passage long enough to tell a document, is the same, and no other
    could be meant.
    """
    here = {one.id for one in found}
    mine = tuple(known)
    ids = {one.id for one in mine}
    at = {(one.rule, one.subject): one.id for one in mine if "/" in one.subject and one.id not in here}
    names = {one.id: at[one.rule, one.subject] for one in found if one.id not in ids and (one.rule, one.subject) in at}
    fresh = [one for one in found if one.outcome == "fail" and one.id not in ids and one.id not in names]
    gone = [one for one in mine if one.id not in here and one.id not in names.values()]
    for one in fresh:
        twins = {other.id: other for other in gone if _same(one, other)}
        rivals = [rival for rival in fresh if any(_same(rival, twin) for twin in twins.values())]
        if len(twins) == 1 and len(rivals) == 1:
            names[one.id] = next(iter(twins))
    return names


def _same(one: Finding, other: Known) -> bool:
    if one.rule != other.rule or "/" not in one.subject or "/" not in other.subject:
        return False
    quotes = _telling(cited.quote for cited in one.evidence)
    return bool(quotes & _telling(other.quotes)) or _file(one.subject) == _file(other.subject) != ""


def _telling(quotes: Iterable[str]) -> set[str]:
    return {text for quote in quotes if len(text := quote.strip()) >= _LONG and not _FILLER.search(text)}


def _file(subject: str) -> str:
    """`t20260908_1.html`; nothing for a folder, or a name that any column may have."""
    name = subject.partition("?")[0].rpartition("/")[2].lower()
    return name if "." in name and sum(sign.isdigit() or sign in "abcdef" for sign in name) >= 6 else ""


def history_of(history: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    """The history under the ids that findings have by their addresses."""
    return {**history, **{id: history[old] for id, old in names.items() if old in history}}
