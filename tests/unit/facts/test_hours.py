"""Office hours: complete to the minute, present but malformed, or only working days."""

from __future__ import annotations

import pytest

from inspector.facts.hours import read_hours


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("周一至周五 9:00-12:00,13:30-17:30", "09:00-12:00,13:30-17:30"),
        ("工作日的8:00-12:00,14:30-18:00", "08:00-12:00,14:30-18:00"),
        ("周一至周五上午8:00-12:00,下午2:30-5:30", "08:00-12:00,14:30-17:30"),
        ("法定工作日 8:40――11:20,13:00――17:00", "08:40-11:20,13:00-17:00"),
        ("每周一至周五上午8时30分至12时,下午14时至17时30分", "08:30-12:00,14:00-17:30"),
        ("工作日上午09∶00~12∶00,下午13∶30~17∶30", "09:00-12:00,13:30-17:30"),
        ("周一至周五(节假日除外) 上午:8:00-11:30 下午:1:30-5:00", "08:00-11:30,13:30-17:00"),
        ("星期一至星期五8.30-12.00,14.00-17.30", "08:30-12:00,14:00-17:30"),
        (
            "夏季8:00至12:00,15:00至18:00 冬季8:00至12:00,14:30至17:30,节假日除外",
            "08:00-12:00,15:00-18:00,08:00-12:00,14:30-17:30",
        ),
        ("周一至周五 9:00-17:00(中午不休息,法定节假日除外)", "09:00-17:00"),
        ("工作日8:30-17:30,午间不间断", "08:30-17:30"),
    ],
)
def test_well_formed(text: str, ranges: str) -> None:
    """Two ranges with minutes, or one without a break, start before end, and which days."""
    hours = read_hours(text)
    assert hours is not None
    assert hours.well_formed
    assert hours.notes["ranges"] == ranges


@pytest.mark.parametrize(
    "text",
    [
        "900——11.301400——1700(周一至周五)",
        "9:00-12:00,13:30-17:30",
        "周一至周五8:30-17:30",
        "周一至周五8:30-17:30(中午休息)",
        "周一至周五9点-12点,14点-17点",
        "周一至周五12:00-9:00,13:00-17:00",
        "周一至周五9:00-12:75,13:00-17:00",
        "国家法定工作日",
    ],
)
def test_present_but_malformed(text: str) -> None:
    """No days, no minutes, one range, or times that cannot be: hours are there, but not well-formed."""
    hours = read_hours(text)
    assert hours is not None
    assert not hours.well_formed


def test_only_working_days() -> None:
    """法定工作日 without a clock time is its own answer."""
    hours = read_hours("法定工作日")
    assert hours is not None
    assert hours.only_workdays


@pytest.mark.parametrize("text", ["由清河区民政局确定", "详见公告", ""])
def test_no_hours(text: str) -> None:
    """Words without time are no hours."""
    assert read_hours(text) is None


def test_what_follows_is_left_out() -> None:
    """The sentence after the hours is not part of them."""
    hours = read_hours("周一至周五8:30-11:30,13:30-17:00。申请人可以到窗口提交")
    assert hours is not None
    assert hours.text == "周一至周五8:30-11:30,13:30-17:00"
