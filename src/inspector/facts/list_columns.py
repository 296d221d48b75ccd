"""What the columns of a full list or catalogue mean, and which items of Art. 20 its rows speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from inspector import lazy

_CHOICE = (
    r"^(?:(?:是否)?(?:(?:主动|依申请)(?:公开)?|不予公开)|(?:区|县|市|本级)?(?:政府|门户|部门)*网站|(?:政务)?新媒体|两微一端|(?:微信)?公众号|微[博信]"
    r"|(?:政府|政务)?公(?:报|[示告开]栏)|广播电视|纸质媒体|报[刊纸]|电子屏|信息查阅点|便民服务站|社区/?企事业单位/?村公示栏(?:\(电子屏\))?|入户/?现场)(?:\(.{1,8}\))?$"
)
"""A column in which a tick says how, or where, a matter is disclosed: the national standard lists have one for each way."""
_MEANINGS = {
    "seq": r"^序号$|^编号$|^No\.?$",
    "index": r"索引号|^索引$",
    "doc_number": r"文号",
    "basis": r"依据",
    "deadline": r"时限|期限|公开时间|(?:更新|发布|公布|公开)(?:周期|频[率次])",
    "responsible": r"责任|主体|承办|公开(?:部门|单位|机构)|(?:部门|科室|单位|处室|机构)$",
    "channel": rf"渠道|载体|形式|方式|途径|平台|公开属性|{_CHOICE}",
    "audience": r"对象|受众|全社会|特定群体|特定群众",
    "level": r"层级|^(?:市|县|区|乡|镇|街道|村)级?$",
    "summary": r"概述|摘要|内容简介|内容描述|简要|概要",
    "content": r"内容(?!类别|分类|名称|事项)|要素|标准",
    "date": r"(?:生成|成文|发布|公布|制作|印发|公开)日期|^日期$|(?:生成|成文|发布|制作)时间",
    "category": r"类别|分类|领域|类型|一级目录|栏目|属性",
    "name": r"名称|标题|题名|文件名",
    "matter": r"事项|职责|业务|项目|目录",
    "validity": r"有效性|效力",
    "note": r"备注|说明",
    "time_asked": r"(?:时间|时效)要求",
    "asked": r"(?:具体|公开)要求",
}
INSTEAD = {"deadline": "time_asked", "content": "asked"}
"""Columns that stand for another where a list has no such one; beside it they may be blank."""
_PATTERNS = {key: lazy.pattern(words, re.IGNORECASE) for key, words in _MEANINGS.items()}
_CHOSEN = lazy.pattern(_CHOICE)
_SAYS = lazy.pattern(r"(?:注:?)?(?:\d[、.])?(.{2,16}?)(?::|均|统一|一律|全部|都|为|是).")
_OF_THE_PAGE = lazy.pattern("发布|来源|编辑|联系|制作|主办|承办|索引|审核|录入")
"""What every page says of itself: `发布机构`, `责任编辑`."""
_LABEL = 4
LIST_KEYS = ("matter", "content", "deadline", "channel", "responsible")
"""What a full list states for every matter (LS-03)."""
CATALOGUE_KEYS = ("index", "name", "summary", "date")
"""What a catalogue states for every item (Art. 12(3))."""
_HEADER_CHARS = 24

_ITEMS: dict[int, re.Pattern[str]] = {
    1: lazy.pattern(r"行政法规|规章|规范性文件|政策文件|政策法规"),
    2: lazy.pattern(
        r"机关职能|机构职能|机构设置|内设机构|机构概况|机构信息|领导(?:信息|分工|成员)|负责人|办公地址|联系方式"
    ),
    3: lazy.pattern(r"规划|工作计划"),
    4: lazy.pattern(r"统计(?:信息|数据|公报|年鉴)|国民经济.*统计|^统计"),
    5: lazy.pattern(r"行政许可|行政审批|对外管理服务|行政确认|办事指南|公共服务事项|行政给付"),
    6: lazy.pattern(r"行政处罚|行政强制|执法|处罚(?:决定|依据|结果|信息|公示|裁量)|强制(?:措施|执行)"),
    7: lazy.pattern(r"预算|决算|三公经费"),
    8: lazy.pattern(r"行政事业性?收费|收费项目|收费标准"),
    9: lazy.pattern(r"集中采购|政府采购|招标|中标"),
    10: lazy.pattern(r"重大(?:建设)?项目|重大工程|项目批准"),
    11: lazy.pattern(r"扶贫|乡村振兴|教育|医疗|卫生健康|社会保障|社会保险|就业|养老|救助"),
    12: lazy.pattern(r"应急|突发(?:公共)?事件|预警"),
    13: lazy.pattern(r"监督检查|环境保护|生态环境|公共卫生|安全生产|食品|药品|产品质量|双随机"),
    14: lazy.pattern(r"公务员|招考|录用|招聘"),
    15: lazy.pattern(r"法治政府|建议提案|提案|信息公开(?:年报|年度报告)|信息公开指南|审计"),
}
ART_21 = lazy.pattern(r"征收|征地|公共事业|公益事业|市政|治安|社会救助|宅基地|土地承包|农村|筹资筹劳|水利")
"""Art. 21: what municipal, county and township bodies disclose on top."""


@lru_cache(maxsize=1024)  # the heads of a list are asked for each of its rows
def meaning(header: str) -> str:
    """What a header says its column holds; empty where the words are unknown or it is no header at all."""
    if not header or len(header) > 3 * _HEADER_CHARS:
        return ""
    return next((key for key, pattern in _PATTERNS.items() if pattern.search(header)), "")


def says_of_all(text: str, kinds: Sequence[str]) -> bool:
    """Whether a normalised sentence beside a table says what a column of one of those kinds would hold."""
    clauses = (clause for clause in re.split(r"[。;；,，]", text) if len(clause) > _LABEL)
    found = (match for clause in clauses for kind in kinds if (match := _PATTERNS[kind].search(_named(clause))))
    return any(match is not None for match in found)


def _named(clause: str) -> str:
    """What a clause speaks of: `公开时限` of `公开时限均为20个工作日`; empty where it says nothing of it."""
    match = _SAYS.match(clause)
    return match[1] if match and not _OF_THE_PAGE.search(match[1]) else ""


def is_choice(header: str) -> bool:
    """Whether a column is one of several ways, of which a tick tells the ones taken."""
    return bool(_CHOSEN.search(header))


_WAYS = lazy.pattern(r"(?:(?:主动|依申请|不予)(?:公开)?[/、,]?){1,3}")


def says_how(cells: Sequence[str]) -> bool:
    """Whether the cells of a column, normalised, say of every matter whether it is disclosed at once or on application."""
    return bool(cells) and all(_WAYS.fullmatch(cell) for cell in cells)


def is_header_word(cell: str) -> bool:
    """Whether a normalised cell may be a header: short, and its words are known. Those of a choice stand in rows too."""
    short = 0 < len(cell) <= _HEADER_CHARS and not re.search(r"[。;；]", cell)
    return short and bool(meaning(cell)) and not is_choice(cell)


def items_of(text: str) -> tuple[int, ...]:
    """The items of Art. 20 a row speaks of."""
    return tuple(item for item, pattern in _ITEMS.items() if pattern.search(text))
