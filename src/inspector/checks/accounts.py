"""A unit's new-media accounts: as the registry has them, as a page prints them, and what people entered of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector import lazy
from inspector.checks.case import On
from inspector.facts.document import Document, Line, norm
from inspector.facts.plain import fold_text
from inspector.model.observation import Observation

_PLATFORMS = {
    "微信公众号": ("政务微信", "微信公众号", "微信公众平台", "公众号", "微信"),
    "微博": ("政务微博", "新浪微博", "腾讯微博", "微博"),
    "抖音": ("抖音号", "抖音"),
    "快手": ("快手号", "快手"),
    "今日头条": ("今日头条", "头条号", "头条"),
    "视频号": ("微信视频号", "视频号"),
    "客户端": ("移动客户端", "手机客户端", "客户端", "app"),
    "小程序": ("微信小程序", "小程序"),
}
"""One name for each platform, with the words that pages and registries use for it."""
_WORDS = sorted(((word, one) for one, words in _PLATFORMS.items() for word in words), key=lambda pair: -len(pair[0]))
_PRINTED = lazy.pattern(
    rf"(?:官方)?({'|'.join(re.escape(word) for word, _ in _WORDS)})(?:名称|账号|号)? ?[:“\"「《(]+ ?"
    r"(?:(?:请|可|微信)*(?:搜索|查找|添加|关注)(?:微信|公众号)*[“\"「《]+)?@?"
    r"([^\s,，;；、。|）)”\"」》(<]{2,20})",
    re.IGNORECASE,
)

_NO_NAME = lazy.pattern(
    r"扫描|扫码|扫一扫|二维码|长按|(?:点击|请|可|欢迎|敬请|立即|并|进行).{0,6}(?:关注|下载|搜索|查看|进入|访问)|^(?:关注|下载|搜索|查看|进入)(?:我们|本|$)|"
    r"^无(?:此|该|相关|官方|公众|账号|$)|^(?:暂无|没有|暂未|尚未|未开通|未开设|待定|不详|详见|见[上下右左附])"
)
"""What stands behind a platform in the place of a name: `扫描二维码关注`, `暂无`."""
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Account:
    """One account: `platform` by its one name where it is a known one, `name` as people see it, `text` as it was written."""

    platform: str
    name: str
    text: str

    def same(self, other: Account) -> bool:
        """Whether both are one account: same platform, same name but for spaces, width and case."""
        return self.platform == other.platform and norm(self.name).lower() == norm(other.name).lower()


def registered(on: On) -> tuple[Account, ...]:
    """The accounts that the registry has for the unit, in its order."""
    return tuple(_account(text) for text in on.case.unit.accounts)


def printed(document: Document) -> Iterator[tuple[Account, Line]]:
    """The accounts that a page prints as platform and name, each with its line: `微信公众号：清河发布`."""
    before: Line | None = None
    for line in document.lines:
        for found in _PRINTED.finditer(fold_text(line.text)):
            if not _NO_NAME.search(norm(found[2])):
                yield _account(f"{found[1]}:{found[2]}"), line
        if before is not None and _beside(before, line):
            yield _account(f"{norm(before.text)}:{norm(line.text).lstrip('@')}"), line
        before = line


def _beside(one: Line, other: Line) -> bool:
    """Whether a cell that is a platform's name and nothing else stands left of the other, which is then the account's."""
    if one.cell is None or other.cell is None or one.cell[:2] != other.cell[:2] or other.cell[2] != one.cell[2] + 1:
        return False
    said = norm(other.text)
    return norm(one.text).lower() in dict(_WORDS) and 2 <= len(said) <= _LONGEST and not _NO_NAME.search(said)


def entered(on: On, subject: str) -> list[Observation]:
    """What people entered of an account, or of all of the unit's, the earliest first."""
    mine = [one for one in on.case.observations if one.kind == "answer" and one.value in ("", subject)]
    return in_order(mine)


def in_order(seen: Iterable[Observation]) -> list[Observation]:
    """Observations in the order in which they were made."""
    return sorted(seen, key=lambda one: (one.at, len(one.number), one.number))


def _account(text: str) -> Account:
    platform, _, name = text.partition(":")
    said = norm(platform).lower()
    return Account(next((one for word, one in _WORDS if word == said), platform.strip()), name.strip(), text)
