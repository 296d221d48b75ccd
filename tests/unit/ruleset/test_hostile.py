"""A rules file that was made to hurt, or written by a tired hand, is refused with a place: nothing hangs, nothing is expanded."""

from __future__ import annotations

import pytest

from inspector.checks import checks
from inspector.errors import Problem, RulesError
from inspector.facts.pattern import compiled
from inspector.model.words import Words
from inspector.ruleset import load
from inspector.ruleset.yaml_text import parse

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (BOMB, "x.yaml:2:8", "references"),
        ("a: 1\nb: {c: 2026-02-30}\n", "x.yaml:2:8", "day is out of range"),
        ("a: 1\nb: " + "9" * 5000, "x.yaml:2:4", "no date or number"),
        ("a: " + "[" * 5000, "x.yaml", "nested too deeply"),
        ("a: {{b: {x: 1}}: 2}\n", "x.yaml", "a key here is"),
        ("- " * 5000 + "a", "x.yaml", "nested too deeply"),
        ("a: " + "{b: " * 5000, "x.yaml", "nested too deeply"),
        ("#" * 1_000_001, "x.yaml", "at most 1000000"),
        ("a: \x00", "x.yaml", "not YAML"),
        ("a: 1\na: 2\n", "x.yaml:2:1", "not YAML"),
    ],
)
def test_a_text_that_is_none_for_people_is_refused(text: str, place: str, said: str) -> None:
    """References, bottomless nesting, impossible dates and numbers: one sentence, with the place where there is one."""
    read = parse(text, "x.yaml")

    assert isinstance(read, Problem)
    assert read.place == place
    assert said in read.what


def test_words_that_look_odd_are_kept_as_they_are() -> None:
    """YAML 1.2: no, times and stars in quotes stay what was written; a tag runs nothing."""
    read = parse("a: no\nb: 12:30\nc: '*星'\nd: !!python/object:os.system x\n", "x.yaml")

    assert not isinstance(read, Problem)
    assert (read.data["a"], read.data["b"], read.data["c"]) == ("no", "12:30", "*星")


@pytest.mark.parametrize(
    "text", ["a: [1, yes, 0o10, 010, ~, .5, 2026-01-02]\nb: {c: '好'}\n", "a: '*x'\nb: >-\n  c\n  d\n"]
)
def test_the_quick_reading_says_what_the_slow_one_says(text: str) -> None:
    """The slow one knows places and odd texts; of a plain text both make the same, and places are still told."""
    quick, slow = parse(text, "x.yaml"), parse(text + "c: &odd 1\n", "x.yaml")

    assert not isinstance(quick, Problem)
    assert not isinstance(slow, Problem)
    assert {**quick.data, "c": 1} == slow.data
    assert quick.place(["b"]) == "x.yaml:2:1"


def test_no_pattern_can_hang_a_run() -> None:
    """What takes a backtracking engine longer than the world has been there is answered at once."""
    assert compiled("(a+)+$").search("a" * 200_000 + "b") is None
    assert compiled("(.*)(.*)(.*)(.*)x$").search("好" * 50_000) is None


@pytest.mark.parametrize("pattern", ["(unclosed", r"(?=ahead)", r"(a)\1", "a{1000}{1000}{1000}", "x" * 2001])
def test_a_pattern_that_cannot_be_is_refused(pattern: str) -> None:
    """Told as a sentence when rules are read, not as a fault of the program in the middle of a run."""
    with pytest.raises(ValueError, match="pattern"):
        compiled(pattern)


def test_a_sentence_fills_names_and_nothing_else() -> None:
    """No attribute of a value is reached and no width is computed by what a rule says."""
    said = Words("{found} {found.__class__} {found:>99999999} {x} {", "}")

    assert said.fill(found="好").zh == "好 {found.__class__} {found:>99999999} {x} {"


PROFILE = (
    "id: p\ntitle: {zh: 一, en: a}\nsheets:\n  department: {packs: {XX: 10}}\ngrades: [{least: 0, zh: 无, en: none}]\n"
)
RULE = """\
  - id: XX-01
    title: {zh: 一, en: a}
    page: guide
    check: CHECK
    points: 2
    severity: S2
    auto: A
    basis: [{zh: 法, en: law}]
    method: {zh: 看, en: look}
    remedy: {zh: 改, en: mend}
"""
PACK = "pack: XX\ntitle: {zh: 一, en: a}\nabout: {zh: 一, en: a}\nmax: 10\nrules:\n" + RULE
PHONE = "{fact: {name: phone, label_zh: 电, label_en: p}}"


@pytest.mark.parametrize(
    ("change", "place", "what", "remedy"),
    [
        (("CHECK", "{fact: {name: phon, label_zh: 电, label_en: p}}"), "x.yaml:9:13", "no fact 'phon'", "'phone'"),
        (("CHECK", "{page: gide, text_page: {}}"), "x.yaml:9:13", "no page 'gide'", "'guide'"),
        (("CHECK", "{wording: {label_zh: 电, label_en: p}}"), "x.yaml:9:13", "nothing is asked", ""),
        (
            ("CHECK", "{wording: {like: '(', label_zh: 电, label_en: p}}"),
            "x.yaml:9:23",
            "not a pattern: missing )",
            "",
        ),
        (("    points: 2", "    points: 2\n    cap: 1"), "x.yaml:11:5", "a cap of 1 is less", "raise it"),
        (("    points: 2", "    supersedes: [XX-1]"), "x.yaml:10:18", "supersedes XX-1, which is not there", "'XX-01'"),
        (("    points: 2", "    supersedes: [XX-01]"), "x.yaml:10:18", "supersedes itself", "take it out"),
        (("    points: 2", "    since: 2026-02-01\n    until: 2026-01-01"), "x.yaml:11:5", "before it begins", ""),
        (
            ("    points: 2", "    say: {fail: {zh: '{fond}', en: x}}"),
            "x.yaml:10:18",
            "{fond} means nothing",
            "{found}",
        ),
        (("    points: 2", "    points: .inf"), "x.yaml:10:5", "points", ""),
        (("    points: 2", "    points: -1"), "x.yaml:10:5", "points", ""),
        (("pack: XX", "pack: XY"), "x.yaml:6:5", "does not belong to pack XY", "XY-"),
        ((RULE, RULE + RULE), "x.yaml:16:5", "XX-01 is there twice", "x.yaml:6:5"),
    ],
)
def test_what_does_not_fit_together_is_told_with_its_place(
    change: tuple[str, str], place: str, what: str, remedy: str
) -> None:
    """Names that are nowhere, sums and dates that make no sense: line, column, and what was probably meant."""
    text = PACK.replace(*change).replace("CHECK", PHONE)
    with pytest.raises(RulesError) as refused:
        load({"x.yaml": text, "profiles/p.yaml": PROFILE}, "p", checks())

    told = [one for one in refused.value.problems if what in one.what]
    assert told, refused.value.problems
    assert told[0].place == place
    assert remedy in told[0].remedy


def test_a_profile_is_told_what_it_names_wrongly() -> None:
    """Packs that are not there, no lowest grade, another name than its file's."""
    profile = PROFILE.replace("XX: 10", "XZ: 10").replace("least: 0", "least: 60").replace("id: p", "id: q")
    with pytest.raises(RulesError) as refused:
        load({"x.yaml": PACK.replace("CHECK", PHONE), "profiles/p.yaml": profile}, "p", checks())

    told = [(one.place, one.what) for one in refused.value.problems]
    assert ("profiles/p.yaml:4:24", "the sheet of department names pack XZ, which is not there") in told
    assert [place for place, what in told if "grade" in what] == ["profiles/p.yaml:5:1"]
    assert [place for place, what in told if "calls itself" in what] == ["profiles/p.yaml:1:1"]
