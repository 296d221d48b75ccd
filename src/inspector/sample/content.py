"""What each invented unit publishes, as plain nested data that faults can change before a page is made of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from inspector.sample.documents import policy_items
from inspector.sample.materials import Content, Materials
from inspector.sample.tables import full_list, report


def content(row: dict[str, Any], number: int, materials: Materials) -> Content:
    """All that unit `row` says on its pages; `number` (its place in the registry) makes numbers and days its own."""
    words = materials.wording
    unit = {
        "online_text": False,
        "news": _NEWS.get(row["type"], "工作动态"),
        **row,
        "number": number,
        "features": _features(row),
        "host": row.get("host", "portal"),
    }
    contacts = _contacts(unit, words)
    columns = _columns(unit, words)
    return {
        "unit": unit,
        "guide": _guide(unit, contacts, words),
        "institution": {
            **contacts,
            "head": row["head"],
            "duties": row["duties"],
            "offices": row["offices"],
            "published": "2026-03-16",
            "picture": "",
        },
        "application": {**contacts, "online": True, "form_file": True, "progress": True, "published": "2026-03-18"},
        "form": _form(unit),
        "form_file": {"identity": True, "extra": ""},
        "sections": dict(SECTIONS),
        "rules": _rules(unit),
        "list": full_list(unit, columns, words),
        "columns": columns,
        "reports": {str(year): report(unit, year, columns, words) for year in (2025, 2024, 2023)},
    }


SECTIONS = {
    "guide": "政府信息公开指南",
    "rules": "政府信息公开制度",
    "statutory": "法定主动公开内容",
    "reports": "政府信息公开年报",
    "application": "依申请公开",
}

_NEWS = {"department": "部门动态", "subdistrict": "街道动态"}
"""What the column of news is called; 工作动态 elsewhere."""
_FEATURES = {
    "department": ["licensing", "enforcement", "policy", "budget", "charges"],
    "subdistrict": ["budget", "policy", "livelihood"],
    "township": ["budget", "policy", "livelihood"],
}


def _features(row: dict[str, Any]) -> list[str]:
    return list(row.get("features", _FEATURES.get(row["type"], [])))


def _contacts(unit: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    phone = f"010-5555{1000 + unit['number'] * 37:04d}"
    fax = phone if unit.get("fax_as_phone") else f"010-5555{4000 + unit['number'] * 41:04d}"
    mail = f"{'xxgk' if unit['number'] % 2 else 'gkb'}{unit['code'][2:]}@mail.qinghe.gov.cn"
    return {
        "body": f"{unit['name']}{unit['offices'][0]}",
        "address": f"云岭市清河区{unit['road']}" + ("" if unit["number"] % 3 else "305室"),
        "hours": words["hours"][unit["hours"]],
        "phone": phone,
        "fax": "" if unit.get("no_fax") else fax,
        "no_fax": "无传真" if unit.get("no_fax") else "",
        "fax_takes": True,
        "email": mail.replace("@", unit.get("mail_sign", "@")),
        "email_note": unit.get("email_note", ""),
        "mail_takes": unit.get("mail_takes", True),
        "postcode": "100990",
        "recipient": f"{unit['name']}{unit['offices'][0]}",
        "envelope": "政府信息公开申请",
        "online": True,
    }


def _guide(unit: dict[str, Any], contacts: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    return {
        **contacts,
        "title": f"{unit['name']}政府信息公开指南",
        "name": unit["name"],
        "updated": "2026-03-16",
        "labels": words["labels"][unit["labels"]],
        "law": "《中华人民共和国政府信息公开条例》（国务院令第711号）",
        "classification": "机构职能、政策文件、规划计划、财政信息、行政权力、重点领域等类别",
        "arrangement": True,
        "access": True,
        "who": "公民、法人或者其他组织可以依法向本机关申请获取政府信息。",
        "limit": "本机关收到申请后，能够当场答复的当场答复；不能当场答复的，自收到申请之日起20个工作日内予以答复；"
        "需要延长答复期限的，经负责人同意并告知申请人，延长的期限最长不超过20个工作日。",
        "receipt": "申请人通过信函、互联网渠道或者传真提交申请的，以双方确认之日为收到申请之日。",
        "correction": "申请内容不明确的，本机关自收到申请之日起7个工作日内一次性告知申请人补正。",
        "fee": "本机关依申请提供政府信息，不收取费用；但申请人申请公开政府信息的数量、频次明显超过合理范围的，按照国家规定收取信息处理费。",
        "extra": "",
        "more_links": [],
        "hotline": unit["number"] % 4 == 0,
    }


def _form(unit: dict[str, Any]) -> dict[str, Any]:
    fields = ["name", "id_type", "id_number", "phone", "address", "title", "description", "way", "carrier"]
    return {"fields": fields, "extra": [], "receiver": unit["name"], "privacy": True}


def _rules(unit: dict[str, Any]) -> list[dict[str, Any]]:
    law = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
    own = (
        ["信息发布审核制度", "依申请公开工作规定"]
        if unit["number"] % 2
        else ["信息公开保密审查办法", "申请办理内部流程"]
    )
    texts = {
        "中华人民共和国政府信息公开条例": f"现转发{law}，自2019年5月15日起施行，请各科室认真学习执行。",
        f"{unit['short']}{own[0]}": f"第一条 为规范本机关信息发布工作，根据{law}，制定本制度。第二条 信息发布坚持先审查、后公开。",
        f"{unit['short']}{own[1]}": f"第一条 根据{law}，制定本规定。第二条 承办科室自收到申请之日起20个工作日内完成答复。",
    }
    return [
        {"title": title, "date": day, "body": [text, "本制度由办公室负责解释，自印发之日起执行。"]}
        for (title, text), day in zip(texts.items(), ("2025-12-05", "2026-01-15", "2026-02-10"), strict=True)
    ]


def _columns(unit: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, plan in words["columns"].items():
        if _applies(plan, unit):
            rows = [
                {"title": _fill(title, unit), "date": _earlier(day, unit), "body": []} for title, day in plan["items"]
            ]
            made[key] = {
                "title": _fill(plan["title"], unit),
                "art": plan["art"],
                "statement": plan.get("statement", ""),
                "items": rows,
            }
    if "policy" in unit["features"]:
        made |= policy_items(unit, words)
    if "enforcement" in unit["features"]:
        made["double"] = {
            "title": "行政许可和行政处罚双公示",
            "art": "行政许可和行政处罚双公示",
            "statement": "",
            "rows": _decisions(unit),
            "items": [],
        }
    return made


def _applies(plan: dict[str, Any], unit: dict[str, Any]) -> bool:
    wanted, types = plan.get("for", []), plan.get("types", [])
    return (not wanted or bool(set(wanted) & set(unit["features"]))) and (not types or unit["type"] in types)


def _earlier(day: date, unit: dict[str, Any]) -> str:
    return (day - timedelta(days=unit["number"] % 3)).isoformat()


def _fill(text: str, unit: dict[str, Any]) -> str:
    return text.format_map({key: unit[key] for key in ("name", "short", "topic", "sector", "news")})


def _decisions(unit: dict[str, Any]) -> list[dict[str, str]]:
    firms = ["云岭安和商贸有限公司", "清河启明餐饮管理有限公司", "云岭市青松建筑工程有限公司", "清河区馨悦便利店"]
    days = [
        ("2026-11-10", "2026-11-13"),
        ("2026-10-29", "2026-11-04"),
        ("2026-10-21", "2026-10-27"),
        ("2026-09-16", "2026-09-22"),
    ]
    mark = unit["short"].removeprefix("区")[:2]
    return [
        {
            "party": firm,
            "number": f"清{mark}{'许' if place % 2 else '罚'}字〔2026〕{unit['number'] + 10 - place}号",
            "decided": decided,
            "shown": shown,
        }
        for place, (firm, (decided, shown)) in enumerate(zip(firms, days, strict=True))
    ]
