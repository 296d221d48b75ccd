"""The name of a body at the start of a value, and whose blocks of a guide are the unit's own."""

from __future__ import annotations

import re

from inspector import lazy
from inspector.facts.owners import Owner

OWN: tuple[Owner, ...] = ("work_body", "")
"""Blocks whose contacts are the work body's: its own, and those of which the page does not say whose they are."""
_BODY_END = (
    r"(?:办公室|政府|委员会|街道|办事处|科室?|股|处|室|局|委|办|厅|中心|大队|支队|总队|所|站|院|馆|镇|乡|部"
    r"|组|队|署|社|会|窗口|大厅|科\(室\)|公司|学校|校|区|县|市|州|台|团|行)"
)
_BODY = lazy.pattern(rf"[\u4e00-\u9fffA-Za-z0-9()·]{{2,40}}{_BODY_END}(?:\([^()]{{2,20}}\))?$")
_NOT_BODY = lazy.pattern(
    r"^(?:指|负责|承担|应当|依法|各|其他|有关|相关|同级|上级|申请人|公民|本办法|根据)|首页|>|http|公告|公示$"
)


def body_name(value: str) -> str | None:
    """The name of a body at the start of a value; None where the words are not one."""
    value = re.sub(
        r"^\s*(?:\(?\d{1,2}\s*[).、]|\(?[一二三四五六七八九十]{1,2}\s*[)、])\s*(?=[\u4e00-\u9fff])", "", value
    )
    head = re.split(r"[。;,、!?]|\((?:以下|简称|收|地址|邮编|联系|办公|电话|[^()]*\d)", value.strip(" :\"'“”"))[0]
    head = re.sub(r"(?:负责|具体负责|承担|受理|统一受理).*$", "", head).replace(" ", "").strip(":\"'“”()收")
    if head.count("(") > head.count(")"):
        head += ")"
    if not 3 <= len(head) <= 44 or _NOT_BODY.search(head) or not _BODY.fullmatch(head):
        return None
    return head
