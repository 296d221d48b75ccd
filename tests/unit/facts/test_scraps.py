"""Pages put together by chance from scraps of markup and of what guides print: no reader breaks at any, whatever it finds."""

from random import Random

import pytest

from inspector.facts import read, readers
from inspector.facts.open import open_document

SIGNS = (
    "。 ； ！ ， 、 ： : （ ） ( ) 《 》 “ ” 【 】 - — ~ / \\ @ # * + = | .. ? 1 12 18号 0 00 99999999 %s {0} $1 [a-z ㈠ ① Ⅳ ½ 𠮷 😀 "
    "\u200b \ufeff \u3000"
)
WORDS = (
    "2026年 3月 2日 2026-03-02 9:00 12： 电话 传真 邮箱 地址 邮编 办公时间 工作日 机构 名称 科 室 局 010-55551234 a@b.cn www.a.cn "
    "政府信息公开指南 依申请公开 收费 不收费 20个工作日 15日 申请表 身份证 第 条 例 一、 （一） 二 十 百 零 〇 答 问 公开 不 予 "
    "已 废止 附 件 表 万元 每页 监督 举报 复议"
)
SCRAPS = [*SIGNS.split(" "), *WORDS.split(" ")]
TAGS = [
    "p",
    "div",
    "li",
    "td",
    "th",
    "span",
    "b",
    "h2",
    "tr",
    "table",
    "ul",
    "dl",
    "dt",
    "dd",
    "form",
    "select",
    "option",
    "label",
    "br",
    "strong",
    "pre",
    "textarea",
    "a",
    "input:name=a",
    "img:alt=电话",
    "td:colspan=3",
]
PAGES = 40


def page_by(chance: Random) -> str:
    """Some elements, closed or not, around a few scraps each."""
    parts = [f"<title>{_text(chance)}</title>"]
    for _ in range(chance.choice((5, 20, 60))):
        tag = chance.choice(TAGS)
        closed = f"</{tag.split(':')[0]}>" if chance.random() < 0.7 else ""
        parts.append(f"<{tag.replace(':', ' ')}>{_text(chance)}{closed}")
    return "".join(parts)


def _text(chance: Random) -> str:
    return "".join(chance.choices(SCRAPS, k=chance.choice((0, 1, 1, 2, 3, 9))))


@pytest.mark.parametrize("kind", readers())
def test_no_reader_breaks(kind: str) -> None:
    """A line may be a single full stop: what a reader makes of it is nothing, and no fault of ours hides what else is there."""
    chance = Random(kind)
    for _ in range(PAGES):
        document = open_document(page_by(chance).encode(), "http://www.qinghe.gov.cn/zn/", "text/html; charset=utf-8")

        assert read(kind, document).json()["kind"] == kind
