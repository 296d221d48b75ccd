"""What people type wrongly into rule files, as an office would: everything is told at once, with file, line, column and what was meant."""

from __future__ import annotations

import shutil

import pytest

from inspector.errors import Problem, RulesError
from inspector.pipeline.ruleset.linting import look_over
from inspector.pipeline.ruleset.rulebook import bundled_rules
from inspector.ruleset.lint_words import wide_commas
from inspector.ruleset.yaml_text import YamlText, parse

HEAD = """\
pack: {pack}
title: {{zh: 本区, en: local}}
about: {{zh: 本区, en: local}}
max: 10
rules:
"""
RULE = """\
  - id: {pack}-01
    title: {{zh: 公众号, en: account}}
    page: guide
    check:
      wording: {{any_of: [公众号], label_zh: 公众号, label_en: account}}
    points: 2
    severity: S3
    auto: A
    basis:
      - {{zh: 要点, en: plan}}
    method: {{zh: 看, en: look}}
    remedy: {{zh: 补, en: add}}
"""
LATER = ("points: 2", "points: two")
"""A second mistake further down, which the first must not hide."""
MISTAKES = [
    # (what was typed wrongly: from, to), the line it is on, what is said
    (("    page: guide", "\tpage: guide"), 8, "indent by spaces, not by tabs"),
    (("    page: guide", "      page: guide"), 8, "indented otherwise than its neighbours"),
    (("severity: S3", "severity：S3"), 12, "a wide colon stands after 'severity'"),
    (("severity: S3", "severity:S3"), 12, "no blank stands after the colon of 'severity'"),
    (("severity: S3", "severity: Ｓ３"), 12, "did you mean 'S3'?"),
    (("wording: {any_of", "wording: ｛any_of"), 10, "'｛' is a wide sign"),
    (("page: guide", "page: “guide”"), 8, "did you mean 'guide'?"),
    (("severity: S3", "sevrity: S3"), 12, "did you mean 'severity'?"),
    (("wording", "wordng"), 10, "did you mean 'wording'?"),
    (("label_zh", "lable_zh"), 10, "did you mean 'label_zh'?"),
    (("auto: A", "auto: a"), 13, "did you mean 'A'?"),
    (("    auto: A", "    auto: A\n    auto: B"), 14, "take one of the two out"),
    (("    auto: A", "    auto: A\n    id: XX-02"), 14, "a new rule begins with `- `"),
    (("    page: guide", "\u3000\u3000page: guide"), 8, "a wide blank indents this line (indent by plain spaces)"),
    (("    page: guide", "\u00a0\u00a0page: guide"), 8, "a wide blank indents this line"),
    (("{zh: 看, en: look}", "{zh: 看， en: look}"), 16, "(plain, not wide)"),
    (("any_of: [公众号]", "any_of: 公众号"), 10, "'公众号' should be a list"),
    (("any_of: [公众号]", "any_of: [2026-10-01]"), 10, "'2026-10-01' should be text (put it in quotes)"),
    (("any_of: [公众号]", 'like: "(公众号"'), 10, "is not a pattern: missing )"),
    (("    auto: A", "    auto: A\n    cap: -2"), 14, "write 0 or more"),
    (("id: {pack}-01", "id: {pack}1"), 6, "has not the form it must have (the letters of its pack"),
    (("    auto: A", "    auto: A\n    since: 2026-02-30"), 14, "day is out of range"),
    (("    auto: A", "    auto: A\n    since: 2026/2/3"), 14, "'2026/2/3' is no date (write it as 2026-01-05)"),
    (("remedy: {zh: 补, en: add}", "remedy: 补"), 17, "write both languages"),
    (("method: {zh: 看, en: look}", "method: {zh：看，en：look}"), 16, "wide signs are part of the text"),
    (
        ("basis:\n      - {zh: 要点, en: plan}", "basis: {zh: 要点, en: plan}"),
        14,
        "basis: what stands here should be a list",
    ),
]


def _pack(number: int) -> str:
    return "T" + chr(65 + number // 26) + chr(65 + number % 26)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What lint says of a folder in which every file has a mistake, and a second one below it."""
    folder = tmp_path_factory.mktemp("typed") / "rules"
    shutil.copytree(bundled_rules(), folder, ignore=shutil.ignore_patterns("tests"))
    for n, (typed, _, _) in enumerate(MISTAKES):
        text = (HEAD + RULE).format(pack=_pack(n))
        old, new = (side.replace("{pack}", _pack(n)) for side in typed)
        assert old in text
        (folder / f"t{n:02}.yaml").write_text(text.replace(old, new, 1).replace(*LATER), encoding="utf-8")
    plain = HEAD + RULE
    (folder / "bom.yaml").write_bytes(b"\xef\xbb\xbf" + plain.format(pack="UA").encode())
    (folder / "crlf.yaml").write_bytes(plain.format(pack="UB").replace("\n", "\r\n").encode())
    (folder / "gbk.yaml").write_bytes(plain.format(pack="UC").encode("gbk"))
    (folder / "utf16.yaml").write_bytes(plain.format(pack="UD").encode("utf-16"))
    quotes = plain.format(pack="UE").replace("[公众号]", "[“公众号”，“政务微信”]")
    (folder / "quotes.yaml").write_text(quotes, encoding="utf-8")
    with pytest.raises(RulesError) as refused:
        look_over(folder, "beijing-district")
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[f"{new.strip()[:20]}" for (_, new), _, _ in MISTAKES])
def test_a_mistake_and_the_one_below_it_are_told(said: list[str], number: int) -> None:
    """The place and the remedy, and that `points: two` further down is no number."""
    _, line, words = MISTAKES[number]
    mine = [one for one in said if one.startswith(f"rules/t{number:02}.yaml:")]

    assert any(one.startswith(f"rules/t{number:02}.yaml:{line}:") and words in one for one in mine), mine
    assert any("'two' is no number" in one for one in mine), mine
    assert len(mine) <= 4, mine


def test_codings_are_told_and_hide_nothing(said: list[str]) -> None:
    """GBK and UTF-16 are named with a place; a mark of byte order and line ends of Windows are no matter; quotes are told."""
    assert [one for one in said if one.startswith(("rules/bom", "rules/crlf"))] == []
    assert any(one.startswith("rules/gbk.yaml:2:13: this file is saved as GBK") for one in said), said
    assert any(one.startswith("rules/utf16.yaml:1:1: this file is saved as UTF-16") for one in said)
    assert any(one.startswith("rules/quotes.yaml:10:26: the quotes of “公众号” are read as part of it") for one in said)


@pytest.mark.parametrize(
    ("typed", "place", "told"),
    [
        (("en: look}", "en: look: well}"), "16:29", "text that has a colon in it lacks quotes"),
        (("[公众号]", "[%公众号]"), "10:26", "put text that begins with this sign in quotes"),
        (("[公众号]", "[公众号"), "10:63", "a bracket or quote further up is not closed"),
        (("[公众号]", '["公众号]'), "", "quote further up is not closed"),
    ],
)
def test_what_nobody_can_read_past_is_told_with_its_cure(typed: tuple[str, str], place: str, told: str) -> None:
    """What is meant cannot be guessed; where to look and what to write can be said."""
    problem = parse((HEAD + RULE).format(pack="TA").replace(*typed), "x.yaml")

    assert isinstance(problem, Problem)
    assert problem.place.startswith(f"x.yaml:{place}")
    assert told in problem.remedy


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("[公众号，政务微信]", "'公众号，政务微信' is one entry"),
        ("[公众号、政务微信]", "'公众号、政务微信' is one entry"),
        ("[公众号, 微信，微博]", "'微信，微博' is one entry"),
        ("[公众号, 微信、微博]", ""),
        ('["公众号，政务微信"]', ""),
        ("[公众号, '政务微信，甲']", ""),
    ],
)
def test_wide_commas_part_no_list(listed: str, told: str) -> None:
    """A rule that looks for two names in one would find neither and fail everybody; what stands in quotes is meant so."""
    text = (HEAD + RULE).format(pack="TA").replace("[公众号]", listed)
    read = parse(text, "x.yaml")
    assert isinstance(read, YamlText)

    said = [str(problem) for problem in wide_commas(read)]

    assert len(said) == bool(told)
    assert all(one.startswith("x.yaml:10:") and told in one for one in said)


def test_each_is_told_once(said: list[str]) -> None:
    """However many profiles the folder has."""
    assert len(said) == len(set(said))
