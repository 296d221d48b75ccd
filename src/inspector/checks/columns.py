"""The columns of a unit as several checks see them: kind, reading, newest entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from inspector import lazy
from inspector.checks.case import Case, On
from inspector.facts.document import norm
from inspector.facts.reading import Fact, Reading
from inspector.model.capture import Failure
from inspector.model.column import ColumnKind
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.around import kind_of
from inspector.survey.dossier import Page

COLUMN_ROLES = ("statutory", "rules_column", "disclosure", "home")
_CITED = 5
_NONE = lazy.pattern(
    r"(?:无|没有|不涉及|不具有|不承担)(?:任何|相关)?(?:行政|政府)?(?:事业性)?(?:许可|处罚|强制|收费|征收|检查|采购|审批|确认)(?:类)?"
    r"(?:事项|项目|职权|职能|职责|信息|业务)?(?:的?(?:情况)?(?:说明|声明|公告|公示))?$"
)
"""`无行政许可事项的说明`: an entry that says that there is nothing to enter."""
_FILE = lazy.pattern(r"\.(?:docx?|xlsx?|wps|et|pdf|zip|rar)(?:$|\?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a column: its words, its address, and its date where it shows one.

    `vague` where the day need not be that of publication: one of a table that does not say what its days are.
    """

    title: str
    url: str
    date: date | None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column page with its kind (None: not one the profile names); `opened` are pages of entries by address."""

    page: Page
    kind: ColumnKind | None
    opened: Mapping[str, Page] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the link to it says, else its title."""
        return self.page.label or (self.page.document.title if self.page.document else "")

    @property
    def reading(self) -> Reading:
        """Its facts; only for open pages."""
        return self.page.read("column")

    @property
    def blank(self) -> Fact | None:
        """What shows that it is blank."""
        return self.reading.one("placeholder")

    @property
    def none_held(self) -> Fact | None:
        """The unit's statement that it has no such matters: in the column, or the title of all its entries."""
        said = [item for item in self.items if _NONE.search(norm(item.title))]
        stated = Fact(said[0].title, said[0].title) if said and len(said) == len(self.items) else None
        return self.reading.one("none_held") or stated

    @property
    def items(self) -> tuple[Item, ...]:
        """Its entries in page order; one without a date is dated by its own page, where that was opened.

        Files without dates are the attachments of one text, dated by it.
        """
        rows = self.reading.data("items")
        found = [_item(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        if found and not any(item.date for item in found) and all(_FILE.search(item.url) for item in found):
            return tuple(replace(item, date=_own_date(self.page)) for item in found)
        return tuple(item if item.date else replace(item, date=_own_date(self.opened.get(item.url))) for item in found)

    @property
    def rows(self) -> tuple[Item, ...]:
        """Its dated entries that lead nowhere, in tables and lines without links."""
        rows = self.reading.data("rows")
        return tuple(_row(row) for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()

    @property
    def unseen(self) -> Page | None:
        """The page of an entry that could not be seen (it is not proven to be gone)."""
        own = (self.opened.get(item.url) for item in self.items)
        return next((page for page in own if page is not None and page.sight.state == "unseen"), None)

    @property
    def yearless(self) -> bool:
        """Whether its entries show days and months without a year."""
        rows = self.reading.data("items")
        return isinstance(rows, list) and any(isinstance(row, dict) and row.get("yearless") for row in rows)

    @property
    def ends_elsewhere(self) -> bool:
        """Whether its newest entries may stand on further pages: it has some, and does not begin with the newest."""
        days = [item.date for item in (*self.items, *self.rows) if item.date is not None]
        rises = sum((later > day) - (later < day) for day, later in pairwise(days))
        return rises > 0 and bool(self.reading.data("goes_on"))

    def newest(self, at: date) -> Item | None:
        """The newest entry not dated after `at`, of those that lead somewhere and those that do not."""
        dated = [item for item in (*self.items, *self.rows) if item.date is not None and item.date <= at]
        return max(dated, key=lambda item: item.date or date.min, default=None)


def _item(row: Mapping[str, object]) -> Item:
    day = row.get("date")
    return Item(str(row.get("title") or ""), str(row.get("url") or ""), date.fromisoformat(str(day)) if day else None)


def _row(row: Mapping[str, object]) -> Item:
    return Item(str(row["title"]), "", date.fromisoformat(str(row["date"])), vague=not row["came_out"])


def _own_date(page: Page | None) -> date | None:
    published = page.read("article").one("published") if page is not None and page.open else None
    return date.fromisoformat(str(published.value)[:10]) if published is not None else None


def columns(case: Case, roles: tuple[str, ...] = COLUMN_ROLES) -> Iterator[Column]:
    """Every sub-column that was asked for, once, in page order."""
    seen: set[str] = set()
    for role in roles:
        parts = case.dossier.sheet(role).parts
        opened = {one.url: one for one in parts.get("items", ())}
        for page in parts.get("columns", ()):
            if page.url not in seen:
                seen.add(page.url)
                yield Column(page, kind_of(page.label, case.columns), opened)


def of_kinds(case: Case, kinds: tuple[str, ...]) -> list[Column]:
    """The columns of one of these kinds."""
    return [column for column in columns(case) if column.kind is not None and column.kind.id in kinds]


def documents(case: Case, kinds: tuple[str, ...]) -> list[Page]:
    """The opened items listed in columns of these kinds."""
    listed = {item.url for column in of_kinds(case, kinds) if column.page.open for item in column.items}
    pages = [page for role in COLUMN_ROLES for page in case.dossier.sheet(role).parts.get("items", ())]
    return list({page.url: page for page in pages if page.url in listed}.values())


def listed_days(case: Case, kinds: tuple[str, ...]) -> dict[str, date | None]:
    """The day that a column of these kinds shows beside each of its entries, by address."""
    return {item.url: item.date for column in of_kinds(case, kinds) if column.page.open for item in column.items}


def day_of(page: Page, listed: Mapping[str, date | None]) -> date | None:
    """The day a document was published: as it says itself, else as its column says."""
    published = page.read("article").one("published")
    return date.fromisoformat(str(published.value)[:10]) if published is not None else listed.get(page.url)


def in_window(on: On, day: date | None) -> bool:
    """Whether something was published inside the window; what is undated was not."""
    return day is not None and on.case.window[0] <= day <= on.case.at


def unread(on: On, kinds: tuple[str, ...], since: date | None = None) -> list[Answer]:
    """One undetermined answer where a column of these kinds, or a document that may be of the window, could not be seen.

    `since` is the first day that counts, where it is before the window. A document that its column dates earlier is not
    needed; an entry that leads outside what may be visited is another body's document.
    """
    listed, first = listed_days(on.case, kinds), since or on.case.window[0]
    pages = [column.page for column in of_kinds(on.case, kinds)]
    pages += [page for page in documents(on.case, kinds) if (day := listed.get(page.url)) is None or day >= first]
    unseen = [page for page in pages if page.sight.state == "unseen" and page.sight.failure is not Failure.GUARD]
    if not unseen:
        return []
    sight, cites = unseen[0].sight, [on.cite(page=page) for page in unseen[:_CITED]]
    zh = f"{len(unseen)}个页面未能看到，不作判定，如“{unseen[0].label}”：{sight.reason.zh}"
    en = f"{many(len(unseen), 'page')} not seen and not judged, such as “{unseen[0].label}”: {sight.reason.en}"
    return [on.unseen(zh, en, *cites, whose=sight.attribution, reason=sight.code)]
