"""The fixtures harmed a little: what the rules notice, and that nothing is counted as noticed which is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.errors import RulesError
from inspector.judge.mutation import Trial
from inspector.judge.mutators import MUTATORS
from inspector.judge.office_text import office_text, with_office_text
from inspector.pipeline.ruleset.mutating import Argument, count, mutate, read_arguments, survivors
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_ruleset
from inspector.ruleset.files import Text

RULES = bundled_rules()


def _trials(*rules: str) -> list[Trial]:
    return mutate(RULES, read_ruleset(RULES, "beijing-district"), rules, lambda _: None)


def test_a_lost_element_is_noticed_by_its_own_rule() -> None:
    """Hours and telephone removed from good guides: GD-05 and GD-07 fail each time; a placeholder number fails GD-08."""
    trials = _trials("GD-05", "GD-07")

    removed = [
        one for one in trials if one.mutator == "value_removed" and one.detail.startswith(("office_hours", "phone"))
    ]
    zeroed = [one for one in trials if one.mutator == "number_zeroed"]
    assert removed
    assert all(one.noticed for one in removed), survivors(removed)
    assert any(one.by_itself for one in removed)
    assert zeroed
    assert all("GD-08" in one.noticed_by for one in zeroed)


def test_the_same_mutants_come_again() -> None:
    """No dice: two runs have the same mutants in the same order with the same verdicts."""
    assert _trials("GD-09") == _trials("GD-09")


def test_sums_of_a_report_are_guarded() -> None:
    """A number of the applications table one higher breaks an identity; a section heading gone breaks the format."""
    trials = _trials("AR-04")

    sections = [one for one in trials if one.mutator == "heading_removed"]
    assert sections
    assert all("AR-03" in one.noticed_by for one in sections)
    assert [one.detail for one in trials if one.mutator == "cell_changed" and not one.noticed and not one.argued] == []


def _trial(noticed: bool = False, unharmed: bool = False, argued: str = "") -> Trial:
    return Trial(
        "GD-05", "pass-a.html", "page_gone", "d", ("GD-01",) if noticed else (), unharmed=unharmed, argued=argued
    )


def test_the_rate_leaves_out_what_did_no_harm_and_hides_nothing() -> None:
    """3 noticed, 1 survivor, 2 unharmed, 1 argued: 75 %, and each figure is told."""
    trials = [*[_trial(noticed=True)] * 3, _trial(), *[_trial(unharmed=True)] * 2, _trial(argued="why")]

    found = count(trials)

    assert (found.all, found.noticed, found.unharmed, found.argued, found.rate) == (7, 3, 2, 1, 0.75)
    assert len(survivors(trials)) == 1


def test_an_argument_is_about_what_it_names() -> None:
    """Mutator by name, rule, fixture and detail by pattern."""
    why = Text(zh="因", en="why")

    assert Argument(mutator="page_gone", rule="GD-*", why=why).fits(_trial())
    assert not Argument(mutator="page_gone", rule="CH-*", why=why).fits(_trial())
    assert not Argument(mutator="page_emptied", why=why).fits(_trial())


def test_arguments_are_read_or_refused_with_a_place(tmp_path: Path) -> None:
    """The shipped ones name mutators that are there; a misspelt one is told with its place."""
    assert {one.mutator for one in read_arguments(RULES)} <= set(MUTATORS)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/mutants.yaml").write_text(
        "arguments:\n  - {mutator: page_gon, why: {zh: 因, en: why}}\n", encoding="utf-8"
    )

    with pytest.raises(RulesError, match="there is no mutator 'page_gon'") as refused:
        read_arguments(tmp_path)

    assert refused.value.problems[0].place.endswith("/tests/mutants.yaml:2:6")


@pytest.mark.long
def test_most_harms_are_noticed() -> None:
    """Of all harms to all good pages and files that are harms, 95 of 100 are noticed at the least; the command lists the rest.

    They are so even if no argument counted.
    """
    trials = _trials()
    found = count(trials)

    assert found.rate >= 0.95, survivors(trials)
    assert found.noticed / (found.all - found.unharmed) >= 0.95


def test_files_are_harmed_as_pages_are() -> None:
    """A form in Word loses a group of Art. 29, a list in Excel a column, any file its second half: each is noticed."""
    trials = _trials("CH-12", "LS-02")

    dropped = [one for one in trials if one.mutator == "field_dropped" and one.detail.startswith("identity")]
    blanked = [one for one in trials if one.mutator == "column_blanked" and one.fixture == "pass-spreadsheet.html"]
    damaged = [one for one in trials if one.mutator == "file_damaged"]
    assert dropped
    assert blanked
    assert damaged
    assert all("CH-12" in one.noticed_by for one in dropped)
    assert all(one.noticed for one in [*blanked, *damaged])


def test_a_page_copied_from_another_unit_is_noticed() -> None:
    """Another unit's name in place of this one's, in a list, a page on applications and an institution page: a person is asked."""
    trials = [one for one in _trials("LS-03", "CH-11", "FD-03") if one.mutator == "unit_swapped"]

    assert {one.rule for one in trials} == {"LS-03", "CH-11", "FD-03"}
    assert all(one.noticed for one in trials), survivors(trials)


def test_a_file_put_back_together_is_the_same_file() -> None:
    """What was not changed is there as it was; the same harm gives the same bytes."""
    body = (RULES / "tests/CH-12/form.docx").read_bytes()
    text = office_text(body)

    assert text is not None
    again = with_office_text(body, text)
    assert office_text(again) == text
    assert again == with_office_text(body, text)
    assert office_text(b"<html></html>") is None
