"""Columns whose items are read themselves: policies, interpretations, consultations, catalogues, livelihood projects."""

from __future__ import annotations

from calendar import monthrange
from typing import Any

Item = dict[str, Any]


def policy_items(unit: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """The columns of a unit that issues documents; items name what they are by `kind` and each other by `peer` keys."""
    made = {
        "policy": _column("政策文件", "行政法规、规章和规范性文件", [_policy(unit), _older(unit), _repealed(unit)]),
        "interpretation": _column("政策解读", "政策解读", [_interpretation(unit), _older_interpretation(unit)]),
        "consultation": _column(
            "政策性文件意见征集", "重大决策草案意见征集", [_open_draft(unit), _result(unit), _draft(unit)]
        ),
        "normative": _column(
            "行政规范性文件目录",
            "规范性文件目录",
            [_catalogue(unit, month) for month in reversed(words["catalogue_months"])],
        ),
    }
    if "livelihood" in unit["features"]:
        made["livelihood"] = _column("重要民生实事项目", "重要民生实事项目", _projects(unit))
    return made


def _column(title: str, art: str, items: list[Item]) -> dict[str, Any]:
    return {"title": title, "art": art, "statement": "", "items": items}


def _mark(unit: dict[str, Any]) -> str:
    return f"清{unit['short'].removeprefix('区')[:2]}"


def _policy(unit: dict[str, Any]) -> Item:
    topic = unit["topic"]
    return {
        "kind": "policy",
        "title": f"{unit['name']}关于印发《清河区{topic}实施办法》的通知",
        "date": "2026-10-16",
        "written": "2026-10-12",
        "number": f"{_mark(unit)}发〔2026〕{unit['number'] + 3}号",
        "validity": "有效",
        "file": True,
        "peer": "item/interpretation/0",
        "hidden_link": "",
        "body": [
            "各有关单位：",
            f"现将《清河区{topic}实施办法》印发给你们，请结合实际认真贯彻执行。",
            f"第一条 为加强{topic}工作，保障公众合法权益，依据有关法律法规，结合本区实际，制定本办法。",
            f"第二条 本办法适用于清河区行政区域内的{topic}及相关管理活动，法律法规另有规定的从其规定。",
            f"第三条 {unit['name']}负责组织实施本办法，{'、'.join(unit['offices'])}按照职责分工落实具体任务。",
            "第四条 申请单位应当如实提交材料，并对材料的真实性负责；受理窗口应当在五个工作日内完成形式审查。",
            "第五条 对符合条件的事项，经集体研究后予以公示，公示期不少于五个工作日，公示无异议的按程序办理。",
            "第六条 违反本办法规定的，依法依规追究有关单位和人员的责任。",
            "第七条 本办法自2026年11月1日起施行，有效期五年。",
        ],
    }


def _interpretation(unit: dict[str, Any]) -> Item:
    topic = unit["topic"]
    return {
        "kind": "interpretation",
        "title": f"《清河区{topic}实施办法》政策解读",
        "date": "2026-10-16",
        "peer": "item/policy/0",
        "body": [
            f"一、为什么要出台这份文件？近两年，群众通过热线和走访反映的{topic}问题明显增多，原有做法已难以适应新情况，亟需一套清楚、好用的规矩。",
            "二、起草过程中听取了谁的意见？我们走访了十二个社区，召开三次座谈会，并在网上公开听取意见三十余天，共收到建议二十六条。",
            "三、和以前相比有什么变化？最大的不同是办事更快：窗口五天内给出初审意见；过程更透明：结果上网公示，谁都可以监督。",
            "四、普通居民和企业怎么办理？带上身份证件或者营业执照，到办事窗口一次提交即可，也可以先打电话咨询所需材料。",
            "五、关键词说明：文中所说的“形式审查”，是指只核对材料是否齐全、是否符合规定样式。",
        ],
    }


def _older(unit: dict[str, Any]) -> Item:
    return {
        "kind": "policy",
        "title": f"{unit['name']}关于做好2025年{unit['topic']}工作的通知",
        "date": "2025-05-15",
        "written": "2025-05-12",
        "number": f"{_mark(unit)}发〔2025〕{unit['number'] + 2}号",
        "validity": "有效",
        "file": True,
        "peer": "item/interpretation/1",
        "hidden_link": "",
        "body": [
            f"为做好2025年{unit['topic']}工作，现就有关事项通知如下。",
            "一、明确任务分工，压实工作责任。",
            "二、加强督促检查，确保按期完成。",
        ],
    }


def _older_interpretation(unit: dict[str, Any]) -> Item:
    return {
        "kind": "interpretation",
        "title": f"关于2025年{unit['topic']}工作通知的解读",
        "date": "2025-05-16",
        "peer": "item/policy/1",
        "body": [
            "这份通知主要回答三个问题：今年做什么、由谁来做、做到什么程度。",
            "市民可以在每季度末查看进展，也欢迎提出意见。",
        ],
    }


def _repealed(unit: dict[str, Any]) -> Item:
    return {
        "kind": "policy",
        "title": f"{unit['name']}关于{unit['topic']}的暂行规定（已废止）",
        "date": "2022-03-11",
        "written": "2022-03-08",
        "number": f"{_mark(unit)}发〔2022〕{unit['number'] + 1}号",
        "validity": "废止",
        "file": True,
        "peer": "",
        "hidden_link": "",
        "body": [f"本规定已由《清河区{unit['topic']}实施办法》取代，仅供查阅。"],
    }


def _draft(unit: dict[str, Any]) -> Item:
    return {
        "kind": "consultation",
        "title": f"关于公开征求《清河区{unit['topic']}实施办法（征求意见稿）》意见的公告",
        "date": "2026-08-24",
        "from": "2026-08-24",
        "to": "2026-09-25",
        "peer": "item/consultation/1",
        "file": True,
        "body": [
            f"为进一步规范{unit['topic']}工作，我单位起草了《清河区{unit['topic']}实施办法（征求意见稿）》，现向社会公开征求意见。"
        ],
    }


def _result(unit: dict[str, Any]) -> Item:
    return {
        "kind": "result",
        "title": f"关于《清河区{unit['topic']}实施办法（征求意见稿）》意见征集结果及采纳情况的反馈",
        "date": "2026-10-09",
        "peer": "item/consultation/2",
        "table": [
            ["序号", "意见内容", "采纳情况"],
            ["1", "建议明确窗口办理时限", "已采纳，写入第四条"],
            ["2", "建议增加公示环节", "已采纳，写入第五条"],
            ["3", "建议设立专项补贴", "未采纳，无资金依据"],
        ],
        "body": ["征求意见期间共收到意见建议26条，采纳19条，未采纳7条。现将主要意见及采纳情况公开如下。"],
    }


def _open_draft(unit: dict[str, Any]) -> Item:
    return {
        "kind": "consultation",
        "title": f"关于公开征求《清河区{unit['topic']}三年行动方案（征求意见稿）》意见的公告",
        "date": "2026-11-09",
        "from": "2026-11-09",
        "to": "2026-12-11",
        "peer": "",
        "file": True,
        "body": [f"为统筹推进{unit['topic']}工作，我单位起草了三年行动方案，现公开征求社会各界意见。"],
    }


def _catalogue(unit: dict[str, Any], month: str) -> Item:
    year, number = int(month[:4]), int(month[5:])
    following = f"{year}-{number + 1:02d}-06"
    rows = [["序号", "文件名称", "文号", "成文日期", "公布日期"]]
    if month == "2026-10":
        policy = _policy(unit)
        rows.append(["1", f"{policy['title']}", policy["number"], policy["written"], policy["date"]])
    text = f"{year}年{number}月1日至{number}月{monthrange(year, number)[1]}日，" + (
        "本单位制发行政规范性文件1件，目录如下。" if len(rows) > 1 else "本单位未制发行政规范性文件。"
    )
    return {
        "kind": "catalogue",
        "title": f"{unit['name']}{year}年{number}月行政规范性文件目录",
        "date": following,
        "body": [text],
        "table": rows if len(rows) > 1 else [],
        "peer": "item/policy/0" if len(rows) > 1 else "",
    }


_WORKS = ("加装电动自行车充电桩", "改造老旧小区无障碍坡道", "新建社区便民菜站", "为困难老年人提供助餐服务")


def _projects(unit: dict[str, Any]) -> list[Item]:
    def report(quarter: str, day: str, states: list[str]) -> Item:
        rows = [
            [str(place), work, unit["offices"][place % len(unit["offices"])], state]
            for place, (work, state) in enumerate(zip(_WORKS, states, strict=True), 1)
        ]
        return {
            "kind": "progress",
            "title": f"{unit['name']}2026年重要民生实事项目第{quarter}季度进展情况",
            "date": day,
            "body": [f"现将2026年重要民生实事项目第{quarter}季度进展情况公布如下："],
            "table": [["序号", "项目名称", "责任科室", "进展情况"], *rows],
            "note": "",
        }

    return [
        report(
            "四",
            "2026-11-16",
            ["已完成全部120个充电桩安装", "完成18处改造，完成率90%", "2处菜站已开业", "累计服务老人4600人次"],
        ),
        report("三", "2026-10-12", ["已安装96个充电桩", "完成14处改造", "1处菜站已开业", "累计服务老人3300人次"]),
        report("二", "2026-07-10", ["已安装60个充电桩", "完成8处改造", "完成选址", "累计服务老人2100人次"]),
    ]
