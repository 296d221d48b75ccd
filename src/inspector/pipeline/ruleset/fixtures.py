"""The fixtures of a rules folder, run and reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from inspector import lazy
from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.pipeline.files import write_whole
from inspector.ruleset import Ruleset

KINDS = ("pass", "fail", "tricky")
_WIDEST = 160
_NO_XML = lazy.pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that XML cannot hold, not even written as numbers."""
_LEAST = {"pass": 2, "fail": 2, "tricky": 1}


@dataclass(frozen=True, slots=True)
class Proof:
    """How many pages a rule has that must pass, must fail, and only look like the other."""

    passing: int = 0
    failing: int = 0
    tricky: int = 0

    def lacks(self) -> dict[str, int]:
        """How many of a kind are still needed: two that pass, two that fail, one tricky."""
        there = dict(zip(KINDS, (self.passing, self.failing, self.tricky), strict=True))
        return {kind: least - there[kind] for kind, least in _LEAST.items() if there[kind] < least}


def proofs(rules: Path) -> dict[str, Proof]:
    """The fixtures of each rule, counted."""
    folders = [path for path in sorted((rules / "tests").glob("*")) if path.is_dir()]
    return {folder.name: _proof(fixture_names(path.name for path in folder.iterdir())) for folder in folders}


def fixture_names(names: Iterable[str]) -> list[str]:
    """The files of a folder that are fixtures; the others lie beside them."""
    return sorted(name for name in names if name.partition("-")[0] in KINDS and not name.endswith((".yaml", ".part")))


def _proof(names: list[str]) -> Proof:
    kinds = [name.partition("-")[0] for name in names]
    return Proof(*(kinds.count(kind) for kind in KINDS))


def unproven(ruleset: Ruleset, rules: Path) -> dict[str, dict[str, int]]:
    """Rules that a machine judges without enough pages to prove it: what each lacks."""
    shown = proofs(rules)
    judged = [rule.id for rule in ruleset.rules if rule.test is not None]
    return {id: lacks for id in judged if (lacks := shown.get(id, Proof()).lacks())}


def run_fixtures(rules: Path, ruleset: Ruleset, only: Sequence[str] = ()) -> list[FixtureResult]:
    """Every fixture below `rules/tests`, by rule and name; `only` restricts to some rules."""
    results = []
    wanted = {id.upper() for id in only}
    for folder in sorted(
        path for path in (rules / "tests").glob("*") if path.is_dir() and (not wanted or path.name in wanted)
    ):
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        results += [run_fixture(folder.name, name, files, ruleset) for name in fixture_names(files)]
    return results


def annotated(result: FixtureResult, rules: Path) -> Iterator[str]:
    """The fixture's own lines around what the findings quote, each marked with what was said of it."""
    path = rules / "tests" / result.rule / result.name
    if path.suffix not in (".html", ".htm") or not path.is_file():
        return
    source = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for finding in result.findings:
        for quote in dict.fromkeys(citation.quote for citation in finding.evidence if citation.quote):
            at = _where(source, quote)
            if at is not None:
                for n in range(max(0, at - 1), min(len(source), at + 2)):
                    yield f"  {'▶' if n == at else ' '} {n + 1:4} │ {source[n].strip()[:_WIDEST]}"
                yield f"         └ {finding.outcome}: {finding.message.zh}"


def _where(source: list[str], quote: str) -> int | None:
    """The line that holds most of the quote: tags may stand in between."""
    pieces = [piece for piece in quote.rstrip("…").split() if piece]
    held = [sum(len(piece) for piece in pieces if piece in line) for line in source]
    most: int = max(held, default=0)
    return held.index(most) if most else None


def junit(results: Sequence[FixtureResult], lacking: Mapping[str, Mapping[str, int]], path: Path) -> None:
    """Write the results as a JUnit report; a rule without enough pages is a failing case of its own."""
    failures = sum(not one.ok for one in results) + len(lacking)
    suite = Element("testsuite", name="rules", tests=str(len(results) + len(lacking)), failures=str(failures))
    for one in results:
        case = SubElement(suite, "testcase", classname=one.rule, name=one.name)
        if not one.ok:
            failure = SubElement(case, "failure", message=f"expected {one.expected}, got {one.got}")
            failure.text = one.why
    for rule, lacks in lacking.items():
        case = SubElement(suite, "testcase", classname=rule, name="enough pages")
        SubElement(case, "failure", message=", ".join(f"{count} more {kind}-*" for kind, count in lacks.items()))
    text = _NO_XML.sub("�", tostring(suite, encoding="unicode"))
    write_whole(path, '<?xml version="1.0" encoding="utf-8"?>\n' + text + "\n")
