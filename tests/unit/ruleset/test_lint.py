"""What loads and can never work is told with file, line, column and, where a word is near, the one that is meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inspector.checks import checks
from inspector.cli.screen import errors
from inspector.errors import RulesError
from inspector.pipeline.ruleset.linting import look_over
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_texts
from inspector.ruleset.lint import lint

MISTAKES = [
    (
        "policy.yaml",
        "kinds: [policy]",
        "kinds: [polcy]",
        "policy.yaml:14:17: no profile names the column kind 'polcy' (did you mean 'policy'?)",
    ),
    (
        "policy.yaml",
        "features: [policy]",
        "features: [polcy]",
        "no profile names the feature 'polcy' (did you mean 'policy'?)",
    ),
    (
        "full-list.yaml",
        "by_feature: {policy",
        "by_feature: {polici",
        "no profile names the feature 'polici' (did you mean 'policy'?)",
    ),
    (
        "statutory.yaml",
        "行政处罚和行政强制: [penalty",
        "行政处罚和行政强制: [penaltie",
        "'penaltie' (did you mean 'penalty'?)",
    ),
    (
        "statutory.yaml",
        "roles: [statutory]",
        "roles: [statutry]",
        "roles: 'statutry' is none of those that may stand here (did you mean 'statutory'?)",
    ),
    (
        "guide.yaml",
        "pairs: {address:",
        "pairs: {adress:",
        "'adress' is none of those that may stand here (did you mean 'address'?)",
    ),
    ("guide.yaml", "phone: [phone, contact]", "phone: [phone, contakt]", "no fact 'contakt' is read"),
    (
        "guide.yaml",
        "facts: [updated, published, signed]",
        "facts: [updatd, published, signed]",
        "no fact 'updatd' is read (did you mean 'updated'?)",
    ),
    (
        "guide.yaml",
        "facts: [work_body,",
        "facts: [work_bodi,",
        "no fact 'work_bodi' is read (did you mean 'work_body'?)",
    ),
    ("guide.yaml", "names: [phone, fax, email]", "names: [fone, fax, email]", "no fact 'fone' is read"),
    (
        "statutory.yaml",
        "functions: [机构职能",
        "function: [机构职能",
        "no fact 'function' is read (did you mean 'functions'?)",
    ),
    (
        "policy.yaml",
        "doc_number: [文号",
        "doc_numbr: [文号",
        "no fact 'doc_numbr' is read (did you mean 'doc_number'?)",
    ),
    ("annual-report.yaml", "id: I1}", "id: I12}", "id: 'I12' is none of those that may stand here"),
    (
        "annual-report.yaml",
        'default: "01-31", district: "03-31"}',
        'default: "02-30", district: "03-31"}',
        "a day of the year is written as 01-31",
    ),
    ("full-list.yaml", "blank_share: 0.02", "blank_share: 2", "blank_share: 2 cannot stand here (write 1 or less)"),
    ("policy.yaml", "copied: {limit: 0.8}", "copied: {limit: 80}", "limit: 80 cannot stand here (write 1 or less)"),
    ("guide.yaml", "supersedes: [GD-06]", "supersedes: [GD-06, GD-05]", "GD-05 supersedes itself"),
    ("guide.yaml", "    supersedes: [GD-08]", "    supersedes: [GD-08, GD]", "GD-07 supersedes its own pack"),
    ("guide.yaml", "supersedes: [GD-06]", "supersedes: [GD-06, GD-99]", "supersedes GD-99, which is not there"),
    ("portal.yaml", "page: home", "page: hom", "'hom' is none of those that may stand here (did you mean 'home'?)"),
    ("portal.yaml", "    severity:", "    types: [department]\n    severity:", "whose sheets do not have pack ST"),
    ("statutory.yaml", "    each: 1\n", "    each: 9\n", "one finding takes 9, more than the 4 points"),
    ("statutory.yaml", 'en: "columns are filled"', 'en: ""', "`en` is empty"),
    ("statutory.yaml", 'en: "columns are filled"', 'en: "栏目有内容"', "`en` is Chinese"),
    (
        "statutory.yaml",
        "    page: statutory\n    check:\n      columns_filled",
        "    check:\n      columns_filled",
        "`columns_filled` looks at a page, and FD-02 names none (say which one with `page:`",
    ),
    (
        "profiles/beijing-district.yaml",
        "recurrence: [1, 1.5, 2]",
        "recurrence: [1, 2, 1.5]",
        "beijing-district.yaml:46:20: the factor 1.5 makes",
    ),
    (
        "profiles/beijing-district.yaml",
        'district: "03-31"',
        'distric: "03-31"',
        "'distric' is no type of unit (did you mean 'district'?)",
    ),
    (
        "profiles/beijing-district.yaml",
        "veto: {effect: fail}",
        "veto: {effect: cap, cap: 100}",
        "a veto that caps at 100 of 100 takes nothing",
    ),
    (
        "profiles/beijing-district.yaml",
        "group: dynamic, days: 14",
        "group: dynamic, days: 0",
        "a limit of 0 days is always over",
    ),
    (
        "profiles/beijing-district.yaml",
        "names: [统计]",
        "names: [统计, 政策文件汇编]",
        "'政策文件汇编' never comes here: the kind 'policy' above takes it first",
    ),
    (
        "profiles/beijing-district.yaml",
        "outside: {PV: 20}",
        "outside: {PV: 20, GD: 3}",
        "pack GD is inside and outside the sheet of department",
    ),
    ("profiles/plain-hundred.yaml", "grades:", "grades:\n  - {least: 150, zh: 特优, en: best}", "no value reaches 150"),
    (
        "calendar/2026.yaml",
        "{first: 2026-02-15, last: 2026-02-23}",
        "{first: 2026-02-23, last: 2026-02-15}",
        "end (2026-02-15) before they begin (2026-02-23)",
    ),
    ("calendar/2026.yaml", "2026-10-10]", "2026-10-10, 2027-01-03]", "2027-01-03 is not in 2026"),
    ("calendar/2026.yaml", "2026-10-10]", "2026-10-10, 2026-10-01]", "2026-10-01 is a day off above"),
    ("calendar/2026.yaml", "2026-10-10]", "2026-10-12]", "2026-10-12 is a weekday, worked anyhow"),
    (
        "tests/mutants.yaml",
        "mutator: value_removed",
        "mutator: value_remove",
        "there is no mutator 'value_remove' (did you mean 'value_removed'?)",
    ),
]


def _no_fixtures(folder: str, names: list[str]) -> list[str]:
    """What lies in the folder of a rule."""
    return names if Path(folder).parent.name == "tests" else []


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped folder, its fixtures left out: only what is about them is needed here."""
    folder = tmp_path_factory.mktemp("lint") / "rules"
    shutil.copytree(bundled_rules(), folder, ignore=_no_fixtures)
    return folder


@pytest.fixture(scope="module")
def told(shipped: Path) -> dict[int, list[str]]:
    """What is said of each mistake, by its number: all files at once, one mistake in each, as often as it takes."""
    found: dict[int, list[str]] = {}
    while len(found) < len(MISTAKES):
        chosen: dict[str, int] = {}
        for number, (file, *_) in enumerate(MISTAKES):
            if number not in found:
                chosen.setdefault(file, number)
        said = _said(shipped, list(chosen.values()))
        found.update(dict.fromkeys(chosen.values(), said))
    return found


def _said(folder: Path, numbers: list[int]) -> list[str]:
    before = {file: (folder / file).read_text(encoding="utf-8") for file in (MISTAKES[n][0] for n in numbers)}
    for file, old, new, _ in (MISTAKES[n] for n in numbers):
        assert old in before[file], old
        (folder / file).write_text(before[file].replace(old, new, 1), encoding="utf-8")
    try:
        with pytest.raises(RulesError) as refused:
            look_over(folder, "beijing-district")
    finally:
        for file, text in before.items():
            (folder / file).write_text(text, encoding="utf-8")
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[f"{one[0]}-{one[2][:24]}" for one in MISTAKES])
def test_a_mistake_is_told(told: dict[int, list[str]], number: int) -> None:
    """One line each, with its place, whatever else is wrong in other files."""
    file, _, _, said = MISTAKES[number]

    mine = [one for one in told[number] if said in one]
    assert len(mine) == 1, told[number]
    assert mine[0].startswith(f"rules/{file}:"), mine


def test_the_shipped_folder_has_none() -> None:
    """Rules, profiles and calendars of this project say nothing that can never work."""
    assert lint(read_texts(bundled_rules()), checks()) == []


def test_a_page_that_no_test_uses_is_told(shipped: Path) -> None:
    """`fial-x.html` is no fixture, and a folder that is called like no rule has pages of none."""
    stray = shipped / "tests/GD-05/fial-x.html"
    other = shipped / "tests/GD-5"
    stray.write_text("<html></html>", encoding="utf-8")
    other.mkdir()
    try:
        with pytest.raises(RulesError) as refused:
            look_over(shipped, "beijing-district")
    finally:
        stray.unlink()
        other.rmdir()

    found = [str(problem) for problem in refused.value.problems]
    assert "rules/tests/GD-05/fial-x.html: no test uses this file (did you mean 'fail'?)" in found
    assert any(
        one.startswith("rules/tests/GD-5: these pages are for a rule that is not there (did you mean") for one in found
    )


def test_a_place_in_line_100_is_printed_as_it_is() -> None:
    """`:100:` is no picture of a hundred points."""
    with errors.capture() as shown:
        errors.print("rules/full-list.yaml:100:33: unknown key", markup=False)

    assert shown.get() == "rules/full-list.yaml:100:33: unknown key\n"


def test_advice_names_a_place(shipped: Path) -> None:
    """What is not wrong but probably not meant has file, line and column as well."""
    profile = shipped / "profiles/beijing-district.yaml"
    kept = profile.read_text(encoding="utf-8")
    profile.write_text(kept.replace(", apart: {NM: 100}", ""), encoding="utf-8")

    found = [str(one) for one in look_over(shipped, "beijing-district").advice]
    profile.write_text(kept, encoding="utf-8")

    assert any(
        one.startswith("rules/profiles/beijing-district.yaml:15:3: the sheet of district adds up to 35")
        for one in found
    ), found
    assert any(one.startswith("rules/newmedia.yaml:2:1: no profile puts this pack on a sheet") for one in found), found
