"""Numbers in Chinese signs."""

from __future__ import annotations

import pytest

from inspector.facts.numerals import in_digits, numeral


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15", 15),
        ("十五", 15),
        ("二十", 20),
        ("廿三", 23),
        ("贰拾", 20),
        ("壹佰", 100),
        ("一百零五", 105),
        ("一百一十六", 116),
        ("两千三百", 2300),
        ("一一六", 116),
        ("二〇二六", 2026),
        ("零", 0),
        ("", None),
        ("十百", None),
        ("一二十", None),
        ("若干", None),
    ],
)
def test_a_number_is_told(text: str, wanted: int | None) -> None:
    """In digits, in signs with their units, in signs for digits and in those of accounts; what is no number is none."""
    assert numeral(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("二十个工作日", "20个工作日"),
        ("20(二十)个工作日", "20个工作日"),
        ("二十(20)个工作日", "20个工作日"),
        ("二 十个工作日", "20个工作日"),
        ("七日内", "7日内"),
        ("第二十条", "第二十条"),
        ("三五天", "5天"),
        ("二三个工作日", "3个工作日"),
        ("两三日内", "3日内"),
        ("一二月", "2月"),
        ("二〇个工作日", "20个工作日"),
        ("一五个工作日", "15个工作日"),
        ("一二十个工作日", "一二十个工作日"),
    ],
)
def test_days_in_digits(text: str, wanted: str) -> None:
    """What counts days or months is told in digits, also where it is written both ways; nothing else is touched."""
    assert in_digits(text) == wanted
