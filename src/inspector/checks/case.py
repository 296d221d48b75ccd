"""What a check is given and what it may answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

from inspector.facts import read
from inspector.facts.directory import facts_of
from inspector.facts.document import Document, Line, Link, norm
from inspector.facts.pattern import compiled
from inspector.facts.reading import Fact, Reading
from inspector.model.capture import Attribution
from inspector.model.column import ColumnKind
from inspector.model.finding import Answer, Citation, Outcome
from inspector.model.observation import Observation
from inspector.model.series import DayVisits
from inspector.model.unit import Unit
from inspector.model.words import Words
from inspector.survey.dossier import Dossier, Page, Sheet
from inspector.survey.unit_names import is_named
from inspector.workdays import Workdays


def _pattern(text: str) -> str:
    compiled(text)
    return text


PatternText = Annotated[str, AfterValidator(_pattern)]
"""A pattern as a rule writes it, refused where it is none; search it with `facts.pattern.compiled`."""


class Params(BaseModel):
    """Base of every check's parameters: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a judgement may rest on: the unit, what was seen, and the frame of the inspection.

    `at` is the monitoring time point: ages count from it, never from a clock. `others` are the other units of the registry.
    `earlier` is the dossier of the last inspection, where there is one; `series` the availability probes by URL.
    """

    unit: Unit
    dossier: Dossier
    at: date
    window: tuple[date, date]
    workdays: Workdays
    columns: tuple[ColumnKind, ...] = ()
    others: tuple[Unit, ...] = ()
    report_year: int = 0
    earlier: Dossier | None = None
    series: Mapping[str, tuple[DayVisits, ...]] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    """What authorised probes and people saw of the unit's channels in this quarter."""
    district: str = ""
    history: Mapping[str, int] = field(default_factory=dict)
    """Finding id -> how many quarters in a row before this one it failed."""

    def earlier_case(self) -> Case:
        """The same frame around the earlier dossier; only where there is one."""
        return replace(self, dossier=self.earlier or self.dossier, earlier=None)


@dataclass(frozen=True, slots=True)
class On:
    """A case seen from one rule: the page role it is about. Helpers make answers that cite what they rest on."""

    case: Case
    role: str

    @property
    def sheet(self) -> Sheet:
        """What was seen for the rule's role."""
        return self.case.dossier.sheet(self.role)

    @property
    def page(self) -> Page:
        """The rule's page; only where it is open, as the evaluation makes sure before it asks."""
        page = self.sheet.page
        if page is None:
            raise ValueError(f"no page for {self.role}")
        return page

    @property
    def reading(self) -> Reading:
        """The facts of the rule's page; of a page that lists many bodies' contacts those of the unit's own row."""
        found = self.page.read(KIND_OF_ROLE[self.role])
        rows = found.data("directory")
        own = facts_of(rows, lambda name: is_named(self.case.unit, norm(name))) if rows else {}
        return replace(found, facts={**found.facts, **own}) if own else found

    def at_role(self, role: str) -> On:
        """The same case seen from another role."""
        return On(self.case, role)

    def open(self, role: str) -> Reading | None:
        """The facts of another role's page; None where it is not open."""
        page = self.case.dossier.sheet(role).page
        return page.read(KIND_OF_ROLE[role]) if page is not None and page.open else None

    def cite(self, source: Fact | Line | Link | str | None = None, page: Page | None = None) -> Citation:
        """The place on `page` (the rule's own by default) that an answer rests on."""
        where = page or self.sheet.page
        quote, locator = _words_of(source)
        return citation(where, quote, locator)

    def answer(
        self, outcome: Outcome, zh: str, en: str, *citations: Citation, subject: str = "", **more: Any
    ) -> Answer:
        """An answer about `subject` (the role by default), citing the page as a whole where nothing more exact is given."""
        return Answer(outcome, subject or self.role, Words(zh, en), citations or (self.cite(),), **more)

    def passed(self, zh: str, en: str, *citations: Citation, subject: str = "") -> Answer:
        """The requirement is met."""
        return self.answer("pass", zh, en, *citations, subject=subject)

    def failed(self, zh: str, en: str, *citations: Citation, subject: str = "", **more: Any) -> Answer:
        """The requirement is not met; `sure=False` leaves it to a person."""
        return self.answer("fail", zh, en, *citations, subject=subject, **more)

    def unseen(
        self, zh: str, en: str, *citations: Citation, subject: str = "", whose: Attribution = "us", reason: str = ""
    ) -> Answer:
        """It could not be seen, so nothing is said."""
        return self.answer("undetermined", zh, en, *citations, subject=subject, attribution=whose, reason=reason)

    def not_applicable(self, zh: str, en: str, *citations: Citation, subject: str = "", reason: str = "") -> Answer:
        """The requirement does not apply."""
        return self.answer("not_applicable", zh, en, *citations, subject=subject, reason=reason)


KIND_OF_ROLE = {
    "home": "home",
    "disclosure": "column",
    "guide": "guide",
    "list": "list",
    "statutory": "column",
    "rules_column": "column",
    "annual_report": "annual_report",
    "application": "application",
    "institution": "institution",
}
"""Which reader reads the page of a role."""


def unknown_fact(name: str, role: str, kind: str = "") -> str:
    """What is wrong where the reader of a role's page (or the reader `kind`) knows no fact `name`; empty where it does."""
    kind = kind or KIND_OF_ROLE.get(role, "")
    if not kind:
        return "facts are read on a page: say which one with `page:`"
    known = fact_names(kind)
    if name in known:
        return ""
    close = get_close_matches(name, known, 1, 0.5)
    meant = f"did you mean {close[0]!r}?" if close else f"it reads: {', '.join(known)}"
    return f"on a {kind} page no fact {name!r} is read; {meant}"


def unknown_facts(names: Iterable[str], role: str, kind: str = "") -> str:
    """The same of several: what is wrong with the first that is not read."""
    return next((amiss for name in names if (amiss := unknown_fact(name, role, kind))), "")


@cache
def fact_names(kind: str) -> tuple[str, ...]:
    """The facts a reader looks for, there or not."""
    return tuple(read(kind, Document(url="")).facts)


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of question. `needs` tells, from parameters and role, what the survey has to look at (e.g. `guide.links`).

    `gated` checks are only asked of an open page; the others (does it open?) are asked always.
    """

    name: str
    params: type[Params]
    ask: Callable[[On, Any], list[Answer]]
    needs: Callable[[Any, str], frozenset[str]] = lambda _params, _role: frozenset()
    gated: bool = True
    amiss: Callable[[Any, str], str] = lambda _params, _role: ""
    """What is wrong with parameters that are well-formed (asked when rules are read); empty where nothing is."""


def citation(page: Page | None, quote: str = "", locator: str = "") -> Citation:
    """A citation of `page` as it was stored; empty where nothing was asked."""
    if page is None:
        return Citation(url="", quote=quote, locator=locator)
    capture = page.capture
    return Citation(
        capture.ask.url, capture.final_url, capture.status, capture.fetched_at, capture.sha256, quote, locator
    )


def _words_of(source: Fact | Line | Link | str | None) -> tuple[str, str]:
    match source:
        case Fact():
            return source.quote, source.locator
        case Line() | Link():
            return source.text, source.locator
        case str():
            return source, ""
    return "", ""


def observed(one: Observation) -> Citation:
    """A citation of what a probe or a person saw, as it is stored among the unit's evidence."""
    return Citation(one.url, one.url, None, one.at, one.sha256, one.outcome)
