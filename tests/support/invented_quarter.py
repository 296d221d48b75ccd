"""An invented judged quarter: 26 units of 云岭市清河区 with every outcome, and texts that try to break out of a report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.appraise import changes
from inspector.judge.uplink import Round
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.finding import Finding, Score
from inspector.model.order import Order, Status
from inspector.model.rule import PackCard, RuleCard
from inspector.model.words import Words
from inspector.rectify import Standing
from inspector.rectify.planner import Plan, Step
from inspector.report.health import Health, Look, hosts_of
from inspector.report.inspection import Earlier, Example, Inspection, Past, PastScore

ATTACKS = (
    "<script>alert('quote')</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example.com","点我")',
    "</style><style>body{display:none}</style>",
    "{{ 7 * 7 }} {% raw %} \u202egnp.exe\u202c \x07",
    "javascript:alert(document.domain)",
)
ID_NUMBER, MOBILE = "11010519491231002X", "13812345678"
"""Of nobody: the example of GB 11643, and a number of no one's."""
HOSTILE_PAGE = f"""<!doctype html><html><head><title><script>alert('title')</script>指南"></title>
<base href="https://evil.example.com/"><meta http-equiv="refresh" content="0;url=https://evil.example.com/refresh">
<link rel="stylesheet" href="https://evil.example.com/style.css"><style>@import url(https://evil.example.com/import.css)</style>
<script>alert('copy')</script><script src="https://evil.example.com/a.js"></script></head>
<body onload="alert('load')" background="https://evil.example.com/body.png"><h1>清河区政府信息公开指南</h1>
<nav><a href="javascript:alert('nav')">首页</a><a href="https://evil.example.com/nav">专栏</a></nav>
<p>一、受理机构：办公室</p><p>办公时间：国家法定工作日；联系电话：0871-65550123</p><p>二、申请人{ID_NUMBER}，本人手机{MOBILE}</p>
<img src="https://evil.example.com/x.png" onerror="alert('img')"><iframe src="https://evil.example.com/frame"></iframe>
<svg onload="alert('svg')"><a xlink:href="javascript:alert(2)"><text>图</text></a></svg>
<form action="https://evil.example.com/send"><input name="q" autofocus onfocus="alert('focus')"></form>
<table><tr><th>年份</th><th>数量</th></tr><tr><td>2025</td><td>&lt;img src=x onerror=alert('cell')&gt;</td></tr></table>
%s</body></html>"""
LONG = "https://www.qinghe.gov.cn/xxgk/" + "very-long-segment/" * 60 + "t20260908_1.html?q=" + "x" * 400

PACKS = {
    pack: PackCard(pack, Words(zh, en), Decimal(top), Words(about, about_en))
    for pack, zh, en, top, about, about_en in (
        (
            "GD",
            "公开指南",
            "Disclosure guide",
            20,
            "指南要素是否齐全、准确。",
            "Whether the guide has all its elements.",
        ),
        ("OL", "旧法内容", "Old law", 5, "是否残留已废止的规定。", "Whether abolished provisions remain."),
        (
            "CH",
            "受理渠道",
            "Acceptance channels",
            25,
            "依申请公开的电子渠道是否可用。",
            "Whether electronic channels work.",
        ),
        ("LS", "全清单", "Full list", 15, "主动公开全清单是否规范。", "Whether the full list is in order."),
        (
            "FD",
            "法定内容",
            "Statutory content",
            15,
            "法定主动公开内容是否齐全。",
            "Whether statutory content is there.",
        ),
        ("FR", "更新时效", "Freshness", 8, "栏目是否按时更新。", "Whether columns are kept up to date."),
        (
            "PI",
            "政策解读",
            "Interpretation",
            7,
            "政策文件与解读是否关联。",
            "Whether documents and interpretations are linked.",
        ),
        (
            "AR",
            "公开年报",
            "Annual report",
            5,
            "年报是否按时、数据是否平衡。",
            "Whether the report is in time and adds up.",
        ),
        ("PV", "隐私与安全", "Privacy and safety", 0, "在百分之外扣分。", "Deducted outside the hundred."),
    )
}

_RULES = (
    ("GD-01", "指南页面可以打开", "The guide opens", 20, "veto?", "A"),
    ("GD-03", "写明工作机构名称", "Names the work body", 2, "S2", "A"),
    ("GD-04", "写明办公地址", "Gives the office address", 2, "S2", "A"),
    ("GD-05", "写明办公时间", "Gives office hours", 2, "S2", "A"),
    ("GD-06", "办公时间完整规范", "Office hours are well-formed", 1, "S3", "A"),
    ("GD-07", "写明联系电话", "Gives a telephone number", 2, "S2", "A"),
    ("GD-09", "写明传真或说明没有", "Gives fax, or says there is none", 1, "S3", "A"),
    ("OL-01", "不再要求“三需要”", "No 'special needs' clause", 3, "S1", "A"),
    ("OL-02", "答复期限为二十个工作日", "Twenty working days to answer", 2, "S1", "A"),
    ("CH-01", "至少有一个电子渠道", "At least one electronic channel", 25, "veto?", "A"),
    ("CH-02", "公布的邮箱接收申请", "The mailbox accepts applications", 10, "S1", "B"),
    ("CH-03", "邮箱域名有效", "The mail domain exists", 8, "S1", "A"),
    ("CH-09", "授权测试邮件有回应", "An authorised test mail is answered", 5, "S1", "C"),
    ("LS-01", "全清单可以打开", "The full list opens", 15, "S1", "A"),
    ("LS-04", "全清单有公开时限一列", "The list has a time-limit column", 2, "S2", "A"),
    ("LS-07", "清单链接可以打开", "Links of the list open", 1, "S3", "A"),
    ("FD-01", "机构职能六要素齐全", "All six institutional parts", 3, "S2", "A"),
    ("FD-02", "法定栏目不空白", "No blank statutory column", 3, "S1", "A"),
    ("FR-02", "栏目在规定期限内更新", "Columns updated within their limits", 2, "S2", "A"),
    ("PI-02", "政策文件配有解读", "Documents have an interpretation", 2, "S2", "A"),
    ("PI-04", "解读不是照抄原文", "The interpretation is not a copy", 2, "S2", "B"),
    ("AR-01", "发布上一年度年报", "Last year's report is published", 5, "S1", "A"),
    ("AR-04", "申请数据勾稽平衡", "Application figures balance", 3, "S1", "A"),
    ("PV-01", "没有未脱敏的身份证号", "No unmasked identity numbers", 10, "veto?", "B"),
)

RULES = {
    rule: RuleCard(
        id=rule,
        pack=rule[:2],
        title=Words(zh, en),
        points=Decimal(points),
        cap=Decimal(points),
        severity=severity,  # type: ignore[arg-type]
        auto=auto,  # type: ignore[arg-type]
        basis=(
            Words(
                "《政府信息公开条例》第十二条第二款",
                "Regulations on the Openness of Government Information, Art. 12(2)",
            ),
        ),
        method=Words(f"在页面正文中查找：{zh}。", f"Looked for in the text of the page: {en}."),
        remedy=Words(f"请补充或更正，做到“{zh}”。", f"Add or correct, so that: {en}."),
        example=Words(
            "办公时间：工作日 9:00—12:00，13:30—17:30<svg/onload=alert('rule')>",
            "Office hours: weekdays 9:00-12:00, 13:30-17:30 (public holidays excepted)",
        ),
        pages=("guide", "application"),
    )
    for rule, zh, en, points, severity, auto in _RULES
}

_NAMES = [
    "发展和改革委员会",
    "教育委员会",
    "科学技术局",
    "公安分局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "生态环境局",
    "住房和城市建设委员会",
    "交通局",
    "水务局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康委员会",
]
_OTHERS = (
    ("portal", "清河区人民政府门户网站"),
    ("institution", "清河区档案馆"),
    ("district", "清河区<script>alert('name')</script>"),
)
_STREETS = ["桃源街道", "望河街道", "青石桥街道", "南塔街道", "云水街道", "柳湾街道", "松坪街道"]


def invented_inspection(
    copies: int = 1, *, previous: bool = True, languages: tuple[str, ...] = ("zh", "en")
) -> Inspection:
    """The invented quarter; `copies` multiplies its 26 units for measurements."""
    result = _result("2026Q4", copies, shift=0)
    orders: dict[str, str] = {}
    for unit in result["units"]:
        for finding in unit["findings"]:
            if finding["outcome"] == "fail" and finding["confirmed"]:
                finding["due"] = orders[finding["id"]] = "2026-12-08" if finding["severity"] == "S3" else "2026-12-01"
    standing = Standing(issued=12, open=9, overdue=2, closed=3, late=1, recurred=1, days=(4, 9, 12))
    before = _result("2026Q3", copies, shift=1) if previous else None
    return Inspection(
        result=result,
        rules=RULES,
        packs=PACKS,
        issued={id: _order(number, id, due) for number, (id, due) in enumerate(orders.items(), 1) if number % 2},
        previous=_earlier(result, before) if before else None,
        past=_past(copies) if previous else (),
        captures=invented_captures,
        plan=_plan,
        examples={
            "GD-05": (
                Example("fail", "fail-no-hours.html", Words("页面上没有办公时间", "no office hours"), ATTACKS[0]),
                Example(
                    "pass",
                    "pass-<b>.html",
                    Words("办公时间：见摘录", "office hours: see the quote"),
                    "办公时间：工作日",
                ),
            )
        },
        standing=standing,
        standings={"QH004": standing},
        standing_on="2026-12-20",
        health=_health(),
        district="云岭市清河区",
        languages=languages,
    )


def _health() -> Health:
    """A run in which most hosts answered; one name is an attack, and our own network was down once."""
    looks: list[Look] = [("www.qinghe.gov.cn", 200, None)] * 900 + [("www.qinghe.gov.cn", 404, None)] * 3
    looks += [("zwfw.qinghe.gov.cn", None, Failure.TIMEOUT), ("zwfw.qinghe.gov.cn", None, Failure.TLS)]
    looks += [(ATTACKS[0], None, Failure.DNS)]
    told = (
        Round(1, "before", True, "2026-11-20T02:00:00+08:00", "2026-11-20T02:00:04+08:00"),
        Round(2, "during", False, "2026-11-20T02:20:00+08:00", "2026-11-20T02:20:30+08:00"),
    )
    return Health(hosts_of(looks), told, ("QH025",))


def _earlier(result: Mapping[str, Any], before: Mapping[str, Any]) -> Earlier:
    units = {unit["code"]: unit for unit in before["units"]}
    return Earlier(before["run"], units, changes(result["run"], before["run"]))


def invented_captures(code: str) -> Iterable[Capture]:
    """What was seen of a unit: one hostile page under each address its findings cite, with their quotes and the attacks as text."""
    number = int("".join(char for char in code if char.isdigit())) - 1
    for url in sorted({_address(number, order) for order in range(len(RULES))}):
        attacks = "".join(f"<p>{attack.replace('&', '&amp;').replace('<', '&lt;')}</p>" for attack in ATTACKS)
        body = (HOSTILE_PAGE.replace("%s", attacks)).encode()
        yield Capture(Ask(url), url, 200, {"content-type": "text/html; charset=utf-8"}, body, sha256=_digest(url))


def _order(number: int, id: str, due: str) -> Order:
    status: Status = "closed" if number % 5 == 0 else "issued"
    day = date.fromisoformat(due)
    return Order(f"2026Q4-{number:03}", "QH", id, "GD-05", "", "S2", "2026Q4", status, day, "王某", {}, ())


def _past(copies: int) -> tuple[Past, ...]:
    quarters = (("2026Q1", 3, "older rules"), ("2026Q2", 2, "rules"), ("2026Q3", 1, "rules"))
    return tuple(
        Past(quarter, _digest(rules), _past_scores(quarter, copies, shift)) for quarter, shift, rules in quarters
    )


def _past_scores(quarter: str, copies: int, shift: int) -> dict[str, PastScore]:
    scores = {unit["code"]: unit["score"] for unit in _result(quarter, copies, shift)["units"]}
    return {
        code: PastScore(
            Decimal(str(one["value"])) - shift, Decimal(str(one["floor"])) - shift, Decimal(str(one["coverage"]))
        )
        for code, one in scores.items()
    }


def _plan(unit: Mapping[str, Any]) -> Plan | None:
    """The dearest faults one by one, as if no cap were in the way."""
    value = Decimal(str(unit["score"]["value"]))
    faults = sorted((f for f in unit["findings"] if f["outcome"] == "fail"), key=lambda f: (f["points"], f["id"]))
    steps = []
    for raw in faults:
        gain = -Decimal(str(raw["points"])) if raw["confirmed"] else Decimal(0)
        value += gain
        steps.append(Step(_as_finding(raw, unit["code"]), value, gain, gain, False, False, 0))
    none = Score(value, value, Decimal(100), Words("", ""), None, Decimal(1))
    return Plan(none, tuple(steps), exact=True) if steps else None


def _as_finding(raw: Mapping[str, Any], code: str) -> Finding:
    points = Decimal(str(raw["points"]))
    return Finding(
        raw["id"], code, raw["rule"], raw["rule"][:2], raw["subject"], "fail", raw["severity"], points, raw["confirmed"],
        Words(**raw["message"]), "unit",
    )  # fmt: skip


def _result(quarter: str, copies: int, shift: int) -> dict[str, Any]:
    units = [_unit(number, shift) for number in range(26 * copies)]
    return {
        "schema": "inspector.result/1",
        "run": {
            "id": f"{quarter}-20261120T020000",
            "quarter": quarter,
            "as_of": "2026-11-20",
            "started": "2026-11-20T02:00:00+08:00",
            "finished": "2026-11-20T02:41:12+08:00",
            "engine_version": "0.1.0",
            "rules_digest": _digest("rules"),
            "registry_digest": _digest("registry"),
            "calendar_digest": _digest("calendar"),
            "evidence_root": _digest(quarter),
            "complete": True,
            "channels": _summary(units),
            "gates": [
                {
                    "id": "channel_coverage",
                    "ok": True,
                    "detail": {"zh": "全部单位都有受理渠道结论", "en": "Every unit has a channel result"},
                },
                {
                    "id": "undetermined_share",
                    "ok": False,
                    "detail": "未判定比例 11.8%，高于 10% <b> / 11.8% undetermined, more than 10% <b>",
                },
            ],
        },
        "units": units,
    }


def _unit(number: int, shift: int) -> dict[str, Any]:
    kind, name = _who(number)
    findings = [_finding(number, order, rule, shift) for order, rule in enumerate(RULES)]
    if number % 26 == 24:
        findings = [
            {**finding, "outcome": "undetermined", "reason": "unregistered", "points": 0, "attribution": "us"}
            for finding in findings
        ]
    ledger = [
        _entry(finding)
        for finding in findings
        if finding["outcome"] == "fail" and finding["confirmed"] and finding["points"]
    ]
    value = sum((Decimal(str(entry["points"])) for entry in ledger), Decimal(100))
    open_points = sum(
        Decimal(str(RULES[finding["rule"]].points))
        for finding in findings
        if finding["outcome"] == "fail" and not finding["confirmed"]
    )
    decided = sum(1 for finding in findings if finding["outcome"] in ("pass", "fail", "waived"))
    veto = "proposed" if any(f["rule"] == "PV-01" and f["outcome"] == "fail" for f in findings) else None
    return {
        "code": f"QH{number + 1:03}" if number % 26 != 25 else f"QH/../{number + 1} <b>",
        "name": name,
        "type": kind,
        "grade_held": veto == "proposed",
        "score": {
            "value": float(value),
            "floor": float(max(Decimal(0), value - open_points - 3)),
            "max": 100,
            "grade": _grade(value),
            "veto": veto,
            "coverage": round(decided / len(findings), 3),
        },
        "packs": [
            {"id": pack, "max": float(card.max), "points": _left(pack, card, ledger)}
            for pack, card in PACKS.items()
            if card.max
        ],
        "ledger": ledger,
        "findings": findings,
        "channels": _channels(number),
    }


def _channels(number: int) -> dict[str, Any]:
    """A mailbox and a form each; every third mailbox is broken, every fifth form was not seen."""
    mailbox = "broken" if number % 3 == 0 else "answered" if number % 3 == 1 else "works"
    form = "undetermined" if number % 5 == 0 else "works"
    items = [
        _channel("email", f"xxgk{number}@qinghe.gov.cn", mailbox, ("syntax", "domain", "mx")),
        _channel("form", ATTACKS[number % len(ATTACKS)], form, ("opens", "fields", "captcha")),
    ]
    states = [item["state"] for item in items]
    return {
        "applies": number % 26 < 23,
        "covered": "undetermined" not in states,
        "reason": "网站改版中<b>" if number % 10 == 0 else "",
        "reason_by": "",
        "declared": 2,
        "tested": sum(state != "undetermined" for state in states),
        "works": sum(state in ("works", "answered") for state in states),
        **{state: states.count(state) for state in ("answered", "broken", "undetermined", "untested", "refused")},
        "items": items,
    }


def _channel(kind: str, value: str, state: str, levels: tuple[str, ...]) -> dict[str, Any]:
    outcomes = {"broken": ("pass", "pass", "fail"), "undetermined": ("undetermined",)}.get(
        state, ("pass", "pass", "pass")
    )
    return {
        "kind": kind,
        "value": value,
        "accepts": True,
        "declared": True,
        "differs": state == "broken",
        "platform": False,
        "receiver": "",
        "state": state,
        "published": [
            {"role": "guide", "url": "https://www.qinghe.gov.cn/", "accepts": True, "quote": value, "locator": ""}
        ],
        "levels": [
            {
                "level": level,
                "outcome": "manual" if level == "captcha" else outcome,
                "message": {"zh": f"见“{value}”", "en": f"see “{value}”"},
                "reason": "",
                "at": "2026-11-20T02:11:05+08:00",
                "source": "",
                "sha256": "",
                "confirmed": True,
            }
            for level, outcome in zip(levels, outcomes, strict=False)
        ],
    }


def _summary(units: list[dict[str, Any]]) -> dict[str, Any]:
    asked = [unit["channels"] for unit in units if unit["channels"]["applies"]]
    names = ("declared", "tested", "works", "answered", "broken", "undetermined", "untested")
    return {
        "units": len(asked),
        "covered": sum(one["covered"] for one in asked),
        "with_reason": sum(bool(one["reason"]) and not one["covered"] for one in asked),
        **{name: sum(one[name] for one in asked) for name in names},
        "levels": [
            _level(asked, kind, level) for kind, level in (("email", "mx"), ("form", "opens"), ("fax", "format"))
        ],
    }


def _level(asked: list[dict[str, Any]], kind: str, level: str) -> dict[str, Any]:
    items = [item for one in asked for item in one["items"] if item["kind"] == kind]
    seen = [rung["outcome"] for item in items for rung in item["levels"] if rung["level"] == level]
    counts = {outcome: seen.count(outcome) for outcome in ("pass", "fail", "undetermined")}
    return {
        "kind": kind,
        "level": level,
        "channels": len(items),
        **counts,
        "noted": 0,
        "untested": len(items) - len(seen),
    }


def _who(number: int) -> tuple[str, str]:
    place = number % 26
    again = f"（{number // 26 + 1}）" if number >= 26 else ""
    if place < 16:
        return "department", f"清河区{_NAMES[place]}{again}"
    if place < 23:
        return "subdistrict", f"清河区{_STREETS[place - 16]}办事处{again}"
    return _OTHERS[place - 23]


def _finding(number: int, order: int, rule: str, shift: int) -> dict[str, Any]:
    card = RULES[rule]
    dice = (number * 31 + order * 17 + (number * order) % 11 + shift * (order % 3 == 0)) % 20
    outcome, confirmed, reason = _outcome(rule, dice, number)
    subject = card.pages[0] if order % 2 else f"https://www.qinghe.gov.cn/xxgk/c{100 + number}/"
    quote = (
        ATTACKS[(number + order) % len(ATTACKS)]
        if (number + order) % 5 == 0
        else "办公时间：国家法定工作日；联系电话：0871-65550123"
    )
    url = _address(number, order)
    return {
        "id": _digest(f"{number}/{rule}")[:16],
        "rule": rule,
        "subject": subject,
        "outcome": outcome,
        "severity": card.severity,
        "points": -float(card.points) if outcome == "fail" else 0,
        "confirmed": confirmed,
        "message": {
            "zh": f"应当：{card.title.zh}；页面所见：{quote}" if outcome == "fail" else f"{card.title.zh}：见摘录。",
            "en": f"Expected: {card.title.en}; found: {quote}"
            if outcome == "fail"
            else f"{card.title.en}: see the quote.",
        },
        "attribution": "blocked" if reason == "blocked" else "unit",
        "reason": reason,
        "original": "fail" if outcome == "waived" else None,
        "evidence": [
            {
                "url": url,
                "final_url": url,
                "status": 200,
                "fetched_at": "2026-11-20T02:11:05+08:00",
                "sha256": _digest(url),
                "quote": quote,
                "locator": f"main > p:nth({order})",
            }
        ],
    }


def _address(number: int, order: int) -> str:
    if (number + order) % 13 == 0:
        return LONG
    return "javascript:alert(1)" if (number + order) % 17 == 0 else f"https://www.qinghe.gov.cn/xxgk/c{100 + number}/"


def _outcome(rule: str, dice: int, number: int) -> tuple[str, bool, str]:
    if rule == "PV-01":
        return ("fail", False, "") if number % 9 == 4 else ("pass", True, "")
    if rule == "CH-09":
        return "manual", True, ""
    if rule in ("GD-01", "CH-01", "LS-01", "AR-01"):
        return ("fail", True, "") if dice == 0 and number % 2 else ("pass", True, "")
    if dice in (1, 7) and number % 4 == 1:
        return "undetermined", True, "blocked" if dice == 1 else "image_only"
    if dice == 3:
        return "not_applicable", True, "superseded:GD-01"
    if dice == 5 and number % 3 == 0:
        return "waived", True, ""
    if dice in (2, 6, 9) or (dice == 11 and number % 2):
        return "fail", RULES[rule].auto == "A", ""
    return "pass", True, ""


def _entry(finding: Mapping[str, Any]) -> dict[str, Any]:
    card = RULES[finding["rule"]]
    return {
        "pack": card.pack,
        "rule": card.id,
        "finding": finding["id"],
        "points": finding["points"],
        "reason": {"zh": f"未做到：{card.title.zh}", "en": f"Not met: {card.title.en}"},
    }


def _left(pack: str, card: PackCard, ledger: list[dict[str, Any]]) -> float:
    return float(
        max(Decimal(0), card.max + sum(Decimal(str(entry["points"])) for entry in ledger if entry["pack"] == pack))
    )


def _grade(value: Decimal) -> dict[str, str]:
    for limit, zh, en in ((90, "优秀", "Excellent"), (80, "良好", "Good"), (60, "合格", "Adequate")):
        if value >= limit:
            return {"zh": zh, "en": en}
    return {"zh": "不合格", "en": "Inadequate"}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
