"""The words of the unified annual report (国办公开办函〔2019〕60号 and 〔2021〕30号): its sections, rows and columns.

Applications (table three). Rows: `new`, `carried_in`, `r1` disclosed, `r2` partly, `r3.1`-`r3.8` refused, `r4.1`-`r4.3`
not available, `r5.1`-`r5.5` not processed, `r6.1`-`r6.3` other (the 2019 layout has the one row `r6`), `total`,
`carried_out`. Columns: `natural`, then `business`, `research`, `welfare`, `legal`, `other` (organisations), `total`.
Review (table four). Rows: `reconsideration`, `litigation_direct`, `litigation_after`; columns: `upheld`, `corrected`,
`other`, `pending`, `total`.
Voluntary (table two). Rows: `art20_1.rules`, `art20_1.normative`, `art20_5.licences`, `art20_5.other`,
`art20_6.penalties`, `art20_6.coercion`, `art20_8.charges`, `art20_9.procurement`; columns, as the layout has them:
`made`, `abolished`, `in_force`, `newly_public`, `total_public`, `last_year`, `change`, `decisions`, `amount` (万元),
`projects`.
"""

from __future__ import annotations

import re

from inspector import lazy

SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
"""The six sections in their order."""

COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")
GROUPS = {
    "r3": tuple(f"r3.{n}" for n in range(1, 9)),
    "r4": tuple(f"r4.{n}" for n in range(1, 4)),
    "r5": tuple(f"r5.{n}" for n in range(1, 6)),
    "r6": tuple(f"r6.{n}" for n in range(1, 4)),
}
RESULTS = ("r1", "r2", *GROUPS["r3"], *GROUPS["r4"], *GROUPS["r5"])
"""Result rows of both layouts; `r6` or `r6.1`-`r6.3` come on top."""
ROWS = ("new", "carried_in", *RESULTS, "r6", *GROUPS["r6"], "total", "carried_out")
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after")
FIELDS = ("upheld", "corrected", "other", "pending", "total")
MONEY = ("amount",)
SIGNED = ("change",)
"""Columns in which a minus sign is no fault."""

_NUMERAL = r"(?:\(?[一二三四五六七八九十]{1,2}\)?|\(?\d\)?)?[、.,:]?"
_ROW_WORDS = {
    "new": r"新收",
    "carried_in": r"(?:上年|上一年|上年度|上一年度)结转|结转上",
    "carried_out": r"结转(?:至|到)?(?:下|次)",
    "r1": r"(?<!不)予以公开",
    "r2": r"部分公开",
    "r3.1": r"国家秘密",
    "r3.2": r"(?:法律|行政法规).*禁止|禁止公开",
    "r3.3": r"三安全|一稳定",
    "r3.4": r"第三方",
    "r3.5": r"内部事务",
    "r3.6": r"过程性",
    "r3.7": r"执法案卷",
    "r3.8": r"行政查询",
    "r4.1": r"不掌握",
    "r4.2": r"没有现成|另行制作",
    "r4.3": r"仍不明确|补正后",
    "r5.1": r"信访|举报|投诉",
    "r5.2": r"重复申请|^" + _NUMERAL + "重复",
    "r5.3": r"公开出版物",
    "r5.4": r"大量反复|大量、反复",
    "r5.5": r"重新出具|确认或",
    "r6.1": r"逾期不补正|逾期未补正",
    "r6.2": r"逾期(?:未|不).*(?:缴|费)|未.*缴纳?费",
    "r6.3": r"其他处理.+其他$",
    "total": rf"^{_NUMERAL}(?:总计|合计)$",
}
_ROW_PATTERNS = {key: lazy.pattern(words) for key, words in _ROW_WORDS.items()}
_GROUP_PATTERNS = {
    "r3": lazy.pattern("不予公开"),
    "r4": lazy.pattern("无法提供"),
    "r5": lazy.pattern("不予处理"),
    "r6": lazy.pattern("其他处理"),
}
_REST = lazy.pattern(rf"^{_NUMERAL}其他(?:情形|原因)?$")
_COLUMN_PATTERNS = {
    "natural": lazy.pattern(r"^(?:自然人|公民)$"),
    "business": lazy.pattern(r"商业企业|^企业$"),
    "research": lazy.pattern(r"科研机构"),
    "welfare": lazy.pattern(r"公益组织"),
    "legal": lazy.pattern(r"法律服务"),
    "other": lazy.pattern(r"^其他(?:组织|机构)?$"),
    "total": lazy.pattern(r"^(?:总计|合计)$"),
}
_FIELD_PATTERNS = {
    "upheld": lazy.pattern(r"维持"),
    "corrected": lazy.pattern(r"纠正"),
    "other": lazy.pattern(r"^其他(?:结果)?$"),
    "pending": lazy.pattern(r"[尚还]?未审结"),
    "total": lazy.pattern(r"^(?:总计|合计)$"),
}
VOLUNTARY_ROWS = {
    "art20_1.normative": lazy.pattern(r"规范性文件"),
    "art20_1.rules": lazy.pattern(r"^规章$"),
    "art20_5.licences": lazy.pattern(r"^行政许可$"),
    "art20_5.other": lazy.pattern(r"其他对外管理服务"),
    "art20_6.penalties": lazy.pattern(r"^行政处罚$"),
    "art20_6.coercion": lazy.pattern(r"^行政强制"),
    "art20_8.charges": lazy.pattern(r"^行政事业性?收费$"),
    "art20_9.procurement": lazy.pattern(r"^政府集中采购$"),
}
VOLUNTARY_COLUMNS = {
    "made": lazy.pattern(r"本年(?:新)?制[发作]"),
    "abolished": lazy.pattern(r"废止"),
    "in_force": lazy.pattern(r"现行有效"),
    "newly_public": lazy.pattern(r"新公开"),
    "total_public": lazy.pattern(r"对外公开总"),
    "last_year": lazy.pattern(r"上一?年(?:度)?项目"),
    "change": lazy.pattern(r"增/?减"),
    "decisions": lazy.pattern(r"处理决定"),
    "amount": lazy.pattern(r"收费金额|采购总?金额|总金额"),
    "projects": lazy.pattern(r"采购项目"),
}


def group_of(label: str) -> str:
    """The group of results a label names (`r3`-`r6`); empty where it names none."""
    return next((key for key, pattern in _GROUP_PATTERNS.items() if pattern.search(label)), "")


def row_key(labels: list[str], group: str) -> str:
    """The row that normalised labels (left to right) name; the last that says something decides.

    `group` is the group of results they stand in.
    """
    for label in reversed(labels):
        if _REST.match(label) and group == "r6":
            return "r6.3"
        found = next((key for key, pattern in _ROW_PATTERNS.items() if pattern.search(label)), "")
        if found:
            return found
        if group_of(label):
            return "r6" if group_of(label) == "r6" else ""
    return ""


def column_key(stack: list[str]) -> str:
    """The applicant column named by a stack of normalised header cells; the lowest that says something decides."""
    return _lowest(stack, _COLUMN_PATTERNS)


def field_key(stack: list[str]) -> str:
    """The outcome column of table four."""
    return _lowest(stack, _FIELD_PATTERNS)


def block_key(stack: list[str]) -> str:
    """The block of table four that a stack of header cells belongs to."""
    words = "".join(stack)
    if re.search(r"复议后", words):
        return "litigation_after"
    if re.search(r"未经复议|直接起诉", words):
        return "litigation_direct"
    return "reconsideration" if "复议" in words and "诉讼" not in words else ""


def _lowest(stack: list[str], patterns: dict[str, re.Pattern[str]]) -> str:
    for text in reversed(stack):
        found = next((key for key, pattern in patterns.items() if pattern.search(text)), "")
        if found:
            return found
    return ""
