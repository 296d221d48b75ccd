"""Which periods and offices a title names."""

from datetime import date

import pytest

from inspector.checks.columns import Item
from inspector.checks.head_current import _APPOINTED, _TAKES_OFFICE, _short
from inspector.checks.no_wording import NoWordingParams, _excused
from inspector.checks.periodic import _is_of


@pytest.mark.parametrize(
    ("title", "day", "month", "named"),
    [
        ("2026年4月规范性文件目录", None, 4, True),
        ("2026年11月规范性文件目录", None, 1, False),
        ("2026年1-3月规范性文件目录", None, 2, True),
        ("2026年第二季度规范性文件目录", None, 6, True),
        ("2026年第二季度规范性文件目录", None, 7, False),
        ("4月份规范性文件目录", date(2026, 5, 3), 4, True),
        ("4月份规范性文件目录", date(2025, 5, 3), 4, False),
        ("规范性文件目录", date(2026, 5, 3), 4, True),
        ("规范性文件目录", date(2026, 5, 30), 4, False),
    ],
)
def test_a_title_names_its_month_before_its_date_does(title: str, day: date | None, month: int, named: bool) -> None:
    """Spans and quarters hold their months; a date only speaks where the title is silent."""
    assert _is_of(Item(title, "https://www.qinghe.gov.cn/1.html", day), 2026, month) is named


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("清河区人民政府关于任命韩雪为区民政局局长的通知", "韩雪"),
        ("关于高志强同志任清河区民政局局长的通知", "高志强"),
    ],
)
def test_an_appointment_names_its_person(title: str, person: str) -> None:
    """The words before the name are no part of it."""
    match = _APPOINTED.search(title) or _TAKES_OFFICE.search(title)
    assert match is not None
    assert match[1] == person


def test_a_dismissal_is_no_appointment() -> None:
    """Who leaves an office is not its holder."""
    title = "关于免去韩雪同志区民政局局长职务的通知"
    assert _APPOINTED.search(title) is None
    assert _TAKES_OFFICE.search(title) is None


def test_a_unit_is_the_same_with_and_without_its_district() -> None:
    """Notices leave the name of the district out."""
    assert _short("清河区民政局") == _short("区民政局") == _short("区民政")
    assert _short("清河区教育局") != _short("区民政局")


def test_a_report_on_fighting_gambling_is_excused_only_where_the_rule_says_so() -> None:
    """Without `unless` every match counts."""
    given = {"patterns": ("赌博",), "label_zh": "违法链接", "label_en": "illegal links"}
    assert _excused("打击赌博专项行动", NoWordingParams.model_validate({**given, "unless": "打击"}))
    assert not _excused("打击赌博专项行动", NoWordingParams.model_validate(given))
