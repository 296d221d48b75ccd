"""The full list and the annual reports of a unit, as data."""

from __future__ import annotations

from typing import Any

from inspector.sample.figures import report_figures


def full_list(unit: dict[str, Any], columns: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """The full list: heads, rows, and the key of the page that each row leads to."""
    heads = [
        "序号",
        "索引号",
        "公开类别",
        "公开事项名称",
        "内容概述及内容标准",
        "生成日期",
        "公开时限",
        "公开方式",
        "责任主体",
    ]
    basis = unit.get("basis", True)
    entries = [("机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名", "机构职能", "institution")]
    entries += [(column["art"], column["title"], f"column/{key}") for key, column in columns.items()]
    entries += [(topic, f"{topic.split('、')[0]}有关信息", "statutory") for topic in words["topics_extra"]]
    rows = [_entry(unit, place, *entry) for place, entry in enumerate(entries, 1)]
    return {
        "title": f"{unit['name']}主动公开全清单",
        "updated": "2026-04-20",
        "kind": unit["list"],
        "hidden": [],
        "heads": [*heads, "公开依据"] if basis else heads,
        "rows": [{**row, "公开依据": "《中华人民共和国政府信息公开条例》第二十条"} if basis else row for row in rows],
    }


def _entry(unit: dict[str, Any], place: int, category: str, name: str, key: str) -> dict[str, str]:
    limits = ("信息形成或者变更之日起20个工作日内", "自作出决定之日起7个工作日内", "信息形成或者变更之日起10个工作日内")
    limit = (
        "经批准后20日内"
        if "预算" in name or "决算" in name
        else limits[1]
        if "双公示" in name
        else limits[place % 2 * 2]
    )
    return {
        "序号": str(place),
        "索引号": f"{unit['code']}/2026-{place:05d}",
        "公开类别": category,
        "公开事项名称": name,
        "内容概述及内容标准": f"{name}的名称、主要内容、办理情况及结果",
        "生成日期": f"2026-04-{5 + place % 20:02d}",
        "公开时限": limit,
        "公开方式": "政府网站、政府公报" if place % 2 else "政府网站、公开查阅点",
        "责任主体": unit["offices"][place % len(unit["offices"])],
        "key": key,
    }


def report(unit: dict[str, Any], year: int, columns: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """The annual report of `year`, its figures and texts."""
    texts = words["report"]
    facts = {
        "short": unit["short"],
        "topic": unit["topic"],
        "open": 180 + unit["number"] * 7 + year % 5,
        "rows": len(columns) + 4,
    }
    told = [line.format_map(facts) for line in texts.get(year, texts[2024])]
    published = (
        f"{year + 1}-01-{12 + unit['number'] % 15:02d}"
        if unit["type"] != "district"
        else f"{year + 1}-03-{10 + year % 9:02d}"
    )
    return {
        "title": f"{unit['name']}{year}年政府信息公开工作年度报告",
        "year": year,
        "published": published,
        "told": told,
        "drop": [],
        "problems": [line.format_map(facts) for line in texts["problems"].get(year, texts["problems"][2024])],
        "other": "本机关未收取信息处理费。"
        if unit["type"] != "district"
        else "2025年，全区各行政机关依法收取信息处理费0元。",
        "figures": report_figures(unit["code"], year),
        "prose": {},
        "blank_zero": unit.get("blank_zero", False),
    }
