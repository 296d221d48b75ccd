"""The pages a dispute was about, written as a fixture of their rule: what was wrongly judged once is tried at every change."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.facts.decode import decode
from inspector.facts.look import met_with
from inspector.facts.privacy import mask
from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.judge.snapshot import Snapshot
from inspector.judge.unit import plan_of
from inspector.model.capture import Ask, Capture, Failure, not_collected
from inspector.model.unit import Unit
from inspector.pipeline.files import write_whole
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.pipeline.workspace import Workspace
from inspector.report.files import put_bytes
from inspector.ruleset import Rule
from inspector.survey import survey
from inspector.survey.drive import drive

_MOST, _MOST_BYTES = 80, 3_000_000
"""Pages and bytes of a fixture; a dispute about more is left to be tried by replay."""
_TRICKY = "tricky"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a fixture is made from: a unit and a rule of a run, and the outcome that was ruled."""

    run: str
    unit: str
    rule: str
    number: str
    expected: str


def fixture_of(workspace: Workspace, dispute: Dispute) -> Path | None:
    """Write the pages the rule had before it as `rules/tests/<rule>/pass-appeal-<number>.*`; None where none was seen.

    A ruling other than `pass` makes a `tricky-` fixture that says what it expects. Personal data is masked, except for the
    rules that look for it: there the ruling says that it is none.
    """
    run = workspace.run(dispute.run)
    snapshot = snapshot_of(run)
    rule = ruleset_of(snapshot).rule(dispute.rule)
    unit = next((unit for unit in snapshot.units if unit.code == dispute.unit), None)
    if rule is None or unit is None:
        return None
    seen = _seen(unit, rule, snapshot, run.read_unit(unit.code))
    first = _first(rule, unit, seen)
    if first is None or len(seen) > _MOST or sum(len(one.body) for one in seen) > _MOST_BYTES:
        return None
    others = [one for one in seen if one is not first and one.ask.method != "DNS"]
    return _Writer(workspace.settings.rules_path / "tests" / rule.id, dispute, rule).write(
        _front(dispute, unit, rule, snapshot, first, seen), first, others, unit
    )


def tried(workspace: Workspace, path: Path) -> FixtureResult:
    """The rule of the workspace, as it is now, on the fixture at `path`."""
    files = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    return run_fixture(path.parent.name, path.name, files, workspace.ruleset())


def _seen(unit: Unit, rule: Rule, snapshot: Snapshot, captures: Mapping[tuple[str, str], Capture]) -> list[Capture]:
    """What the run saw of all that the rule looks at, in the order it asks."""
    seen: dict[tuple[str, str], Capture] = {}

    def answer(ask: Ask) -> Capture:
        capture = captures.get(ask.key) or not_collected(ask)
        if capture.failure is not Failure.NOT_COLLECTED:
            seen.setdefault(ask.key, capture)
        return capture

    plan = plan_of(unit, snapshot, ruleset_of(snapshot).only([rule.id]))
    drive(survey(unit, plan), answer)
    return list(seen.values())


def _first(rule: Rule, unit: Unit, seen: Iterable[Capture]) -> Capture | None:
    """The page the rule is about: the registered one, else the first that was read."""
    pages = [one for one in seen if one.ask.method == "GET"]
    registered = unit.pages.get(rule.page, "")
    return next((one for one in pages if one.ask.url == registered), pages[0] if pages else None)


def _front(
    dispute: Dispute, unit: Unit, rule: Rule, snapshot: Snapshot, first: Capture, seen: Iterable[Capture]
) -> dict[str, Any]:
    names = {one.ask.url.removeprefix("dns:").split("?")[0]: _name(one) for one in seen if one.ask.method == "DNS"}
    role = next((role for role, url in unit.pages.items() if url == first.ask.url), rule.page)
    front: dict[str, Any] = {
        "at": snapshot.at.isoformat(),
        "unit": {
            "code": unit.code, "name": unit.name, "type": unit.type, "aliases": list(unit.aliases), "features": list(unit.features),
            "parent": unit.parent, "own_hosts": list(unit.own_hosts),
        },
        "others": [other.name for other in snapshot.units if other.code != unit.code],
        "page": role,
        **_answer(first),
        "why": f"异议成立（{dispute.number}）",
    }  # fmt: skip
    if names:
        front["dns"] = names
    if dispute.expected != "pass":
        front["expect"] = dispute.expected
    return front


def _answer(one: Capture) -> dict[str, Any]:
    """How a page answered, in the keys of a fixture."""
    final = one.final_url if one.final_url not in ("", one.ask.url) else ""
    said = {"url": one.ask.url, "status": one.status or 200, "final": final}
    return {**said, **({"failure": met.value} if (met := met_with(one)) else {})}


def _name(one: Capture) -> str:
    if one.failure is not None:
        return "nxdomain" if one.failure is Failure.DNS else "silent"
    told = json.loads(one.body)
    exchanges = [mx["exchange"] for mx in told.get("mx", [])]
    if exchanges:
        return "null_mx" if exchanges == ["."] else "ok"
    return "address" if told.get("addresses") else "nothing"


class _Writer:
    """Writes one fixture: HTML pages into one file, other files beside it."""

    def __init__(self, folder: Path, dispute: Dispute, rule: Rule) -> None:
        self.folder, self.masked = folder, rule.pack != "PV"
        self.name = f"appeal-{dispute.number}"
        self.kind = "pass" if dispute.expected == "pass" else _TRICKY

    def write(self, front: dict[str, Any], first: Capture, others: list[Capture], unit: Unit) -> Path:
        """The path of the fixture."""
        pages = [self._further(number, one, unit) for number, one in enumerate(others, 1)]
        pages += [(page, "") for page in _registered(unit, [first, *others])]
        if _html(first):
            told = "".join(_marked(page) + text for page, text in pages)
            text = f"<!-- fixture\n{_yaml(front)}-->\n{self._text(first)}\n{told}"
            path = self.folder / f"{self.kind}-{self.name}.html"
            write_whole(path, text)
            return path
        stem = f"{self.kind}-{self.name}"
        for number, (page, text) in enumerate(pages, 1):
            if text:
                page["file"] = f"{self.name}-{number}.html"
                write_whole(self.folder / page["file"], text)
        write_whole(self.folder / f"{stem}.yaml", _yaml({**front, "pages": [page for page, _ in pages]}))
        return put_bytes(self.folder / f"{stem}{_ending(first)}", first.body)

    def _further(self, number: int, one: Capture, unit: Unit) -> tuple[dict[str, Any], str]:
        """A further page and its text; what is no HTML becomes a file beside the fixture."""
        role = next((role for role, url in unit.pages.items() if url == one.ask.url), "")
        page = {"role": role, **_answer(one)}
        if one.ask.method == "HEAD" or not one.body:
            return page, ""
        if _html(one):
            return page, self._text(one) + "\n"
        page["file"] = f"{self.name}-{number}{_ending(one)}"
        put_bytes(self.folder / page["file"], one.body)
        return page, ""

    def _text(self, one: Capture) -> str:
        """The page as text; what it holds cannot be taken for a line of the fixture."""
        text = decode(one.body, one.headers.get("content-type", "")).text
        text = text.replace("<!-- page:", "<!-- page :").replace("<!-- fixture", "<!-- a fixture")
        return mask(text) if self.masked else text


def _registered(unit: Unit, seen: Iterable[Capture]) -> list[dict[str, Any]]:
    """Registered pages that the rule did not open: it still knows that other rules judge them."""
    known = {one.ask.url for one in seen}
    return [
        {"role": role, "url": url, "status": 200, "final": ""} for role, url in unit.pages.items() if url not in known
    ]


def _marked(page: Mapping[str, Any]) -> str:
    """The line that begins a further page."""
    keys = [key for key in ("url", "status", "final", "failure", "file") if page.get(key)]
    words = [page["role"] or "-", *(shlex.quote(f"{key}={page[key]}".replace(">", "%3E")) for key in keys)]
    return f"<!-- page: {' '.join(words)} -->\n"


def _yaml(front: Mapping[str, Any]) -> str:
    """Front matter, a key a line: JSON is YAML, and no text of a page can leave its quotes or the comment."""
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n".replace("-->", "--\\u003e") for key, value in front.items()
    )


def _html(one: Capture) -> bool:
    kind = one.content_type
    return not one.body or "html" in kind or (kind in ("", "text/plain") and b"<" in one.body[:2000])


def _ending(one: Capture) -> str:
    for magic, ending in ((b"%PDF", ".pdf"), (b"\xd0\xcf\x11\xe0", ".xls")):
        if one.body.startswith(magic):
            return ending
    path = (one.final_url or one.ask.url).split("?")[0].lower()
    return ".docx" if path.endswith(".docx") or "word" in one.content_type else ".xlsx"
