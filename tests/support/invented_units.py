"""Invented units: pages in layouts of many kinds, each with what must be read from it and which rules it must break.

A file is a fixture (`inspector.judge.world`) with one more comment, `<!-- expected ... -->`, in YAML:
`packs`: packs that are compared; `fails`: rules that must fail, all others must not (`GD-02?`: proposed, for a person to confirm);
`facts`: by role, the facts that must be read there, in the short form that `brief` gives them; under `as KIND` those that the
first page has when it is read as that kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ruamel.yaml import YAML

from inspector.checks.case import KIND_OF_ROLE
from inspector.evaluate import evaluate
from inspector.facts import read
from inspector.facts.document import Document
from inspector.facts.open import open_document
from inspector.facts.reading import Fact, Reading
from inspector.judge.case import case_for, plan_for
from inspector.judge.world import World, world_of
from inspector.model.finding import Finding
from inspector.model.quarter import calendar_quarter, quarter_id
from inspector.model.unit import Unit
from inspector.ruleset import Ruleset
from inspector.survey import Dossier, survey
from inspector.survey.drive import drive

_EXPECTED = re.compile(r"<!--\s*expected\b(.*?)-->", re.DOTALL)
_DAYS_AFTER_S = 21600


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file says must come out."""

    packs: tuple[str, ...] = ()
    fails: frozenset[str] = frozenset()
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """One invented unit after the whole line was run on it."""

    expected: Expected
    document: Document
    dossier: Dossier
    findings: tuple[Finding, ...]

    def fails(self) -> frozenset[str]:
        """The rules that fail in the packs compared; `?` behind those that wait for a person."""
        failing = [one for one in self.findings if one.outcome == "fail" and one.pack in self.expected.packs]
        return frozenset(f"{one.rule}{'' if one.confirmed else '?'}" for one in failing)

    def misread(self) -> list[str]:
        """Every fact that is not read as expected, in words."""
        wrong = []
        for role, wanted in self.expected.facts.items():
            reading = self._reading(role)
            for name, value in wanted.items():
                got = brief(reading, name) if reading is not None else "the page is not open"
                if not _same(got, value):
                    wrong.append(f"{role}.{name}: {got!r}, not {value!r}")
        return wrong

    def _reading(self, role: str) -> Reading | None:
        if role.startswith("as "):
            return read(role[3:], self.document)
        page = self.dossier.sheet(role).page
        return page.read(KIND_OF_ROLE[role]) if page is not None and page.open else None


def judged(path: Path, ruleset: Ruleset) -> Judged:
    """The unit of `path`, surveyed and judged by every rule of its sheet."""
    files = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    match = _EXPECTED.search(files[path.name].decode())
    data = YAML(typ="safe").load(match[1]) if match else {}
    expected = Expected(tuple(data.get("packs", ())), frozenset(data.get("fails", ())), data.get("facts", {}))
    world = world_of(path.name, files, "guide")
    unit = _unit(world)
    at = world.front.at
    quarter = calendar_quarter(quarter_id(at))
    window = (quarter.start, quarter.end) if quarter is not None else (at, at)
    plan = plan_for(unit, ruleset, at, window, attempts=2, after_s=_DAYS_AFTER_S, max_pages=300, allowed_hosts=())
    dossier = drive(survey(unit, plan), world.answer)
    others = [Unit(f"V{n:03}", name, unit.type) for n, name in enumerate(world.front.others, 1)]
    case = case_for(unit, dossier, ruleset, at, window, others=others, report_year=plan.report_year)
    before = drive(survey(unit, plan), world.before.answer) if world.before is not None else None
    first = next(iter(world.captures.values()))
    document = open_document(first.body, first.ask.url, first.headers.get("content-type", ""))
    return Judged(expected, document, dossier, tuple(evaluate(replace(case, earlier=before), ruleset)))


def brief(reading: Reading, name: str) -> Any:
    """A fact in a short form: its value; a list of values; `{mailbox: accepts}`; yes or no."""
    if name in _BRIEF:
        return _BRIEF[name](reading, name)
    if "." in name:
        return _inside(reading, name)
    facts = reading.many(name)
    if not facts:
        return reading.data(name)
    return _value(facts[0])


def _values(reading: Reading, name: str) -> list[Any]:
    return [_value(fact) for fact in reading.many(name)]


def _rows(reading: Reading, name: str) -> list[Any]:
    data = reading.data(name)
    return data if isinstance(data, list) else []


def _mailboxes(reading: Reading, name: str) -> dict[str, Any]:
    return {str(fact.value).lower(): fact.notes.get("accepts") for fact in reading.many(name)}


def _way(reading: Reading, name: str) -> bool:
    return bool(_inside(reading, f"access_methods.{name}"))


def _well_formed(reading: Reading, _: str) -> Any:
    hours = reading.one("office_hours")
    return hours.notes.get("well_formed") if hours is not None else None


def _titles(reading: Reading, name: str) -> list[str]:
    rows = _rows(reading, name) or _values(reading, name)
    return [str(row.get("title", row.get("value", ""))) if isinstance(row, dict) else str(row) for row in rows]


def _rules(reading: Reading, name: str) -> list[str]:
    return sorted({str(fact.notes["rule"]) for fact in reading.many(name)})


def _inside(reading: Reading, path: str) -> Any:
    """`tables.applications.new.total`: a value inside plain data."""
    name, *steps = path.split(".")
    at: Any = reading.data(name)
    for step in steps:
        at = at.get(step) if isinstance(at, dict) else None
    return at.get("value") if isinstance(at, dict) and "value" in at else at


def _value(fact: Fact) -> Any:
    return "none" if fact.notes.get("declared_none") else fact.value


def _channels(reading: Reading) -> dict[str, Any]:
    data = reading.data("channels")
    rows = [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []
    found: dict[str, Any] = {}
    for one in rows:
        kind, accepts = str(one["kind"]), one["accepts"]
        found[kind] = True if found.get(kind) else accepts
    return found


_BRIEF: dict[str, Callable[[Reading, str], Any]] = {
    "channels": lambda reading, _: _channels(reading),
    "stale_law": _rules,
    "email": _mailboxes,
    "classification": lambda reading, name: reading.one(name) is not None,
    "arrangement": lambda reading, name: reading.one(name) is not None,
    "site": _way,
    "place": _way,
    "well_formed": _well_formed,
    "phone": _values,
    "fax": _values,
    "online_url": _values,
    "items": lambda reading, name: [[row["title"], row["date"]] for row in _rows(reading, name)],
    "attachments": lambda reading, name: len(_rows(reading, name)),
    "form_files": lambda reading, name: len(_rows(reading, name)),
    "interpretations": lambda reading, name: len(_rows(reading, name)),
    "documents": lambda reading, name: len(_rows(reading, name)),
    "sections": _titles,
    "columns": _titles,
    "identities": lambda reading, name: {str(row["id"]): row["status"] for row in _rows(reading, name)},
}


def _same(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, list) and isinstance(got, list):
        return sorted(map(_folded, got)) == sorted(map(_folded, wanted))
    if isinstance(wanted, dict) and isinstance(got, dict):
        return {_folded(key): value for key, value in got.items()} == {
            _folded(key): value for key, value in wanted.items()
        }
    return _folded(got) == _folded(wanted) if isinstance(wanted, str) else bool(got == wanted)


def _folded(text: object) -> str:
    plain = re.sub(r"\s", "", normalize("NFKC", str(text)))
    return re.sub(r"[-‐-―─～~]", "", plain) if re.fullmatch(r"[\d\s()（）转\-‐-―─～~]+", plain) else plain


def _unit(world: World) -> Unit:
    front = world.front.unit
    return Unit(
        code=front.code,
        name=front.name or "清河区民政局",
        type=front.type or "department",
        aliases=tuple(front.aliases),
        parent=front.parent,
        features=tuple(front.features),
        pages=world.pages,
        own_hosts=tuple(front.own_hosts),
    )
