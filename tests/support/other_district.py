"""Another district than the sample: 临江区 of 望川市, written without a look at it. Pages of a unit, clean or with one fault.

Four sites (a platform with a left menu, an old one of nested tables, a plain one, cards), four ways to write a guide, three lists.
`unit_world(number, fault)` is a unit with all its pages; `FAULTS` says for each fault what is changed and which rule must fail.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annual_reports import consistent, report_page, table_four, table_three

from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit

Data = dict[str, Any]
_HOST = "https://www.linjiang.gov.cn"
_NAMES = (
    ("临江区教育体育局", "department", "区教体局", "jytyj"),
    ("临江区民政局", "department", "区民政局", "mzj"),
    ("临江区农业农村和水务局", "department", "区农水局", "nsj"),
    ("临江区市场监督管理局", "department", "区市场监管局", "scjgj"),
    ("白鹭街道办事处", "subdistrict", "白鹭街道", "blj"),
    ("石桥街道办事处", "subdistrict", "石桥街道", "sqj"),
    ("青溪镇人民政府", "township", "青溪镇", "qxz"),
    ("临江区交通运输局", "department", "区交通局", "jtj"),
)
STYLES = len(_NAMES)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and everything that answers in its world; what is not there is 404."""

    unit: Unit
    pages: dict[str, tuple[int, bytes]]

    def answer(self, ask: Ask) -> Capture:
        """The answer to `ask`, names always with a mail exchanger."""
        if ask.method == "DNS":
            return Capture(
                ask, ask.url, None, {}, b'{"addresses": [], "mx": [{"exchange": "mx.x.cn", "preference": 1}]}'
            )
        status, body = self.pages.get(ask.url, (404, b"<html><body>not found</body></html>"))
        return Capture(ask, ask.url, status, {"content-type": "text/html"}, body if ask.method == "GET" else b"")


def unit_world(number: int, change: Callable[[Data], None] | None = None, *, only: tuple[str, ...] = ()) -> Place:
    """Unit `number` with a change; `only`: the roles that are registered (all where empty), the others are to be found."""
    data = copy.deepcopy(_clean(number))
    if change is not None:
        change(data)
    pages, roles = _render(data)
    kept = {role: url for role, url in roles.items() if not only or role in only}
    unit = Unit(data["code"], data["name"], data["type"], pages=kept, features=tuple(data["features"]))
    return Place(unit, pages)


def others(number: int) -> list[Unit]:
    """The other units of the district."""
    rest = [Unit("LJ99", "临江区财政局", "department")]
    return rest + [Unit(f"LJ{n:02}", name, kind) for n, (name, kind, _, _) in enumerate(_NAMES) if n != number]  # type: ignore[arg-type]


def _clean(number: int) -> Data:
    name, kind, short, path = _NAMES[number]
    departmental = kind == "department"
    return {
        "number": number,
        "code": f"LJ{number:02}",
        "name": name,
        "type": kind,
        "short": short,
        "path": path,
        "features": ["licensing", "enforcement", "policy", "budget", "charges"]
        if departmental
        else ["budget", "policy", "livelihood"],
        "guide": {
            "title": f"{name}政府信息公开指南",
            "date": "2026-04-0" + str(number + 1),
            "body": f"{name}综合办公室" if number % 2 else f"{name}办公室（政务公开科）",
            "address": f"望川市临江区江滨大道{100 + number}号{number + 2}楼{number + 2}0{number + 1}室",
            "hours": (
                "周一至周五 上午9:00-12:00，下午13:30-17:30（法定节假日除外）",
                "工作日8:30—11:30，14:00—17:30",
                "星期一至星期五 上午8：30至12：00，下午14：30至18：00，国家法定节假日除外",
                "每周一到周五9:00~12:00、13:00~17:00（节假日休息）",
            )[number % 4],
            "phone": f"0538-662{number}1{number}08",
            "fax": f"0538-662{number}1{number}09",
            "email": f"gk_{path}@linjiang.gov.cn",
            "postcode": "271000",
            "form": f"{_HOST}/ysq/form?dept={path}",
            "classes": "机构职能、政策文件、规划计划、财政信息、行政执法、公共服务六类",
            "arrange": "编排体系：信息依索引号、名称、内容概述、生成日期排列",
            "ways": "临江区人民政府网站（www.linjiang.gov.cn）、区档案馆和区图书馆的政府信息查阅点",
            "law": "《中华人民共和国政府信息公开条例》（国务院令第711号）",
            "limit": "本机关能够当场答复的，当场答复；不能当场答复的，自收到申请之日起20个工作日内答复，依法需要延长的，延长不超过20个工作日",
            "fee": "依申请提供政府信息不收取费用，数量、频次明显超过合理范围的，可以依照国家规定收取信息处理费",
            "more": "",
            "extra_link": "",
        },
        "application": {
            "channels": ("email", "form", "fax", "post", "in_person"),
            "file": "/files/sqb.html",
            "more": "",
        },
        "form": {
            "fields": [
                "姓名或名称",
                "证件名称及号码",
                "联系电话",
                "通信地址",
                "所需政府信息的名称、文号或其他特征描述",
                "获取信息的方式（邮寄、电子邮件、自行领取）",
            ],
            "status": 200,
            "query": True,
        },
        "institution": {
            "functions": "贯彻执行国家有关法律法规，负责本辖区本领域的行政管理、公共服务和监督检查工作。",
            "structure": "办公室、业务一科、业务二科、法规科",
            "head": "周明远",
            "duty": "主持全面工作",
            "address": None,
            "hours": None,
            "phone": None,
        },
        "list": {
            "title": f"{name}主动公开全清单",
            "date": "2026-05-2" + str(number),
            "rows": _list_rows(short, departmental),
            "drop": (),
        },
        "sections": ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"],
        "columns": _columns(name, short, departmental),
        "report": {
            "year": 2025,
            "date": "2026-01-2" + str(number),
            "three": consistent(number + 40, "2021"),
            "overview": "",
            "change": None,
            "name": name,
        },
        "search": True,
        "extra": {},
    }


def _list_rows(short: str, departmental: bool) -> list[list[str]]:
    body = short
    rows = [
        [
            "机构信息",
            "机构职能",
            "单位职责、内设机构、负责人姓名、办公地址、办公时间、联系方式",
            "自信息形成或者变更之日起20个工作日内",
            "政府网站",
            body,
        ],
        [
            "政策文件",
            "规范性文件",
            "规范性文件文本及解读",
            "自信息形成或者变更之日起20个工作日内",
            "政府网站、政府公报",
            body,
        ],
        ["财政信息", "部门预算决算", "部门预算、部门决算及三公经费", "经批复后20日内", "政府网站", body],
        ["通知公告", "通知公告", "各类通知、公告、公示", "20个工作日内", "政府网站", body],
        ["政府采购", "政府采购", "集中采购目录、标准及实施情况", "20个工作日内", "政府网站", body],
    ]
    if departmental:
        rows += [
            ["行政审批", "行政许可", "许可依据、条件、程序以及办理结果", "作出决定之日起7个工作日内", "政府网站", body],
            [
                "行政执法",
                "行政处罚和行政强制",
                "处罚、强制的依据、条件、程序以及决定",
                "作出决定之日起7个工作日内",
                "政府网站",
                body,
            ],
            ["收费项目", "行政事业性收费", "收费项目、依据、标准", "20个工作日内", "政府网站", body],
        ]
    else:
        rows += [
            [
                "社会救助",
                "最低生活保障和临时救助",
                "救助政策、标准、办理结果",
                "20个工作日内",
                "政府网站、公示栏",
                body,
            ],
            ["土地征收", "土地、房屋征收", "征收公告、补偿方案", "实时公开", "政府网站、公示栏", body],
            [
                "公共服务",
                "市政建设、公益事业、治安管理",
                "建设项目、公益事业、治安管理工作信息",
                "20个工作日内",
                "政府网站",
                body,
            ],
            [
                "惠农政策",
                "农村政策、水利、土地承包经营权流转、宅基地审核、筹资筹劳",
                "政策文本及落实情况",
                "20个工作日内",
                "政府网站",
                body,
            ],
        ]
    return rows


def _columns(name: str, short: str, departmental: bool) -> Data:
    columns: Data = {
        "工作动态": [
            (f"{short}召开年末重点工作推进会", "2026-11-19", ""),
            (f"{short}开展冬季安全检查", "2026-11-06", ""),
        ],
        "通知公告": [
            (f"关于{short}2026年第三季度工作情况的公告", "2026-10-16", ""),
            ("关于开展问卷调查的通知", "2026-08-20", ""),
        ],
        "政策文件": [(f"{name}关于印发《公共场所管理暂行办法》的通知", "2026-10-21", "policy")],
        "政策解读": [("《公共场所管理暂行办法》解读", "2026-10-22", "interpretation")],
        "意见征集": [("关于公开征求《社区服务管理规定（征求意见稿）》意见的公告", "2026-10-12", "consultation")],
        "财政预算": [(f"{name}2026年部门预算信息公开", "2026-02-11", "")],
        "财政决算": [(f"{name}2025年部门决算信息公开", "2026-09-03", "")],
        "政府采购": [(f"{short}办公设备采购结果公告", "2026-09-28", "")],
        "应急管理": [(f"{name}突发事件应急预案", "2026-03-30", "")],
    }
    if departmental:
        columns |= {
            "行政许可": [("行政许可事项公示（2026年11月上旬）", "2026-11-12", "licence")],
            "行政处罚和行政强制": [("行政处罚决定公示", "2026-11-10", "")],
            "行政事业性收费": "none",
        }
    else:
        columns |= {
            "社会救助": [("2026年10月城乡最低生活保障和临时救助名单公示", "2026-11-02", "")],
            "土地和房屋征收": [("房屋征收补偿方案公告", "2026-09-15", "")],
            "公共服务": [("市政建设和公益事业项目清单", "2026-08-03", "")],
            "重要民生实事项目": [("2026年民生实事项目第三季度进展情况", "2026-10-09", "livelihood")],
        }
    return columns


# -- sites


def _site(data: Data, title: str, date: str, body: str, crumb: str, meta: bool = True) -> bytes:
    wrap = (_platform, _tables, _bare, _cards)[data["number"] % 4]
    return wrap(data, title, date, body, crumb, meta).encode()


def _search(data: Data) -> str:
    return (
        '<form action="/so" method="get"><input name="q" placeholder="请输入检索词"></form>' if data["search"] else ""
    )


def _menu(data: Data) -> list[tuple[str, str]]:
    base = f"{_HOST}/{data['path']}"
    links = dict(zip(data["sections"], (f"{base}/zn.html", f"{base}/zd/", f"{base}/nr/", f"{base}/nb/"), strict=False))
    return [
        *links.items(),
        ("依申请公开", f"{base}/ysq.html"),
        ("主动公开全清单", f"{base}/qqd.html"),
        ("机构职能", f"{base}/jg.html"),
    ]


def _platform(data: Data, title: str, date: str, body: str, crumb: str, meta: bool) -> str:
    left = "".join(f'<li><a href="{url}">{text}</a></li>' for text, url in _menu(data))
    pub = f'<meta name="PubDate" content="{date} 10:00:00">' if date and meta else ""
    bar = (
        f'<div class="xx-con-info"><span>发布时间：{date}</span><span>来源：{data["short"]}</span><span>阅读：<i>--</i></span></div>'
        if date
        else ""
    )
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title} - 临江区人民政府</title>{pub}</head><body>
<div class="page-header"><a href="/">临江区人民政府</a>{_search(data)}</div><div class="mnav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>
<div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; <a href="/{data["path"]}/">{data["short"]}</a> &gt; {crumb}</div>
<div class="container"><div class="zfxxgk_leftmenu"><ul>{left}</ul></div><div class="zfxxgk_rightcon"><h1>{title}</h1>{bar}<div class="wz-con">{body}</div></div></div>
<div class="page-footer"><p>主办：临江区人民政府办公室　联系电话：0538-6620000　网站标识码：3709010001</p><p>鲁ICP备00000000号</p></div></body></html>"""


def _tables(data: Data, title: str, date: str, body: str, crumb: str, meta: bool) -> str:
    left = "".join(f'<tr><td height="30"><a href="{url}">{text}</a></td></tr>' for text, url in _menu(data))
    bar = (
        f'<tr><td align="center">发布日期:{date.replace("-", "/")}　 作者:{data["short"]}　 点击数:</td></tr>'
        if date
        else ""
    )
    return f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><title>{title}</title></head><body bgcolor=#ffffff>
<table width=960 align=center><tr><td><a href="/">临江区人民政府</a></td><td>{_search(data)}</td></tr></table>
<table width=960 align=center><tr><td colspan=2>当前位置：<a href="/">首页</a>-&gt;<a href="/{data["path"]}/">{data["short"]}</a>-&gt;{crumb}</td></tr>
<tr><td width=180 valign=top><table>{left}</table></td><td valign=top><table width=100%><tr><td align=center><font size=4><b>{title}</b></font></td></tr>{bar}
<tr><td>{body}</td></tr></table></td></tr></table><hr><center>版权所有：临江区人民政府办公室 电话：0538-6620000 鲁ICP备00000000号</center></body></html>"""


def _bare(data: Data, title: str, date: str, body: str, crumb: str, meta: bool) -> str:
    nav = " | ".join(f'<a href="{url}">{text}</a>' for text, url in _menu(data))
    when = f"<p><small>{date} 　来源：{data['short']} 　编辑：办公室</small></p>" if date else ""
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body><header><a href="/">临江区政府网</a>{_search(data)}</header>
<nav><a href="/">首页</a> &gt; <a href="/{data["path"]}/">{data["short"]}</a> &gt; {crumb}</nav><aside>{nav}</aside><main><h2>{title}</h2>{when}{body}</main>
<footer>主办单位：临江区人民政府办公室 邮编：271000 电话：0538-6620000</footer></body></html>"""


def _cards(data: Data, title: str, date: str, body: str, crumb: str, meta: bool) -> str:
    tabs = "".join(f'<div class="tab"><a href="{url}" title="{text}">{text}</a></div>' for text, url in _menu(data))
    when = f'<div class="art-info">[{date}] 【字体：大 中 小】 信息来源：{data["short"]}</div>' if date else ""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_{data["short"]}</title></head><body><div id="hd"><h3><a href="/">临江区</a></h3>{_search(data)}</div>
<div class="bread">首页 / {data["short"]} / {crumb}</div><div class="tabs">{tabs}</div><div class="art"><div class="art-tit">{title}</div>{when}<div class="art-con">{body}</div></div>
<div class="ft">临江区人民政府办公室主办 ICP备案号：鲁ICP备00000000号</div></body></html>"""


# -- pages


def _guide(data: Data) -> str:
    return (_guide_lines, _guide_table, _guide_sentences, _guide_list)[(data["number"] // 2) % 4](data["guide"], data)


def _opening(g: Data, data: Data) -> str:
    return (
        f"<p>　　为保障公民、法人和其他组织依法获取政府信息，{g.get('owner', data['name'])}根据{g['law']}编制本指南。</p>"
        if g["law"]
        else ""
    )


def _rest(g: Data) -> str:
    parts = [g["limit"], g["fee"], g["more"]]
    text = "".join(f"<p>　　{part}。</p>" for part in parts if part)
    link = f'<p><a href="{g["extra_link"]}">申请流程图</a></p>' if g["extra_link"] else ""
    return (
        text
        + link
        + "<p>　　认为本机关未依法公开的，可以向临江区人民政府办公室投诉（电话：0538-6620012），或者申请行政复议、提起行政诉讼。</p>"
    )


def _ways(g: Data) -> str:
    parts = [
        f"本机关主动公开的政府信息分为{g['classes']}" if g["classes"] else "",
        g["arrange"],
        f"公众可以通过{g['ways']}获取" if g["ways"] else "",
    ]
    return "".join(f"<p>　　{part}。</p>" for part in parts if part)


def _how(g: Data) -> str:
    means = ["当面提交"]
    means += (
        [f"邮寄至{g['address']}（邮编{g['postcode']}，收件人：{g['body']}）"]
        if g["address"] and g["body"] and g["postcode"]
        else ["邮寄"]
    )
    means += [f"发送电子邮件到{g['email']}"] if g["email"] and not g["more"].startswith("上述电子邮箱") else []
    means += [f"传真至{g['fax']}"] if g["fax"] and g["fax"] != "无" else []
    online = f'，或者登录<a href="{g["form"]}">在线申请平台</a>提交' if g["form"] else ""
    return f"<p>　　申请人可以选择以下方式提出申请：{'、'.join(means)}{online}。</p>"


def _contacts(g: Data) -> list[tuple[str, str]]:
    pairs = [("body", "受理机构"), ("address", "办公地址"), ("hours", "办公时间"), ("phone", "联系电话"), ("fax", "传真号码"),
             ("email", "电子邮箱"), ("postcode", "邮政编码")]  # fmt: skip
    return [(label, g[key]) for key, label in pairs if g[key]]


def _guide_lines(g: Data, data: Data) -> str:
    lines = "".join(f"<p>　　{n}．{label}：{value}</p>" for n, (label, value) in enumerate(_contacts(g), 1))
    return f"{_opening(g, data)}<p><b>　　一、主动公开</b></p>{_ways(g)}<p><b>　　二、依申请公开</b></p>{lines}{_how(g)}{_rest(g)}"


def _guide_table(g: Data, data: Data) -> str:
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in _contacts(g))
    return f"{_opening(g, data)}<h3>主动公开</h3>{_ways(g)}<h3>申请受理</h3><table border=1>{rows}</table>{_how(g)}{_rest(g)}"


def _guide_sentences(g: Data, data: Data) -> str:
    said = "；".join(f"{label}：{value}" for label, value in _contacts(g))
    return f"{_opening(g, data)}<p>第一部分　主动公开</p>{_ways(g)}<p>第二部分　依申请公开</p><p>　　{said}。</p>{_how(g)}{_rest(g)}"


def _guide_list(g: Data, data: Data) -> str:
    items = "".join(f"<li><strong>{label}</strong>：{value}</li>" for label, value in _contacts(g))
    return f"{_opening(g, data)}<section><h4>（一）公开内容和方式</h4>{_ways(g)}</section><section><h4>（二）工作机构</h4><ul>{items}</ul></section>{_how(g)}{_rest(g)}"


def _application(data: Data) -> str:
    g, a = data["guide"], data["application"]
    g = {**g, **a.get("guide", {})}
    file = (
        f'<p>附件：<a href="{a["file"]}">政府信息公开申请表.html</a></p>'
        if a["file"].endswith(".html")
        else f'<p><a href="{a["file"]}">政府信息公开申请表</a></p>'
        if a["file"]
        else ""
    )
    return (
        f"<p>　　公民、法人或者其他组织可以向{data['name']}申请获取政府信息。</p>{_how(g)}<p>　　{a['more']}</p>{file}"
    )


def _form(data: Data) -> bytes:
    fields = "".join(
        f'<p><label for="f{n}">{label} <b>*</b></label><input id="f{n}" name="f{n}" required></p>'
        for n, label in enumerate(data["form"]["fields"])
    )
    query = '<p><a href="/ysq/query">申请进度查询</a></p>' if data["form"]["query"] else ""
    return f"""<html><head><meta charset="utf-8"><title>{data["name"]}依申请公开在线申请</title></head><body><main><h1>向{data["name"]}提交政府信息公开申请</h1>
<p>本平台对申请人的个人信息予以保密，仅用于办理申请。</p>{query}<form action="/ysq/save" method="post">{fields}</form></main></body></html>""".encode()


def _institution(data: Data) -> str:
    i, g = data["institution"], data["guide"]
    address, hours, phone = (i["address"] or g["address"], i["hours"] or g["hours"], i["phone"] or g["phone"])
    parts = [("主要职责", i["functions"]), ("内设机构", i["structure"]), ("负责人", f"{i['head']}（{i['duty']}）" if i["head"] else ""),
             ("办公地址", address), ("办公时间", hours), ("联系电话", phone)]  # fmt: skip
    if data["number"] % 2:
        return (
            "<table border=1>"
            + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in parts if b and b != "-")
            + "</table>"
        )
    return "".join(f"<p>　　<b>{a}</b>：{b}</p>" for a, b in parts if b and b != "-")


_HEADS = (["类别", "公开事项", "公开内容（标准）", "公开时限", "公开渠道", "责任主体"],
          ["一级事项", "二级事项", "公开内容(要素)", "公开时限", "公开方式", "公开主体"],
          ["信息类别", "业务事项", "内容标准", "公开时限", "公开形式", "责任科室"])  # fmt: skip


def _list(data: Data) -> str:
    heads = _HEADS[data["number"] % 3]
    keep = [n for n in range(len(heads)) if n not in data["list"]["drop"]]
    rows = [["序号", *(heads[n] for n in keep)]] + [
        [str(k), *(row[n] for n in keep)] for k, row in enumerate(data["list"]["rows"], 1)
    ]
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return f'<table class="qd" border="1">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'


def _entries(data: Data, entries: list[tuple[str, str]], dates: list[str]) -> str:
    kind = data["number"] % 4
    pairs = list(zip(entries, dates, strict=True))
    if kind == 0:
        return (
            "<ul>"
            + "".join(f'<li><a href="{url}">{text}</a><span>{day}</span></li>' for (text, url), day in pairs)
            + "</ul>"
        )
    if kind == 1:
        return (
            "<table>"
            + "".join(
                f'<tr><td>·<a href="{url}" title="{text}">{text}</a></td><td>[{day}]</td></tr>'
                for (text, url), day in pairs
            )
            + "</table>"
        )
    if kind == 2:
        return (
            "<dl>"
            + "".join(f'<dt><a href="{url}">{text}</a></dt><dd>{day}</dd>' for (text, url), day in pairs)
            + "</dl>"
        )
    return "".join(
        f'<div class="item"><p class="t"><a href="{url}">{text}</a></p><p class="s">摘要信息</p><p class="d">发布时间：{day}</p></div>'
        for (text, url), day in pairs
    )


def _article(kind: str, title: str, day: str, data: Data, links: dict[str, str]) -> str:
    made = _ARTICLES.get(kind)
    return (
        made(title, day, data, links)
        if made
        else f"<p>　　{title}。有关情况如下：各项工作按计划推进，请各单位和公众知悉。</p>"
    )


def _policy(title: str, day: str, data: Data, links: dict[str, str]) -> str:
    p = {
        "number": "临政规〔2026〕15号",
        "written": "2026年10月15日",
        "validity": "有效",
        "file": True,
        "link": True,
    } | data.get("policy", {})
    head = [
        f"文号：{p['number']}" if p["number"] else "",
        f"成文日期：{p['written']}" if p["written"] else "",
        f"有效性：{p['validity']}" if p["validity"] else "",
    ]
    file = (
        f'<p>附件下载：<a href="{_HOST}/files/gl.html?f=gl.docx">公共场所管理暂行办法.docx</a></p>' if p["file"] else ""
    )
    link = (
        f'<p>相关解读：<a href="{links["政策解读"]}">《公共场所管理暂行办法》解读</a></p>'
        if p["link"] and "政策解读" in links
        else ""
    )
    return f"<p>{'　'.join(part for part in head if part)}</p>{_ACT}{file}{link}"


_ACT = """<p>第一条　为加强公共场所管理，维护公共秩序，保障公众合法权益，结合本区实际，制定本办法。</p><p>第二条　本办法所称公共场所，是指向社会开放的公园、广场、图书馆、体育场馆等场所。</p>
<p>第三条　公共场所的管理单位应当建立巡查制度，明确责任人，及时消除安全隐患。</p><p>第四条　任何单位和个人不得擅自占用公共场所，不得损坏公共设施。</p><p>第五条　违反本办法规定的，由主管部门责令改正，依照有关法律法规处理。</p>"""


def _interpretation(title: str, day: str, data: Data, links: dict[str, str]) -> str:
    p = {"back": True, "text": ""} | data.get("interpretation", {})
    text = (
        p["text"]
        or "<p>一、起草背景。近年来群众反映部分公园和广场被占用、设施破损较多，需要明确谁来管、怎么管。</p><p>二、解决什么问题。办法把巡查责任落到具体的人，并写清了占用的处理方法。</p><p>三、对市民有什么影响。以后遇到占用公共场地的情况，可以直接向管理单位反映。</p>"
    )
    back = (
        f'<p>政策原文：<a href="{links["政策文件"]}">{data["name"]}关于印发《公共场所管理暂行办法》的通知</a></p>'
        if p["back"] and "政策文件" in links
        else ""
    )
    return text + back


def _consultation(title: str, day: str, data: Data, links: dict[str, str]) -> str:
    c = {"start": "2026年10月12日", "end": "2026年10月22日", "result": True} | data.get("consultation", {})
    result = "<p>【征集结果】征集期内共收到意见3条，采纳2条，未采纳1条并已说明理由。</p>" if c["result"] else ""
    return f"<p>　　现就《社区服务管理规定（征求意见稿）》向社会公开征求意见。征求意见时间：{c['start']}至{c['end']}。意见可发送至{data['guide']['email'] or 'gk@linjiang.gov.cn'}。</p>{result}"


def _licence(title: str, day: str, data: Data, links: dict[str, str]) -> str:
    made = data.get("licence_day", "2026-11-09")
    return f"<table border=1><tr><td>行政相对人名称</td><td>许可内容</td><td>许可决定日期</td><td>公示日期</td></tr><tr><td>望川江畔商贸有限公司</td><td>公共场所经营许可</td><td>{made}</td><td>{day}</td></tr></table>"


def _livelihood(title: str, day: str, data: Data, links: dict[str, str]) -> str:
    return "<p>　　一、老旧小区加装电梯，已完成12部。二、社区食堂建设，已建成3处。三、口袋公园建设，已完工2处。</p>"


_ARTICLES: dict[str, Callable[[str, str, Data, dict[str, str]], str]] = {
    "policy": _policy, "interpretation": _interpretation, "consultation": _consultation, "licence": _licence, "livelihood": _livelihood,
}  # fmt: skip


def _report(data: Data, year: int, rows: Any, review: Any) -> bytes:
    r = data["report"]
    three = f"<table>{''.join(table_three(rows, '2021'))}</table>"
    page = report_page(three, table_four(review), "", r["overview"], year).decode()
    page = (
        page.replace("云岭市清河区城市管理局", r["name"])
        .replace("区城市管理局", data["short"])
        .replace("清河区人民政府", "临江区人民政府")
    )
    page = page.replace(
        f"发布日期：{year + 1}-01-18", f"发布日期：{r['date'] if year == r['year'] else f'{year + 1}-01-20'}"
    )
    problems = (
        "政务新媒体更新不够及时，下一步将安排专人每周检查。"
        if year == r["year"]
        else "公开的内容还不够细，下一年将按月核对目录。"
    )
    page = page.replace(
        "公开的内容还不够细，下一年将按月核对目录。", r.get("problems", problems) if year == r["year"] else problems
    )
    change = r["change"] if year == r["year"] else None
    return (change(page) if change else page).encode()


def _years(data: Data) -> dict[int, tuple[Any, Any]]:
    """Tables of the year and of the year before, whose cases carried out are those carried in."""
    rows, review = data["report"]["three"]
    before = copy.deepcopy(consistent(data["number"] + 70, "2021"))
    old = before[0]
    moved = data["report"].get("carried", 0)
    for column, value in rows["carried_in"].items():
        old["carried_out"][column] = (value or 0) + (moved if column in ("natural", "total") else 0)
        old["new"][column] = (old["total"][column] or 0) + (old["carried_out"][column] or 0)
        old["carried_in"][column] = 0
    return {data["report"]["year"]: (rows, review), data["report"]["year"] - 1: before}


def _render(data: Data) -> tuple[dict[str, tuple[int, bytes]], dict[str, str]]:
    base = f"{_HOST}/{data['path']}"
    roles = {"disclosure": f"{base}/", "guide": f"{base}/zn.html", "list": f"{base}/qqd.html", "statutory": f"{base}/nr/",
             "rules_column": f"{base}/zd/", "annual_report": f"{base}/nb/", "application": f"{base}/ysq.html", "institution": f"{base}/jg.html"}  # fmt: skip
    g, columns = data["guide"], data["columns"]
    pages: dict[str, tuple[int, bytes]] = {}

    def page(url: str, title: str, day: str, body: str, crumb: str) -> None:
        pages[url] = (200, _site(data, title, day, body, crumb))

    links = "".join(f'<p><a href="{url}">{text}</a></p>' for text, url in _menu(data))
    page(roles["disclosure"], f"{data['short']}政府信息公开", "", links, "政府信息公开")
    page(roles["guide"], g["title"], g["date"], _guide(data), "政府信息公开指南")
    page(roles["list"], data["list"]["title"], data["list"]["date"], _list(data), "全清单")
    page(roles["application"], "依申请公开", "", _application(data), "依申请公开")
    page(roles["institution"], "机构职能", "2026-06-01", _institution(data), "机构职能")
    page(
        roles["rules_column"],
        "政府信息公开制度",
        "",
        _entries(data, [("政府信息公开审查制度", f"{base}/zd/1.html")], ["2026-03-02"]),
        "制度",
    )
    page(
        f"{base}/zd/1.html",
        "政府信息公开审查制度",
        "2026-03-02",
        "<p>　　公开政府信息前，应当依法进行保密审查，做到先审查、后公开，一事一审。</p>",
        "制度",
    )
    below = "".join(f'<li><a href="{base}/nr/c{n}/">{name}</a></li>' for n, name in enumerate(columns))
    page(roles["statutory"], "法定主动公开内容", "", f"<ul>{below}</ul>", "法定主动公开内容")
    _render_columns(data, base, page)
    years = _years(data)
    page(roles["annual_report"], "政府信息公开年报", "", _entries(data, [(f"{data['report']['name']}{year}年政府信息公开工作年度报告", f"{base}/nb/{year}.html") for year in years],
                                                         [data["report"]["date"] if year == data["report"]["year"] else f"{year + 1}-01-20" for year in years]), "年报")  # fmt: skip
    for year, (rows, review) in years.items():
        pages[f"{base}/nb/{year}.html"] = (200, _report(data, year, rows, review))
    pages[f"{_HOST}/ysq/form?dept={data['path']}"] = (data["form"]["status"], _form(data))
    pages[f"{_HOST}/ysq/query"] = (
        200,
        b'<html><body><form><input name="code" placeholder="\xe6\x9f\xa5\xe8\xaf\xa2\xe7\xa0\x81"></form></body></html>',
    )
    pages[f"{_HOST}/files/sqb.html"] = (200, _PAPER)
    pages[f"{_HOST}/files/gl.html?f=gl.docx"] = (200, b"<html><body><p>text</p></body></html>")
    pages.update(data["extra"])
    return pages, roles


_PAPER = """<html><body><table border=1><tr><td>申请人姓名或名称</td><td></td></tr><tr><td>身份证明（证件名称及号码）</td><td></td></tr><tr><td>联系电话</td><td></td></tr><tr><td>通信地址</td><td></td></tr>
<tr><td>所需信息的名称、文号或者其他特征描述</td><td></td></tr><tr><td>获取信息的方式</td><td>□邮寄 □电子邮件 □自行领取</td></tr></table></body></html>""".encode()


def _render_columns(data: Data, base: str, page: Callable[[str, str, str, str, str], None]) -> None:
    places = {name: f"{base}/nr/c{n}/" for n, name in enumerate(data["columns"])}
    links = {name: f"{places[name]}1.html" for name in places}
    for name, entries in data["columns"].items():
        if entries == "none":
            page(places[name], name, "", f"<p>　　经梳理，本单位无{name}事项。</p>", name)
        elif isinstance(entries, str):
            page(places[name], name, "", entries, name)
        else:
            urls = [f"{places[name]}{n}.html" for n in range(1, len(entries) + 1)]
            page(
                places[name],
                name,
                "",
                _entries(
                    data,
                    [(title, url) for (title, _, _), url in zip(entries, urls, strict=True)],
                    [day for _, day, _ in entries],
                ),
                name,
            )
            for (title, day, kind), url in zip(entries, urls, strict=True):
                page(url, title, day, _article(kind, title, day, data, links), name)


# -- faults


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a unit, and the rules that must fail for it: no others may."""

    name: str
    change: Callable[[Data], None]
    fails: frozenset[str]
    kinds: tuple[str, ...] = ("department", "subdistrict", "township")


def _set(path: str, value: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        at: Any = data
        *way, last = path.split(".")
        for step in way:
            at = at[step]
        at[last] = value(data) if callable(value) else value

    return change


def _gone(path: str) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["extra"][f"{_HOST}/{data['path']}/{path}"] = (404, b"")

    return change


def _cell(row: str, column: str, more: int) -> Callable[[Data], None]:
    """One figure of table three made wrong."""

    def change(data: Data) -> None:
        rows = data["report"]["three"][0]
        rows[row][column] = (rows[row][column] or 0) + more

    return change


def _both(*changes: Callable[[Data], None]) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        for one in changes:
            one(data)

    return change


def _review(data: Data) -> None:
    data["report"]["three"][1]["reconsideration"]["total"] += 2


def _blank_total(data: Data) -> None:
    for column in ("natural", "business"):
        data["report"]["three"][0]["total"][column] = None


def _new_row(text: str, cell: int) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["list"]["rows"][1][cell] = text

    return change


def _column(name: str, entries: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["columns"][name] = entries

    return change


def _without_column(*names: str) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        for name in names:
            data["columns"].pop(name, None)

    return change


def _entry(name: str, day: str) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["columns"][name] = [(title, day, kind) for title, _, kind in data["columns"][name]]

    return change


def _electronic_gone(data: Data) -> None:
    data["guide"] |= {"email": "", "form": "", "fax": "无"}


def _mail_refused(data: Data) -> None:
    data["guide"] |= {"form": "", "fax": "无", "more": "上述电子邮箱仅供咨询，不接收政府信息公开申请"}


def _without_section_six(page: str) -> str:
    return page.replace("<p>六、其他需要报告的事项</p>", "")


_ID = "11010519491231002X"
DEPARTMENT = ("department",)
STREET = ("subdistrict", "township")
FAULTS: tuple[Fault, ...] = (
    Fault("guide gone", _gone("zn.html"), frozenset({"GD-01"})),
    Fault("guide of another unit", _both(_set("guide.title", "临江区财政局政府信息公开指南"), _set("guide.body", "临江区财政局办公室"), _set("guide.owner", "临江区财政局")), frozenset({"GD-02?"})),
    Fault("no work body", _set("guide.body", ""), frozenset({"GD-03", "CH-15"})),
    Fault("no address", _set("guide.address", ""), frozenset({"GD-04", "FD-03"})),
    Fault("address without number", _set("guide.address", "望川市临江区江滨大道政府大院"), frozenset({"GD-04"})),
    Fault("no hours", _set("guide.hours", ""), frozenset({"GD-05", "FD-03"})),
    Fault("only working days", _set("guide.hours", "法定工作日"), frozenset({"GD-06"})),
    Fault("one range", _set("guide.hours", "周一至周五9:00-17:00"), frozenset({"GD-06"})),
    Fault("hours without minutes", _set("guide.hours", "周一至周五 上午9点到12点，下午2点到5点"), frozenset({"GD-06"})),
    Fault("no telephone", _both(_set("guide.phone", ""), _set("institution.phone", "0538-6629999")), frozenset({"GD-07"})),
    Fault("placeholder telephone", _both(_set("guide.phone", "0538-XXXXXXX"), _set("institution.phone", "0538-6629999")), frozenset({"GD-08"})),
    Fault("mobile as telephone", _both(_set("guide.phone", "13805380538"), _set("institution.phone", "13805380538")), frozenset({"GD-08"})),
    Fault("no fax", _set("guide.fax", ""), frozenset({"GD-09"})),
    Fault("no internet contact", _both(_set("guide.email", ""), _set("guide.form", "")), frozenset({"GD-10"})),
    Fault("no classification", _both(_set("guide.classes", ""), _set("guide.arrange", "")), frozenset({"GD-11"})),
    Fault("no arrangement", _set("guide.arrange", ""), frozenset({"GD-11"})),
    Fault("no ways", _set("guide.ways", ""), frozenset({"GD-12"})),
    Fault("old guide", _set("guide.date", "2025-06-30"), frozenset({"GD-13"})),
    Fault("undated guide", _set("guide.date", ""), frozenset({"GD-13"})),
    Fault("other telephone on the institution page", _set("institution.phone", "0538-6688888"), frozenset({"GD-14"})),
    Fault("other address on the institution page", _set("institution.address", "望川市临江区胜利路2号"), frozenset({"GD-14"})),
    Fault("dead link in the guide", _set("guide.extra_link", f"{_HOST}/gone.html"), frozenset({"GD-15"})),
    Fault("order 492", _set("guide.law", "《中华人民共和国政府信息公开条例》（国务院令第492号）"), frozenset({"OL-01"})),
    Fault("three needs", _set("guide.more", "申请人应当根据自身生产、生活、科研等特殊需要提出申请"), frozenset({"OL-02"})),
    Fault("fifteen days", _set("guide.limit", "本机关自收到申请之日起15个工作日内予以答复，经批准可以延长15个工作日"), frozenset({"OL-03"})),
    Fault("copying fee", _set("guide.fee", "申请人应当承担检索、复制、邮寄等成本费用"), frozenset({"OL-04"})),
    Fault("receipt by system", _set("guide.more", "通过电子邮件提交申请的，以邮件到达本机关系统的时间为收到申请之日"), frozenset({"OL-05?"})),
    Fault("no electronic channel", _electronic_gone, frozenset({"CH-01", "GD-10"})),
    Fault("mailbox refused", _mail_refused, frozenset({"CH-02?", "GD-10"})),
    Fault("free mailbox", _set("guide.email", "ljgk@163.com"), frozenset({"CH-04"})),
    Fault("form gone", _set("form.status", 404), frozenset({"CH-07"})),
    Fault("form without identity", lambda d: d["form"].update(fields=[f for f in d["form"]["fields"] if "证件" not in f]), frozenset({"CH-09"})),
    Fault("form asks marital status", lambda d: d["form"]["fields"].append("婚姻状况"), frozenset({"CH-10?"})),
    Fault("form asks purpose", lambda d: d["form"]["fields"].append("所需政府信息的用途"), frozenset({"CH-10?"})),
    Fault("form file gone", _set("application.file", "/files/none.doc"), frozenset({"CH-11"})),
    Fault("no progress query", _set("form.query", False), frozenset({"CH-13"})),
    Fault("another mailbox on the application page", _set("application.guide", {"email": "other@linjiang.gov.cn"}), frozenset({"CH-14"})),
    Fault("no postcode", _set("guide.postcode", ""), frozenset({"CH-15"})),
    Fault("list gone", _gone("qqd.html"), frozenset({"LS-01"})),
    Fault("list without deadline", _set("list.drop", (3,)), frozenset({"LS-03"})),
    Fault("list without body", _set("list.drop", (5,)), frozenset({"LS-03"})),
    Fault("blank cells", _both(_new_row("", 2), _new_row("", 4)), frozenset({"LS-05"})),
    Fault("placeholder cell", _new_row("待补充", 2), frozenset({"LS-05"})),
    Fault("same row twice", lambda d: d["list"]["rows"].append(list(d["list"]["rows"][2])), frozenset({"LS-05"})),
    Fault("thirty working days", _new_row("信息形成之日起30个工作日内", 3), frozenset({"LS-06"})),
    Fault("vague deadline", _new_row("适时公开", 3), frozenset({"LS-06"})),
    Fault("no penalties in the list", lambda d: d["list"].update(rows=[row for row in d["list"]["rows"] if "处罚" not in row[1]]), frozenset({"LS-07?"}), DEPARTMENT),
    Fault("no article 21 in the list", lambda d: d["list"].update(rows=d["list"]["rows"][:5]), frozenset({"LS-07?"}), STREET),
    Fault("old list", _set("list.date", "2025-03-05"), frozenset({"LS-08"})),
    Fault("section of another name", lambda d: d.update(sections=["政府信息公开指南", "公开制度", "法定主动公开内容", "政府信息公开年报"]), frozenset({"FD-01"})),
    Fault("blank column", _column("财政决算", "<p>栏目建设中</p>"), frozenset({"FD-02", "FD-06"})),
    Fault("no head", _set("institution.head", ""), frozenset({"FD-03"})),
    Fault("no structure", _set("institution.structure", ""), frozenset({"FD-03"})),
    Fault("last year's budget only", _column("财政预算", [("2025年部门预算信息公开", "2025-02-14", "")]), frozenset({"FD-05", "FR-03"})),
    Fault("accounts of the year before", _column("财政决算", [("2024年部门决算信息公开", "2026-01-14", "")]), frozenset({"FD-06"})),
    Fault("no licences", _without_column("行政许可"), frozenset({"FD-07?"}), DEPARTMENT),
    Fault("licence published late", _set("licence_day", "2026-10-20"), frozenset({"FD-08"}), DEPARTMENT),
    Fault("no charges", _without_column("行政事业性收费"), frozenset({"FD-09?"}), DEPARTMENT),
    Fault("no plan", _without_column("应急管理"), frozenset({"FD-10?"})),
    Fault("no search", _set("search", False), frozenset({"FD-11?"})),
    Fault("old news", _entry("工作动态", "2026-10-20"), frozenset({"FR-01"})),
    Fault("old notices", _entry("通知公告", "2026-03-20"), frozenset({"FR-02"})),
    Fault("old procurement", _entry("政府采购", "2026-04-01"), frozenset({"FR-03"})),
    Fault("document late", _set("policy", {"written": "2026年8月20日"}), frozenset({"FR-04"})),
    Fault("date in the future", _entry("通知公告", "2026-12-20"), frozenset({"FR-05?"})),
    Fault("no progress this quarter", _entry("重要民生实事项目", "2026-04-10"), frozenset({"FR-06"}), STREET),
    Fault("document without validity", _set("policy", {"validity": ""}), frozenset({"PI-01"})),
    Fault("document without download", _set("policy", {"file": False}), frozenset({"PI-01"})),
    Fault("interpretation not linked", _both(_set("policy", {"link": False}), _set("interpretation", {"back": False})), frozenset({"PI-02"})),
    Fault("interpretation late", _entry("政策解读", "2026-11-05"), frozenset({"PI-03"})),
    Fault("interpretation copied", _set("interpretation", {"text": _ACT}), frozenset({"PI-04?"})),
    Fault("four days of consultation", _set("consultation", {"start": "2026年10月12日", "end": "2026年10月15日"}), frozenset({"PI-05"})),
    Fault("no result of the consultation", _set("consultation", {"result": False}), frozenset({"PI-06"})),
    Fault("no report", lambda d: d["report"].update(year=2024, date="2025-01-20"), frozenset({"AR-01"})),
    Fault("report late", _set("report.date", "2026-02-26"), frozenset({"AR-02"})),
    Fault("five sections", _set("report.change", lambda _: _without_section_six), frozenset({"AR-03"})),
    Fault("one too many", _cell("new", "natural", 1), frozenset({"AR-04", "AR-06"})),
    Fault("result missing", _cell("r1", "natural", -1), frozenset({"AR-05", "AR-06"})),
    Fault("row total", _cell("r2", "total", 3), frozenset({"AR-05", "AR-06"})),
    Fault("carried in from nowhere", _set("report.carried", 2), frozenset({"AR-07"})),
    Fault("review total", _review, frozenset({"AR-08"})),
    Fault("prose differs", lambda d: d["report"].update(overview=f"本年度新收政府信息公开申请{d['report']['three'][0]['new']['total'] + 5}件。"), frozenset({"AR-09?"})),
    Fault("blank totals", _blank_total, frozenset({"AR-10"})),
    Fault("a phrase of problems", _set("report.problems", "存在不足，将加强改进。"), frozenset({"AR-11?"})),
    Fault("identity number", lambda d: d["columns"]["通知公告"].append(("公示", "2026-10-20", "")) or d["columns"].update(公告=f"<p>张某某，身份证号{_ID}</p>"), frozenset({"PV-01?"})),
)  # fmt: skip


def style_of(fault: Fault) -> int:
    """The unit on which a fault is tried: another for each, among the types it is for."""
    fitting = [n for n, (_, kind, _, _) in enumerate(_NAMES) if kind in fault.kinds]
    return fitting[FAULTS.index(fault) % len(fitting)]
