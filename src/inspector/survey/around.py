"""The pages around a role's page: its links, sub-columns, their items, and files. Deterministic, in page order, within limits."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from inspector import lazy
from inspector.facts.document import Link, norm
from inspector.model.capture import AS_OF_NOWHERE, Ask, Capture, Failure
from inspector.model.column import ColumnKind
from inspector.survey.desk import Desk
from inspector.survey.dossier import Page, Plan, Sheet

Around = Generator[list[Ask], list[Capture], None]
_MOST_LINKS = 40
_MOST_COLUMNS = 40
_MOST_ITEMS = 15
_UNDATED_OPENED = 3
_LONGEST_NAME = 8
_INNER_EACH = 5
_MOST_FILES = 12
_LISTS = lazy.pattern(r"名单|名册|花名册|公示|汇总表|明细|登记表|\.xlsx?$|\.et$")
"""Files of these names are looked at first: it is there that personal data are found."""
_OF_PEOPLE = lazy.pattern(rf"{_LISTS.pattern}|对象|人员|发放|补贴|低保|特困|救助|资助")
"""Entries of these names are opened in every column, the first ones of a page's."""
_MOST_OF_PEOPLE = 12
_ITEMS_BACK = timedelta(days=120)
"""How far before the window items are opened: consultations and documents whose deadline falls into it began earlier."""
_MOST_READ = 15
_NOTICE_BYTES = 2500
"""A page that says no more than that it is not there is hardly larger."""
_BY_STATUS = frozenset({Failure.NOT_FOUND, Failure.CLIENT_ERROR, Failure.SERVER_ERROR})
_NO_ERROR = frozenset(
    {Failure.BLOCKED, Failure.SHUT_OUT, Failure.CHALLENGE, Failure.CAPTCHA, Failure.INTERPOSED, Failure.CONTRADICTED}
)
"""What an error status alone says of a link, and what the page behind it may show in its place."""
_FILES = (".xlsx", ".xls", ".et", ".docx", ".doc", ".wps", ".pdf", ".csv", ".zip", ".rar")
_FORM_ROLES = ("guide", "application")
"""Pages whose application forms are files too where their address does not say so."""
_SECTION = lazy.pattern(r"公开指南|公开制度|年报|年度报告|依申请公开|全清单|^法定主动公开内容$")
"""The standard sections stand beside the sub-columns on many pages; each has rules of its own."""
_COLUMN_ROLES = ("statutory", "rules_column", "home")


def around(desk: Desk, plan: Plan, sheets: dict[str, Sheet]) -> Around:
    """Add `columns`, `items`, `files` and `links` to the sheets, as far as `plan.needs` asks for them."""
    for role in _COLUMN_ROLES:
        if f"{role}.columns" in plan.needs:
            yield from _columns(desk, plan, sheets, role)
    for role in _COLUMN_ROLES:
        if f"{role}.items" in plan.needs:
            yield from _items(desk, plan, sheets, role)
    for role in list(sheets):
        if f"{role}.files" in plan.needs:
            yield from _files(desk, sheets, role)
        if f"{role}.links" in plan.needs:
            yield from _links(desk, sheets, role)
        if f"{role}.inner_links" in plan.needs:
            yield from _inner_links(desk, sheets, role)
        if f"{role}.forms" in plan.needs:
            yield from _forms(desk, sheets, role)


def _add(sheets: dict[str, Sheet], role: str, part: str, pages: list[Page]) -> None:
    sheet = sheets[role]
    sheets[role] = replace(sheet, parts={**sheet.parts, part: tuple(pages)})


def _role_pages(desk: Desk, sheets: dict[str, Sheet]) -> set[str]:
    """The addresses of all role pages, registered or found, and of the way to them: rules of their own judge those."""
    pages = [page for sheet in sheets.values() for page in (sheet.page, *sheet.via) if page is not None]
    return {*desk.unit.pages.values(), *(page.url for page in pages), *(page.capture.final_url for page in pages)}


def _open_page(sheets: dict[str, Sheet], role: str) -> Page | None:
    page = sheets[role].page if role in sheets else None
    return page if page is not None and page.open else None


def _columns(desk: Desk, plan: Plan, sheets: dict[str, Sheet], role: str) -> Around:
    page = _open_page(sheets, role)
    if page is None:
        return
    found = [(str(one["title"]), str(one["url"])) for one in _rows(page, "column", "columns")]
    found += _named(page, plan.columns) if role == "home" else []
    found = list({url: (title, url) for title, url in reversed(found)}.values())[::-1]
    others = _role_pages(desk, sheets)
    found = [(title, url) for title, url in found if desk.allowed(url) and url not in others]
    found = [(title, url) for title, url in found if not _SECTION.search(norm(title))][:_MOST_COLUMNS]
    trails = yield from desk.follow([url for _, url in found], f"{role}/column")
    pages = [replace(trail[-1], label=title) for (title, _), trail in zip(found, trails, strict=True)]
    _add(sheets, role, "columns", pages)


def _named(page: Page, kinds: tuple[ColumnKind, ...]) -> list[tuple[str, str]]:
    """Links of a home page with the name of a kind of column: there they often stand in menus."""
    links = page.document.links if page.document is not None else ()
    short = [link for link in links if 2 <= len(norm(link.text)) <= _LONGEST_NAME and not is_file(link)]
    return [(link.text, link.url) for link in short if kind_of(link.text, kinds) is not None and link.url != page.url]


def _items(desk: Desk, plan: Plan, sheets: dict[str, Sheet], role: str) -> Around:
    sheet = sheets.get(role)
    columns = sheet.parts.get("columns", ()) if sheet is not None else ()
    asked: list[tuple[str, str]] = []
    left = _MOST_OF_PEOPLE
    for column in [column for column in columns if column.open]:
        kind = kind_of(column.label, plan.columns)
        of_people = _of_people(column, plan)[:left] if kind is None or not kind.items else []
        left -= len(of_people)
        wanted = of_people or (_entries(column, plan, kind) if kind is not None else [])
        asked += [(title, url) for title, url in wanted if desk.allowed(url)]
    trails = yield from desk.follow([url for _, url in asked], f"{role}/item")
    pages = [replace(trail[-1], label=title) for (title, _), trail in zip(asked, trails, strict=True)]
    if sheet is not None:
        _add(sheets, role, "items", [page for page in pages if page.sight.failure is not Failure.NOT_COLLECTED])


def _of_people(column: Page, plan: Plan) -> list[tuple[str, str]]:
    return [(title, url) for title, url in _recent(column, plan) if _OF_PEOPLE.search(title)]


def _entries(column: Page, plan: Plan, kind: ColumnKind) -> list[tuple[str, str]]:
    """What is opened of a column of a kind that rules name."""
    return (_recent(column, plan) if kind.items else []) or _first_undated(column)


def _first_undated(column: Page) -> list[tuple[str, str]]:
    """The first entries of a column that shows no dates: the entries' own pages may."""
    rows = _rows(column, "column", "items")
    if any(row.get("date") for row in rows):
        return []
    return [(str(row["title"]), str(row["url"])) for row in rows if row.get("url")][:_UNDATED_OPENED]


def _recent(column: Page, plan: Plan) -> list[tuple[str, str]]:
    oldest = plan.window[0] - _ITEMS_BACK
    rows = [row for row in _rows(column, "column", "items") if row.get("date")]
    recent = [row for row in rows if oldest <= date.fromisoformat(str(row["date"])) <= plan.at]
    return [(str(row["title"]), str(row["url"])) for row in recent if row.get("url")][:_MOST_ITEMS]


def _files(desk: Desk, sheets: dict[str, Sheet], role: str) -> Around:
    page = _open_page(sheets, role)
    if page is None or page.document is None:
        return
    parts = sheets[role].parts
    pages = [page, *parts.get("columns", ()), *parts.get("items", ())]
    forms = {one.get("url") for one in _rows(page, "application", "form_files")} if role in _FORM_ROLES else set()
    links = [
        link
        for one in pages
        if one.document is not None
        for link in one.document.links
        if is_file(link) or link.url in forms
    ]
    unique = list({link.url: link for link in links if desk.allowed(link.url)}.values())
    listed = {link.url for link in unique if _LISTS.search(link.text) or _LISTS.search(urlsplit(link.url).path.lower())}
    first = sorted(unique, key=lambda link: link.url not in listed)[:_MOST_FILES]
    wanted = [link for link in unique if link in first]
    files = yield from desk.ask([Ask(link.url, why=f"{role}/file") for link in wanted])
    _add(sheets, role, "files", [replace(file, label=link.text) for file, link in zip(files, wanted, strict=True)])


def _links(desk: Desk, sheets: dict[str, Sheet], role: str) -> Around:
    page = _open_page(sheets, role)
    if page is None or page.document is None:
        return
    whole = role == "home"
    links = [link for link in page.document.links if (whole or link.region == "main") and desk.allowed(link.url)]
    others = _role_pages(desk, sheets) if not whole else {page.url}
    wanted = _first(desk, list({link.url: link for link in links if link.url not in others}.values()))
    heads = yield from _looked_at(desk, wanted, f"{role}/link")
    _add(
        sheets,
        role,
        "links",
        [replace(head, label=link.text or link.url) for head, link in zip(heads, wanted, strict=True)],
    )


def _inner_links(desk: Desk, sheets: dict[str, Sheet], role: str) -> Around:
    """The first links of each column page, those that the role's own page has left out."""
    own = {link.url for link in sheets[role].parts.get("links", ())}
    wanted: dict[str, Link] = {}
    for column in sheets[role].parts.get("columns", ()):
        main = [link for link in column.document.links if link.region == "main"] if column.document is not None else []
        for link in [link for link in main if desk.allowed(link.url) and link.url not in own][:_INNER_EACH]:
            wanted.setdefault(link.url, link)
    links = _first(desk, list(wanted.values()))
    heads = yield from _looked_at(desk, links, f"{role}/inner link")
    _add(
        sheets,
        role,
        "inner_links",
        [replace(head, label=link.text or link.url) for head, link in zip(heads, links, strict=True)],
    )


def _looked_at(desk: Desk, links: list[Link], why: str) -> Generator[list[Ask], list[Capture], list[Page]]:
    """Each link by its status; where that may be said of what is gone too, or of what is there, by what the pages say.

    Of the former the smallest.
    """
    heads = yield from desk.ask([Ask(link.url, "HEAD", why) for link in links])
    may_be = [place for place, head in enumerate(heads) if head.sight.state == "open" and _may_be_gone(head.capture)]
    doubtful = sorted(may_be, key=lambda place: _size(heads[place].capture) or _NOTICE_BYTES)[:_MOST_READ]
    refused = [place for place, head in enumerate(heads) if head.sight.failure in _BY_STATUS][:_MOST_READ]
    read = [*doubtful, *refused]
    pages = yield from desk.ask([Ask(links[place].url, why=why) for place in read])
    for place, page in zip(read, pages, strict=True):
        if page.sight.failure in (_NO_ERROR if place in refused else (Failure.SOFT_404,)):
            heads[place] = page
    return heads


def _may_be_gone(capture: Capture) -> bool:
    """A success that the host gives for everything, or a web page that is hardly larger than a notice."""
    if AS_OF_NOWHERE in capture.detail:
        return True
    return capture.content_type == "text/html" and 0 < _size(capture) <= _NOTICE_BYTES


def _size(capture: Capture) -> int:
    """The bytes that the answer announces; 0 where it does not say."""
    size = capture.headers.get("content-length", "")
    return int(size) if size.isdecimal() else 0


def _first(desk: Desk, links: list[Link]) -> list[Link]:
    """So many links of a page that are asked for, and the traps among them: hundreds of those crowd out no page."""
    endless = desk.endless(link.url for link in links)
    traps = [link.url for link in links if link.url in endless][:_MOST_LINKS]
    pages = [link.url for link in links if link.url not in endless][:_MOST_LINKS]
    wanted = {*traps, *pages}
    return [link for link in links if link.url in wanted]


def _forms(desk: Desk, sheets: dict[str, Sheet], role: str) -> Around:
    page = _open_page(sheets, role)
    if page is None:
        return
    reading = page.read(role) if role in ("guide", "application") else None
    urls = [str(fact.value) for fact in reading.many("online_url") if fact.value] if reading is not None else []
    urls = list(dict.fromkeys(url for url in urls if desk.allowed(url) and url != page.url))[:_MOST_FILES]
    trails = yield from desk.follow(urls, f"{role}/form")
    _add(sheets, role, "forms", [replace(trail[-1], label=url) for url, trail in zip(urls, trails, strict=True)])


def _rows(page: Page, kind: str, name: str) -> list[dict[str, object]]:
    rows = page.read(kind).data(name)
    return [dict(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def is_file(link: Link) -> bool:
    """Whether a link leads to an office file by its address."""
    return urlsplit(link.url).path.lower().endswith(_FILES)


@lru_cache(maxsize=4096)
def kind_of(title: str, kinds: tuple[ColumnKind, ...]) -> ColumnKind | None:
    """The kind of a column by its title: the first kind one of whose names it contains."""
    words = norm(title)
    return next((kind for kind in kinds if any(norm(name) in words for name in kind.names)), None)


def mail_hosts(sheets: dict[str, Sheet]) -> list[str]:
    """The domains of all mailboxes that guide and application page print, in order."""
    hosts: dict[str, None] = {}
    for role in ("guide", "application"):
        page = _open_page(sheets, role)
        if page is None:
            continue
        boxes = [fact.value for fact in page.read(role).many("email")]
        boxes += [str(one.get("value")) for one in _rows(page, role, "channels") if one.get("kind") == "email"]
        for box in boxes:
            host = str(box or "").rpartition("@")[2].strip().lower()
            if "." in host:
                hosts.setdefault(host)
    return list(hosts)
