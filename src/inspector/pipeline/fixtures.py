"""The fixtures of a rules folder, run and reported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.pipeline.files import write_whole
from inspector.ruleset import Ruleset


def run_fixtures(rules: Path, ruleset: Ruleset, only: Sequence[str] = ()) -> list[FixtureResult]:
    """Every fixture below `rules/tests`, by rule and name; `only` restricts to some rules."""
    results = []
    wanted = {id.upper() for id in only}
    for folder in sorted(
        path for path in (rules / "tests").glob("*") if path.is_dir() and (not wanted or path.name in wanted)
    ):
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        names = [
            name for name in files if name.startswith(("pass-", "fail-", "tricky-")) and not name.endswith(".yaml")
        ]
        results += [run_fixture(folder.name, name, files, ruleset) for name in names]
    return results


def junit(results: Sequence[FixtureResult], path: Path) -> None:
    """Write the results as a JUnit report."""
    suite = Element(
        "testsuite", name="rules", tests=str(len(results)), failures=str(sum(not one.ok for one in results))
    )
    for one in results:
        case = SubElement(suite, "testcase", classname=one.rule, name=one.name)
        if not one.ok:
            failure = SubElement(case, "failure", message=f"expected {one.expected}, got {one.got}")
            failure.text = one.why
    write_whole(path, '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suite, encoding="unicode") + "\n")
