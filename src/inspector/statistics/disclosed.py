"""Voluntary disclosure by channel and year. Items, articles and videos are different things: they are never added silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspector.model.order import Event
from inspector.model.words import Words

STREAM = "statistics"
CHANNELS: Mapping[str, Words] = {
    "website": Words("政府网站", "website"),
    "weibo": Words("微博", "Weibo"),
    "wechat": Words("微信公众号", "WeChat"),
    "app": Words("客户端", "app"),
    "toutiao": Words("今日头条", "Toutiao"),
    "kuaishou": Words("快手", "Kuaishou"),
    "douyin": Words("抖音", "Douyin"),
    "other": Words("其他", "other"),
}
ALSO = {
    "网站": "website",
    "微信": "wechat",
    "APP": "app",
    "头条": "toutiao",
    "移动客户端": "app",
    "门户网站": "website",
}
"""Other names in use."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """So many of `measure` (条, 篇, 个视频 ...) on one channel in a year; `source` is where the figure is from."""

    unit: str
    year: int
    channel: str
    count: int
    measure: str
    source: str = ""


def channel_key(text: str) -> str:
    """The key of a channel by its key or one of its names; empty where it is none."""
    names = {words.zh: key for key, words in CHANNELS.items()} | ALSO | {key: key for key in CHANNELS}
    plain = text.strip()
    return names.get(plain) or names.get(plain.lower(), "")


def disclosed_of(events: Iterable[Event]) -> tuple[Disclosed, ...]:
    """What was last imported of every unit, year and channel, in that order."""
    newest = {event.key: event for event in events if event.stream == STREAM and event.kind == "channel"}
    found = [Disclosed(**event.data["figure"]) for event in newest.values()]
    order = list(CHANNELS)
    return tuple(sorted(found, key=lambda one: (one.unit, one.year, order.index(one.channel))))


def sums_by_measure(figures: Iterable[Disclosed]) -> dict[str, int]:
    """Measure -> sum. More than one measure means that there is no one sum."""
    sums: dict[str, int] = {}
    for one in figures:
        sums[one.measure] = sums.get(one.measure, 0) + one.count
    return sums
