"""What stands in the fields of a page: text where nobody can change it, a doubt where it is a default."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse


def read(body: str) -> tuple[list[str], tuple[str, ...]]:
    """The lines of a page and what stands outside them."""
    page = parse(f"<body>{body}</body>".encode(), "http://www.qinghe.gov.cn/", "text/html; charset=utf-8")
    return [line.text for line in page.lines], page.hidden


@pytest.mark.parametrize("mark", ["readonly", 'readonly="readonly"', "disabled", 'type="tel" readonly'])
def test_a_field_that_nobody_can_change_is_text(mark: str) -> None:
    """Its reader sees label and value in one line, as in any other."""
    assert read(f'<p>联系电话：<input {mark} value="010-55551208"></p>') == (["联系电话：010-55551208"], ())


@pytest.mark.parametrize(
    "field",
    [
        "<p>联系电话：<input value=010-55551208></p>",
        "<table><tr><td>联系电话</td><td><input value=010-55551208></td></table>",
    ],
)
def test_a_default_beside_the_label_of_a_contact_is_kept_outside_the_text(field: str) -> None:
    """It may be the unit's contact, or an example for who fills it in."""
    lines, outside = read(field)

    assert "010-55551208" not in "".join(lines)
    assert outside == ("联系电话：010-55551208",)


@pytest.mark.parametrize(
    "field",
    [
        '<p>联系电话：<input type="hidden" readonly value="010-55551208"></p>',
        '<p>联系电话：<input type="button" disabled value="点击"></p>',
        '<p>联系电话：<input readonly placeholder="010-55551208"></p>',
        '<p>站内检索<input value="请输入关键字"></p>',
        f'<p>联系电话：<input readonly value="{"1" * 2000}"></p>',
    ],
)
def test_other_fields_say_nothing(field: str) -> None:
    """Neither what is hidden, a button, a hint, a search nor a heap of signs."""
    lines, outside = read(field)

    assert lines in (["联系电话："], ["站内检索"])
    assert outside == ()


@pytest.mark.parametrize(
    ("mark", "said"),
    [("", ([], ("因自身生产需要，申请公开…",))), (" readonly", (["因自身生产需要，申请公开…"], ()))],
)
def test_the_sample_in_a_field_of_several_lines_is_no_text(mark: str, said: tuple[list[str], tuple[str, ...]]) -> None:
    """Who applies writes over it; where nobody can change it, it is what the page says."""
    lines, outside = read(f"<form><textarea{mark}>因自身生产需要，申请公开…</textarea><p>提交</p></form>")

    assert (lines[:-1], outside) == said
    assert lines[-1] == "提交"


@pytest.mark.parametrize(
    ("printed", "lines", "outside"),
    [
        ("<p aria-label='传真'>010-55551209</p>", ["010-55551209"], ("传真：010-55551209",)),
        ("<p><i title='联系电话：'></i> 010-55551208</p>", ["010-55551208"], ("联系电话：010-55551208",)),
        ("<p title='联系电话'>联系电话：010-55551208</p>", ["联系电话：010-55551208"], ()),
        ("<p title='传真申请须知'>010-55551209</p>", ["010-55551209"], ()),
    ],
)
def test_a_label_that_is_only_read_out(printed: str, lines: list[str], outside: tuple[str, ...]) -> None:
    """It stands outside the text with what it labels, unless it is printed too."""
    assert read(printed) == (lines, outside)
