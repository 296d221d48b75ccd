"""What notices say: a subject and a plain text, Chinese first, with nothing in it that is not in the reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from inspector.rectify.chasers import Chaser, When

OFFICE = "office"
_WHEN: Mapping[When, tuple[str, str]] = {
    "before": ("明日到期", "due on the next working day"),
    "on": ("今日到期", "due today"),
    "after": ("已逾期", "overdue"),
}
_FOOT = (
    "本邮件由政府信息公开检查系统自动发出。整改情况请按整改通知所附回执反馈。\n"
    "Sent by the inspection system. Please answer by the form that came with the rectification notice."
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message on one occasion. `to` is `office` or the code of a unit; `key` tells the occasion for ever."""

    key: str
    to: str
    subject: str
    text: str


def reminders(chasers: Iterable[Chaser], names: Mapping[str, str], day: str, district: str) -> tuple[Notice, ...]:
    """One notice to each unit that has reminders on `day` (ISO), and one to the office with all of them."""
    mine = tuple(chasers)
    found = []
    for unit, group in groupby(sorted(mine, key=lambda one: one.order.unit), key=lambda one: one.order.unit):
        lines = [_line(chaser) for chaser in group]
        name = names.get(unit, unit)
        text = f"{name}：\n\n下列整改事项：\n\n" + "\n".join(lines) + f"\n\n{_FOOT}\n"
        found.append(Notice(f"chase/{day}", unit, f"【整改提醒】{name} {len(lines)} 项 Rectification reminder", text))
    if mine:
        lines = [f"{names.get(chaser.order.unit, chaser.order.unit)}　{_line(chaser)}" for chaser in mine]
        text = f"{day} 整改提醒共 {len(mine)} 项：\n\n" + "\n".join(lines) + f"\n\n{_FOOT}\n"
        found.append(Notice(f"chase/{day}", OFFICE, f"【整改提醒】{district} {day} {len(mine)} 项", text))
    return tuple(found)


def _line(chaser: Chaser) -> str:
    zh, en = _WHEN[chaser.when]
    told = str(chaser.order.opened.get("message", {}).get("zh", ""))
    return f"{zh}（{en}） {chaser.due} {chaser.order.number} {chaser.order.rule} {told}".rstrip()


def news(key: str, zh: str, en: str, district: str) -> Notice:
    """One thing that the office should know, in both languages."""
    return Notice(key, OFFICE, f"【检查系统】{district} {zh.partition('：')[0]}", f"{zh}\n{en}\n")
