"""The survey of one unit, step by step: registered pages, discovery, entries of columns, and the pages around them."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, field, replace

from inspector import lazy
from inspector.facts.document import Link, norm
from inspector.facts.filled_in import filled_in
from inspector.facts.open import document_of
from inspector.facts.paging import goes_on
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.unit import ROLES, Unit
from inspector.model.words import Words
from inspector.survey.address import same_address
from inspector.survey.around import around, mail_hosts
from inspector.survey.desk import REGISTERED, Desk, Opened
from inspector.survey.discovery import choose
from inspector.survey.dossier import Dossier, How, Page, Plan, Sheet
from inspector.survey.entries import entry, lists_reports, report_of
from inspector.survey.sitemaps import Sitemaps
from inspector.survey.unit_names import named_in

Walk = Generator[list[Ask], list[Capture], Dossier]
_SITE_MAP = lazy.pattern(r"网站地图|站点地图|网站导航图?$|^site\s?map$", re.IGNORECASE)
_ENTRY_HOPS = 2
_SOURCES = ("disclosure", "home")
_NAMING_ROLES = ("guide", "annual_report")
"""Pages that say whose they are."""
_FOUND_FROM: dict[str, tuple[str, ...]] = {
    "disclosure": ("home",),
    "home": (),
    "institution": (*_SOURCES, "statutory"),
}
"""What a unit is and who leads it is statutory content (Art. 20(2)): its page often hangs below that column alone."""

_UNREGISTERED = Words(
    "登记表中没有可用于查找该页面的网址", "no address is registered from which this page could be found"
)
_UNSEEN = Words("用于查找该页面的栏目未能看到：{why}", "the page it would be found from could not be seen: {why}")
_ANOTHERS = Words(
    "找到的页面（{url}）在别处，通篇没有本单位名称，不作为本单位的页面",
    "the page that was found ({url}) lies elsewhere and never names the unit: it is not taken for the unit's",
)
_MAPPED = Words("由网站地图（{url}）找到", "found by the site map ({url})")
_ABSENT = Words("在“{title}”（{url}）的全部链接中没有找到该页面", "none of the links of “{title}” ({url}) leads to it")
_SCRIPTED = Words(
    "“{title}”（{url}）的部分内容由脚本显示，未能看到其中的链接",
    "a script shows part of “{title}” ({url}); the links in it were not seen",
)
_MOVED = Words(
    "登记的网址（{url}）已失效，在栏目中另行找到", "the registered address ({url}) is gone; found again in the column"
)
_GONE = (Failure.MOVED, Failure.NOT_FOUND, Failure.SOFT_404)
_PAGED = Words(
    "年报栏目（{url}）分页，第一页没有{year}年度报告，其余各页未读",
    "the column of reports ({url}) has further pages that were not read; its first has none for {year}",
)
_NO_REPORT = Words("年报栏目（{url}）中没有{year}年度报告", "the column of reports ({url}) has none for {year}")


@dataclass(slots=True)
class _Progress:
    desk: Desk
    plan: Plan
    unit: Unit
    sitemaps: Sitemaps
    sheets: dict[str, Sheet] = field(default_factory=dict)


def survey(unit: Unit, plan: Plan, opened: Opened = document_of) -> Walk:
    """Look at `unit` as `plan` says. Yields lists of asks, is sent their captures in the same order, returns the dossier.

    `opened` makes documents of captures; whoever opened them before hands in what it has.
    """
    desk = Desk(unit, plan, opened)
    progress = _Progress(desk, plan, unit, Sitemaps(desk))
    wanted = _wanted(unit, plan)
    yield from _registered(progress, [role for role in wanted if role in unit.pages])
    for role in (role for role in wanted if role not in _SOURCES):
        yield from _found_again(progress, role)
    for role in sorted(
        wanted, key=lambda role: (role not in _SOURCES, ROLES.index(role)) if role != "disclosure" else (False, -1)
    ):
        if role not in progress.sheets:
            yield from _discovered(progress, role)
    for role in ("guide", "list", "annual_report", "institution"):
        yield from _entered(progress, role)
    yield from around(progress.desk, progress.plan, progress.sheets)
    hosts = mail_hosts(progress.sheets) if "dns" in plan.needs else []
    names = yield from progress.desk.ask([Ask(f"dns:{host}?type=MX", "DNS", "mail domain") for host in hosts])
    sheets = {role: progress.sheets[role] for role in ROLES if role in progress.sheets}
    return Dossier(unit, sheets, dict(zip(hosts, names, strict=True)))


def _wanted(unit: Unit, plan: Plan) -> list[str]:
    """The roles to look at: those the rules need, and the pages where one of them has to be found."""
    needed = [role for role in ROLES if role in plan.needs]
    found = all(role in unit.pages for role in needed)
    return [role for role in ROLES if role in needed or (role in _SOURCES and not found)]


def _registered(progress: _Progress, roles: list[str]) -> Generator[list[Ask], list[Capture], None]:
    trails = yield from progress.desk.follow([progress.unit.pages[role] for role in roles], REGISTERED)
    for role, trail in zip(roles, trails, strict=True):
        progress.sheets[role] = Sheet(role, "registered", trail[-1], via=trail[:-1])


def _found_again(progress: _Progress, role: str) -> Generator[list[Ask], list[Capture], None]:
    """A registered page that is gone or leads to the front page is looked for in the unit's column; one of its own is taken."""
    sheet = progress.sheets.get(role)
    if sheet is None or sheet.page is None or sheet.page.sight.failure not in _GONE:
        return
    sources = [progress.sheets[name].page for name in _SOURCES if name in progress.sheets]
    documents = [(page.document, page.label) for page in sources if page and page.open and page.document]
    choice = choose(role, documents, progress.desk.allowed)
    if not choice.url or same_address(choice.url, sheet.page.url):
        return
    trail = (yield from progress.desk.follow([choice.url], role))[0]
    page = trail[-1]
    if page.open and page.document is not None and named_in(progress.unit, page.document):
        reasons = (_MOVED.fill(url=sheet.page.url), *choice.reasons)
        via = (*sheet.via, sheet.page, *trail[:-1])
        progress.sheets[role] = Sheet(role, "discovered", replace(page, label=choice.label), reasons=reasons, via=via)


def _discovered(progress: _Progress, role: str) -> Generator[list[Ask], list[Capture], None]:
    sources = [progress.sheets[name] for name in _FOUND_FROM.get(role, _SOURCES) if name in progress.sheets]
    sources = [sheet for sheet in sources if sheet.page is not None]
    if not sources:
        progress.sheets[role] = Sheet(role, "unregistered", reasons=(_UNREGISTERED,))
        return
    open_pages = [sheet.page for sheet in sources if sheet.page is not None and sheet.page.open]
    documents = [(page.document, page.label) for page in open_pages if page.document is not None]
    choice = choose(role, documents, progress.desk.allowed)
    if choice.url:
        trail = (yield from progress.desk.follow([choice.url], role))[0]
        page = replace(trail[-1], label=choice.label)
        if _is_anothers(progress.unit, role, page, open_pages):
            reasons = (_ANOTHERS.fill(url=page.url), *choice.reasons)
            progress.sheets[role] = Sheet(role, "abstained", reasons=reasons, via=(*open_pages, *trail))
            return
        progress.sheets[role] = Sheet(role, "discovered", page, reasons=choice.reasons, via=trail[:-1])
        return
    mapped = None if choice.reasons else (yield from _mapped(progress, role, open_pages))
    progress.sheets[role] = mapped or _not_found(role, sources, open_pages, choice.reasons)


def _is_anothers(unit: Unit, role: str, page: Page, sources: list[Page]) -> bool:
    """Whether a page that was found lies outside the folders it was found in and never names the unit.

    A unit that goes by its host alone, as one that is looked at on demand, has no name that a page could bear.
    """
    if unit.name in unit.own_hosts:
        return False
    if role not in _NAMING_ROLES or not page.open or page.document is None or named_in(unit, page.document):
        return False
    return not any(page.url.startswith(source.url.rpartition("/")[0] + "/") for source in sources)


def _mapped(
    progress: _Progress, role: str, open_pages: list[Page]
) -> Generator[list[Ask], list[Capture], Sheet | None]:
    """The page of `role` by what a site says of itself: the map it shows to people, else the one it gives to machines."""
    shown = yield from _on_site_map(progress, role, open_pages)
    if shown is not None or not open_pages:
        return shown
    return (yield from progress.sitemaps.find(role, open_pages[0]))


def _on_site_map(
    progress: _Progress, role: str, open_pages: list[Page]
) -> Generator[list[Ask], list[Capture], Sheet | None]:
    """The page of `role` by the site's own map of itself, if it names the unit: a portal's map is that of all units."""
    link = next((link for page in open_pages if page.document for link in page.document.links if _is_map(link)), None)
    if link is None or not progress.desk.allowed(link.url):
        return None
    map_page = (yield from progress.desk.follow([link.url], "site map"))[0][-1]
    if not map_page.open or map_page.document is None:
        return None
    choice = choose(role, [(map_page.document, link.text)], progress.desk.allowed)
    if not choice.url:
        return None
    trail = (yield from progress.desk.follow([choice.url], role))[0]
    page = trail[-1]
    if not page.open or page.document is None or not named_in(progress.unit, page.document):
        return None
    reasons = (_MAPPED.fill(url=map_page.url), *choice.reasons)
    return Sheet(role, "discovered", replace(page, label=choice.label), reasons=reasons, via=(map_page, *trail[:-1]))


def _is_map(link: Link) -> bool:
    return bool(_SITE_MAP.search(norm(link.text + link.title)))


def _not_found(role: str, sources: list[Sheet], open_pages: list[Page], reasons: tuple[Words, ...]) -> Sheet:
    first = sources[0].page
    if first is None or not first.open:
        why = first.sight.reason if first is not None else _UNREGISTERED
        return Sheet(
            role,
            "unseen",
            reasons=(Words(_UNSEEN.fill(why=why.zh).zh, _UNSEEN.fill(why=why.en).en),),
            via=tuple(p for p in [first] if p),
        )
    if reasons:
        return Sheet(role, "abstained", reasons=reasons, via=tuple(open_pages))
    title = first.document.title if first.document else ""
    if any(page.document is not None and filled_in(page.document) for page in open_pages):
        return Sheet(role, "unseen", reasons=(_SCRIPTED.fill(title=title, url=first.url),), via=tuple(open_pages))
    return Sheet(role, "absent", sure=False, reasons=(_ABSENT.fill(title=title, url=first.url),), via=tuple(open_pages))


def _entered(progress: _Progress, role: str) -> Generator[list[Ask], list[Capture], None]:
    sheet = progress.sheets.get(role)
    for _ in range(_ENTRY_HOPS):
        if sheet is None or sheet.page is None or not sheet.page.open:
            return
        page = sheet.page
        link = entry(role, page, progress.plan, progress.desk.unit)
        if link is None or not progress.desk.allowed(link.url):
            break
        trail = (yield from progress.desk.follow([link.url], role))[0]
        sheet = replace(sheet, page=replace(trail[-1], label=link.text), via=(*sheet.via, page, *trail[:-1]))
        progress.sheets[role] = sheet
    if role == "annual_report" and sheet is not None:
        yield from _reports(progress, sheet)


def _reports(progress: _Progress, sheet: Sheet) -> Generator[list[Ask], list[Capture], None]:
    page, year = sheet.page, progress.plan.report_year
    if page is not None and page.open and lists_reports(page):
        further = page.document is not None and goes_on(page.document)
        how: How = "unseen" if further else "absent"
        said = (_PAGED if further else _NO_REPORT).fill(url=page.url, year=year)
        sheet = replace(sheet, how=how, page=None, via=(*sheet.via, page), reasons=(said,))
        progress.sheets["annual_report"] = replace(sheet, sure=_lists_earlier(page, year, progress.desk.unit))
    columns = [one for one in sheet.via if one.open and lists_reports(one)]
    earlier = next((link for one in columns if (link := report_of(one, year - 1, progress.desk.unit))), None)
    if earlier is not None and progress.desk.allowed(earlier.url):
        previous = (yield from progress.desk.follow([earlier.url], "annual_report/previous"))[0]
        current = progress.sheets["annual_report"]
        progress.sheets["annual_report"] = replace(current, parts={**current.parts, "previous": (previous[-1],)})


def _lists_earlier(page: Page, year: int, unit: Unit) -> bool:
    return any(report_of(page, earlier, unit) is not None for earlier in range(year - 4, year))
