"""One unit's open questions and the pages already answered."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from inspector.facts.document import Document, norm
from inspector.facts.open import document_of
from inspector.facts.page_failures import new_place
from inspector.facts.sight import Sight, sight
from inspector.facts.substance import declared_blank, says_little
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.survey.dossier import Page, Plan
from inspector.survey.traps import Views, sessionless, trap

Steps = Generator[list[Ask], list[Capture], list[Page]]
Opened = Callable[[Capture], Document | None]
REGISTERED = "registered page"
"""Why a page is asked for that stands in the registry."""
_SHELL_HOPS = 2
_MOST_FRAMES = 3
_FRAME_ONLY = 60
_THIN = 299
"""Characters up to which a page with frames is only their frame."""


class Desk:
    """Asks each address once, follows shells and frames, keeps to the unit's page budget. `opened` opens what came back."""

    def __init__(self, unit: Unit, plan: Plan, opened: Opened = document_of) -> None:
        self.unit, self.plan, self._opened = unit, plan, opened
        self.captures: dict[tuple[str, str], Capture] = {}
        self._pages: dict[tuple[str, str], Page] = {}
        self._views = Views()
        self._hosts = {urlsplit(url).hostname or "" for url in unit.pages.values()} | set(plan.allowed_hosts)

    def allowed(self, url: str) -> bool:
        """Whether `url` lies on a host this survey may visit: registered, allowed by name, or `*.gov.cn` where none is named."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        host = parts.hostname or ""
        own = host in self._hosts
        return parts.scheme in ("http", "https") and (own or (not self.plan.allowed_hosts and host.endswith(".gov.cn")))

    def ask(self, asks: Iterable[Ask]) -> Steps:
        """The pages for `asks`, in that order, each as it came back (shells not yet followed).

        Session marks are taken off before anybody is asked; addresses that breed others without end are not asked for.
        """
        wanted = [(ask, _plain(ask)) for ask in asks]
        yield from self._answered([plain for _, plain in wanted])
        return [self._page(ask, plain) for ask, plain in wanted]

    def fetch(self, asks: Sequence[Ask]) -> Generator[list[Ask], list[Capture], list[Capture]]:
        """What came back for `asks`, not opened as pages: for files that are only read as data."""
        wanted = [_plain(ask) for ask in asks]
        yield from self._answered(wanted)
        return [self.captures[ask.key] for ask in wanted]

    def _answered(self, wanted: list[Ask]) -> Generator[list[Ask], list[Capture], None]:
        new = list({ask.key: ask for ask in wanted if ask.key not in self.captures}.values())
        for ask, kind in [(ask, kind) for ask in new if (kind := self._endless(ask))]:
            self.captures[ask.key] = Capture(ask, failure=Failure.TRAP, detail=f"endless {kind}")
            new.remove(ask)
        room = max(0, self.plan.max_pages - len(self.captures))
        for ask in new[room:]:
            self.captures[ask.key] = Capture(
                ask, failure=Failure.LIMIT, detail=f"more than {self.plan.max_pages} pages"
            )
        if new[:room]:
            answers = yield new[:room]
            self.captures.update({ask.key: capture for ask, capture in zip(new[:room], answers, strict=True)})

    def _endless(self, ask: Ask) -> str:
        """What kind of trap this is; of all views of one list or page the first is asked for, and the plain one.

        What the office registered is asked for, whatever it looks like.
        """
        if ask.method == "DNS":
            return ""
        another = self._views.another(ask.url)
        if ask.why == REGISTERED:
            return ""
        return trap(ask.url, self.plan.at) or ("views" if another else "")

    def endless(self, links: Iterable[str]) -> set[str]:
        """Those of the addresses, in this order, that would not be asked for: they take nobody's place."""
        views = self._views.copy()
        return {url for url in links if trap(sessionless(url), self.plan.at) or views.another(url)}

    def follow(self, urls: Iterable[str], why: str) -> Generator[list[Ask], list[Capture], list[tuple[Page, ...]]]:
        """For each URL the pages on the way: shells first, the page that speaks last (frames read into it)."""
        first = yield from self.ask([Ask(url, why=why) for url in urls])
        trails: list[tuple[Page, ...]] = [(page,) for page in first]
        for _ in range(_SHELL_HOPS):
            onward = {index: target for index, trail in enumerate(trails) if (target := self._shell_target(trail[-1]))}
            if not onward:
                break
            pages = yield from self.ask([Ask(target, why=why) for target in onward.values()])
            for index, page in zip(onward, pages, strict=True):
                trails[index] = (*trails[index], page)
        for index, trail in enumerate(trails):
            trails[index] = (*trail[:-1], (yield from self._with_frames(trail[-1], why)))
        return (yield from self._rendered(trails, why))

    def _rendered(
        self, trails: list[tuple[Page, ...]], why: str
    ) -> Generator[list[Ask], list[Capture], list[tuple[Page, ...]]]:
        """Where only scripts make a page, the page as a browser showed it; as it was where no browser did."""
        bare = {place for place, trail in enumerate(trails) if trail[-1].sight.failure is Failure.SCRIPT_ONLY}
        urls = {place: trails[place][-1].capture.final_url or trails[place][-1].url for place in sorted(bare)}
        shown = yield from self.ask([Ask(url, "RENDER", why) for url in urls.values()])
        for place, page in zip(urls, shown, strict=True):
            if page.open:
                trails[place] = (*trails[place], page)
        return trails

    def _shell_target(self, page: Page) -> str:
        document = page.document
        if document is None or document.exceeds(_THIN):
            return ""
        target = document.refresh or (new_place(document) if page.sight.failure is Failure.MOVED else "")
        return target if target and self.allowed(target) and target != page.url else ""

    def _with_frames(self, page: Page, why: str) -> Generator[list[Ask], list[Capture], Page]:
        document = page.document
        if document is None or document.exceeds(_THIN) or not document.frames:
            return page
        frames = [url for url in document.frames if self.allowed(url)][:_MOST_FRAMES]
        framed = yield from self.ask([Ask(url, why=f"{why}/frame") for url in frames])
        inner = [one.document for one in framed if one.document is not None and one.open]
        if not inner:
            return replace(page, sight=self._behind(page, document, framed))
        merged = _merged(document, inner)
        return replace(page, document=merged, sight=self._sight(page.capture, merged), readings={})

    def _behind(self, page: Page, document: Document, framed: list[Page]) -> Sight:
        """A page that is only a frame was not seen where what it frames was not."""
        if not says_little(document, _FRAME_ONLY) or declared_blank(document):
            return page.sight
        if framed:
            return next((one.sight for one in framed if one.sight.state == "unseen"), framed[0].sight)
        outside = Capture(Ask(document.frames[0]), failure=Failure.GUARD)
        return self._sight(outside, None)

    def _page(self, ask: Ask, plain: Ask) -> Page:
        if ask.key not in self._pages:
            found = self.captures[plain.key]
            capture = found if ask.url == plain.url else replace(found, ask=ask)
            document = self._opened(capture)
            self._pages[ask.key] = Page(capture, document, self._sight(capture, document))
        return self._pages[ask.key]

    def _sight(self, capture: Capture, document: Document | None) -> Sight:
        return sight(capture, document, self.unit.own_hosts, self.plan.attempts, self.plan.after_s)


def _plain(ask: Ask) -> Ask:
    url = sessionless(ask.url) if ask.method != "DNS" else ask.url
    return ask if url == ask.url else replace(ask, url=url)


def _merged(outer: Document, inner: list[Document]) -> Document:
    lines = list(outer.lines)
    seen = {norm(line.text) for line in lines}
    for document in inner:
        new = [line for line in document.lines if norm(line.text) not in seen]
        lines += [line._replace(locator=f"frame {document.url} {line.locator}") for line in new]
    return outer.changed(
        lines=tuple(
            line._replace(cell=None) if index >= len(outer.lines) else line for index, line in enumerate(lines)
        ),
        tables=(*outer.tables, *(table for document in inner for table in document.tables)),
        links=(*outer.links, *(link._replace(line=-1) for document in inner for link in document.links)),
        forms=(*outer.forms, *(form for document in inner for form in document.forms)),
    )
