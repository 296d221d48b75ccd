"""望江区, in the shape of a portal with numeric columns: 24 units drawn by chance from many layouts and wordings, clean or with one fault.

The faults are those of `other_district`; how they look here is decided by `unseen_pages` and the wordings below.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import other_district as known
from annual_reports import TABLE_TWO, table_four, table_three
from other_district import FAULTS, Data, Fault, Place
from unseen_pages import contacts, entries, site

from inspector.model.unit import Unit

__all__ = ["FAULTS", "HOST", "NAMES", "others", "unseen"]
HOST = known._HOST
NAMES = (
    ("发展和改革局", "department"), ("教育局", "department"), ("科学技术局", "department"), ("工业和信息化局", "department"),
    ("民政局", "department"), ("司法局", "department"), ("财政局", "department"), ("人力资源和社会保障局", "department"),
    ("住房和城乡建设局", "department"), ("交通运输局", "department"), ("水利局", "department"), ("商务局", "department"),
    ("文化和旅游局", "department"), ("卫生健康局", "department"), ("应急管理局", "department"), ("审计局", "department"),
    ("市场监督管理局", "department"), ("统计局", "department"), ("医疗保障局", "department"), ("城市管理局", "department"),
    ("岳麓街道办事处", "subdistrict"), ("橘洲街道办事处", "subdistrict"), ("坪塘街道办事处", "subdistrict"), ("莲花镇人民政府", "township"),
)  # fmt: skip
_LABELS = {
    "body": ("受理机构", "政府信息公开工作机构", "公开工作机构名称", "申请受理机构", "承办机构", "受理点", "工作机构名称", "责任科室", "受理单位"),
    "address": ("办公地址", "地址", "办公地点", "联系地址", "受理地址", "单位地址"),
    "hours": ("办公时间", "工作时间", "受理时间", "接待时间", "对外办公时间"),
    "phone": ("联系电话", "咨询电话", "电话", "办公电话", "受理电话", "电话号码", "联系方式"),
    "fax": ("传真", "传真号码", "传真电话", "图文传真"),
    "email": ("电子邮箱", "电子邮件", "邮箱", "邮箱地址", "电子信箱", "E-mail", "互联网联系方式"),
    "postcode": ("邮政编码", "邮编"),
}  # fmt: skip
_HOURS = (
    "周一至周五 上午9:00-12:00，下午13:30-17:30（法定节假日除外）",
    "工作日8:30—11:30，14:00—17:30",
    "星期一至星期五 上午8：30至12：00，下午14：30至18：00，国家法定节假日除外",
    "夏季（5月1日-9月30日）8:30-12:00，15:00-18:00；冬季（10月1日-4月30日）8:30-12:00，14:30-17:30（周一至周五）",
    "周一至周五上午9点00分至11点30分，下午13点30分至17点00分",
    "法定工作日 8:30～12:00　14:00～17:30",
    "周一至周五（节假日除外）上午八时三十分至十二时，下午二时三十分至五时三十分",
)
_HEADS = (
    ["公开类别", "公开事项", "公开内容和标准", "公开时限", "公开方式", "责任单位"],
    ["一级目录", "二级目录", "内容标准", "时限", "公开渠道和载体", "公开主体"],
    ["信息类别", "业务事项", "公开内容（要素）", "公开时间", "公开形式", "责任科室"],
    ["主题分类", "事项名称", "主要内容", "公开期限", "公开平台", "责任部门"],
)


def name_of(number: int) -> str:
    """A unit's full name; streets and towns bear no district's."""
    name, kind = NAMES[number]
    return name if kind != "department" else f"望江区{name}"


def others(number: int) -> list[Unit]:
    """The other units of the district, and the one whose guide a fault puts in the place of the unit's."""
    rest = [Unit(f"WJ{n:02}", name_of(n), kind) for n, (_, kind) in enumerate(NAMES) if n != number]  # type: ignore[arg-type]
    return [*rest, Unit("LJ99", "临江区财政局", "department")]


def unseen(number: int, seed: int, fault: Fault | None = None, only: tuple[str, ...] = ()) -> Place:
    """Unit `number` drawn with `seed`; `only`: the roles that are registered."""
    chance = Random(f"{number} {seed}")
    data = _data(number, chance)
    if fault is not None:
        fault.change(data)
    drawn = _Drawn(data, chance, number)
    pages, roles = drawn.render()
    kept = {role: url for role, url in roles.items() if not only or role in only}
    return Place(Unit(data["code"], data["name"], data["type"], pages=kept, features=tuple(data["features"])), pages)


def _data(number: int, chance: Random) -> Data:
    wanted = NAMES[number][1]
    like = chance.choice([n for n, (_, kind, _, _) in enumerate(known._NAMES) if kind == wanted])
    old_name, _, old_short, old_path = known._NAMES[like]
    short = ("区" if wanted == "department" else "") + NAMES[number][0].replace("办事处", "").replace("人民政府", "")
    data: Data = _renamed(copy.deepcopy(known._clean(like)), {old_name: name_of(number), old_short: short, f"_{old_path}@": f"_wj{number}@", f"dept={old_path}": f"dept=wj{number}"})  # fmt: skip
    data |= {"number": number, "code": f"WJ{number:02}", "path": f"wj{number}"}
    data["guide"] |= {
        "hours": chance.choice(_HOURS),
        "address": chance.choice(("望川市望江区梅溪湖路{}号{}楼", "望江区金星中路{}号院{}号楼305室", "望江区银盆岭路甲{}号政务中心{}层")).format(10 + number, 2 + number % 5),
        "phone": chance.choice(("0731-8888{:04}", "（0731）8888{:04}", "0731－8888 {:04}", "8888{:04}")).format(1000 + number),
        "fax": chance.choice(("0731-8889{:04}", "8889{:04}", "（0731）8889{:04}")).format(1000 + number),
        "postcode": "410013",
        "date": f"2026-0{chance.randint(1, 9)}-1{number % 9}",
        "ways": chance.choice(("望江区人民政府门户网站（www.linjiang.gov.cn）、望江区档案馆和望江区图书馆查阅点", "区政府网站、政务新媒体以及区政务服务中心政府信息公开查阅场所")),
    }  # fmt: skip
    return data


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        for old, new in names.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, dict):
        return {_renamed(key, names): _renamed(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_renamed(one, names) for one in value)
    return value


class _Drawn:
    """One unit's pages."""

    def __init__(self, data: Data, chance: Random, number: int) -> None:
        self.data, self.chance = data, chance
        self.style, self.rows, self.block = chance.randrange(6), chance.randrange(7), chance.randrange(12)
        self.base = f"{HOST}/xxfb/xxgk/c100226/c{100230 + number}"
        self.roles = {
            "home": f"{self.base}/",
            "disclosure": f"{self.base}/c1/",
            "guide": f"{self.base}/c2/202603/t20260302_{20100 + number}.shtml",
            "rules_column": f"{self.base}/c3/",
            "statutory": f"{self.base}/c4/",
            "annual_report": f"{self.base}/c5/",
            "application": f"{self.base}/c6/",
            "list": f"{self.base}/c7/202605/t20260520_{30100 + number}.shtml",
            "institution": f"{self.base}/c8/",
        }
        self.pages: dict[str, tuple[int, bytes]] = {}

    def render(self) -> tuple[dict[str, tuple[int, bytes]], dict[str, str]]:
        data, roles = self.data, self.roles
        menu = "".join(f'<p><a href="{url}">{text}</a></p>' for text, url in self._menu())
        self._page(roles["home"], data["name"], "", f'<div><a href="{roles["disclosure"]}">政府信息公开</a> <a href="{roles["institution"]}">机构职能</a></div>' + self._news())  # fmt: skip
        self._page(roles["disclosure"], f"{data['short']}政府信息公开", "", menu)
        self._page(roles["guide"], data["guide"]["title"], data["guide"]["date"], self._guide())
        self._page(roles["application"], "依申请公开", "", self._application())
        self._page(roles["institution"], "机构职能", "2026-06-01", self._institution())
        self._page(roles["list"], data["list"]["title"], data["list"]["date"], self._list())
        self._rules_column()
        self._columns()
        self._reports()
        for url, status in ((data["guide"]["form"], data["form"]["status"]), (f"{HOST}/ysq/query", 200)):
            if url:
                self.pages[url] = (status, known._form(data))
        self.pages[f"{HOST}/files/sqb.html"] = (200, known._PAPER)
        self.pages[f"{HOST}/files/gl.html?f=gl.docx"] = (200, b"<html><body><p>text</p></body></html>")
        names = {"zn.html": "guide", "qqd.html": "list"}
        self.pages |= {roles[names[url.rpartition("/")[2]]]: answer for url, answer in data["extra"].items()}
        return self.pages, {role: url for role, url in roles.items() if role != "home"} | {"home": roles["home"]}

    def _menu(self) -> list[tuple[str, str]]:
        standard = zip(self.data["sections"], ("guide", "rules_column", "statutory", "annual_report"), strict=False)
        links = [*standard, ("依申请公开", "application"), ("主动公开全清单", "list"), ("机构职能", "institution")]
        return [(text, self.roles[role]) for text, role in links]

    def _page(self, url: str, title: str, day: str, body: str) -> None:
        trail = [("首页", f"{HOST}/"), ("政务公开", f"{HOST}/zwgk/"), (self.data["short"], self.roles["home"])]
        search = known._search(self.data)
        html = site(self.style, title, day, body + self._around_text(), trail, self._menu())
        html = html.replace("</body>", f"{search}</body>")
        self.pages[url] = (200, html.encode("gb18030" if "charset=gb2312" in html else "utf-8"))

    def _around_text(self) -> str:
        """What sites add below a text: buttons, neighbours, other pages with their own dates, today's date."""
        other = f'<a href="{HOST}/zwgk/202611/t{self.chance.randrange(9)}.shtml">望江区召开冬春安全生产工作会议</a>'
        added = (
            "",
            "<p>【打印本页】【关闭窗口】</p>",
            f"<div><p>上一篇：{other}</p><p>下一篇：没有了</p></div>",
            f"<div><h4>相关信息</h4><ul><li>{other}<span>2026-11-22</span></li></ul></div>",
            f"<div class='bdshare'>分享到： 微信 微博</div><div><b>热门推荐</b><p>{other}</p><p>发布时间：2026-11-23</p></div>",
            "<p>今天是2026年11月24日 星期二 多云</p>",
        )
        return self.chance.choice(added)

    def _news(self) -> str:
        return entries(self.rows, [("望江区召开年末重点工作推进会", f"{HOST}/news/1.html", "2026-11-20")])

    # -- guide

    def _pairs(self) -> list[tuple[str, str]]:
        g = self.data["guide"]
        keys = ("body", "address", "hours", "phone", "fax", "email", "postcode")
        return [(self.chance.choice(_LABELS[key]), g[key]) for key in keys if g[key]]

    def _guide(self) -> str:
        g, chance = self.data["guide"], self.chance
        law = f"<p>　　为了便于公众依法获取政府信息，{g.get('owner', self.data['name'])}依据{g['law']}，编制本指南。</p>" if g["law"] else ""  # fmt: skip
        told = [f"本单位主动公开的信息主要分为{g['classes']}" if g["classes"] else "", g["arrange"], f"公众可通过{g['ways']}获取或查阅" if g["ways"] else ""]  # fmt: skip
        what = "".join(f"<p>　　{part}。</p>" for part in told if part)
        rest = "".join(f"<p>　　{part}。</p>" for part in (g["limit"], g["fee"], g["more"]) if part)
        link = f'<p><a href="{g["extra_link"]}">依申请公开流程图</a></p>' if g["extra_link"] else ""
        room = contacts(self.block, [("查阅点名称", "望江区档案馆"), ("地址", "望江区潇湘路3号"), ("开放时间", "周一至周五9:00-16:30"), ("电话", "0731-88770001")], chance)  # fmt: skip
        desk = contacts(self.block, [("投诉受理部门", "望江区人民政府办公室"), ("投诉电话", "0731-88880012"), ("通信地址", "望江区府前大街1号"), ("邮编", "410000")], chance)  # fmt: skip
        heads = chance.choice((("一、主动公开", "（三）公共查阅场所", "二、依申请公开", "三、监督和救济"), ("第一部分　主动公开", "公共查阅点", "第二部分　依申请公开", "第三部分　监督投诉")))  # fmt: skip
        head = [f"<p><strong>{one}</strong></p>" for one in heads]
        own = contacts(self.block, self._pairs(), chance)
        rooms = head[1] + room if chance.random() < 0.6 and g["ways"] else ""
        return f"{law}{head[0]}{what}{rooms}{head[2]}{own}{self._how(g)}{rest}{link}{head[3]}{desk}"

    def _how(self, g: Data) -> str:
        mail = g["email"] if not g["more"].startswith("上述电子邮箱") else ""
        post = f"寄送至{g['address']}，邮编{g['postcode']}，收件人为{g['body']}" if g["address"] and g["body"] and g["postcode"] else ""  # fmt: skip
        fax = g["fax"] if g["fax"] != "无" else ""
        ways = [("当面提交", "申请人可到受理机构当面提交"), ("信函提交", post or "可以邮寄")]
        ways += [("电子邮件提交", f"可将申请表发送至{mail}")] if mail else []
        ways += [("传真提交", f"可传真至{fax}")] if fax else []
        ways += [("网上提交", f'登录<a href="{g["form"]}">依申请公开平台</a>在线填写')] if g["form"] else []
        if self.chance.random() < 0.5:
            return "<p>申请方式：</p>" + "".join(
                f"<p>{n}.{name}：{told}。</p>" for n, (name, told) in enumerate(ways, 1)
            )
        return f"<p>　　向本单位提出申请，可采用以下方式：{'；'.join(told for _, told in ways)}。</p>"

    def _application(self) -> str:
        g = {**self.data["guide"], **self.data["application"].get("guide", {})}
        a = self.data["application"]
        file = f'<p><a href="{a["file"]}">政府信息公开申请表</a></p>' if a["file"] else ""
        more = f"<p>{a['more']}</p>" if a["more"] else ""
        return f"<p>　　公民、法人或者其他组织可以向{self.data['name']}申请获取政府信息。</p>{self._how(g)}{more}{file}"

    # -- other pages

    def _institution(self) -> str:
        i, g = self.data["institution"], self.data["guide"]
        head = f"{i['head']}　{i['duty']}" if i["head"] else ""
        parts = [("主要职责", i["functions"]), ("内设机构", i["structure"]), ("主要负责人", head), ("办公地址", i["address"] or g["address"]),
                 ("办公时间", i["hours"] or g["hours"]), ("联系电话", i["phone"] or g["phone"])]  # fmt: skip
        there = [(label, value) for label, value in parts if value]
        style = self.chance.choice((0, 2, 5, 7, 8, 10, 11, None))
        if style is None:
            return "".join(f"<h3>{label}</h3><p>{value}</p>" for label, value in there)
        return contacts(style, there, Random(1))

    def _list(self) -> str:
        heads, made = self.chance.choice(_HEADS), self.data["list"]
        keep = [n for n in range(len(heads)) if n not in made["drop"]]
        rows = [[row[n] for n in keep] for row in made["rows"]]
        body = [[str(k), *row] for k, row in enumerate(rows, 1)]
        top = ["序号", *(heads[n] for n in keep)]
        shape = self.chance.randrange(3)
        lines = ["".join(f"<td>{one}</td>" for one in row) for row in ([top, *body] if shape else body)]
        if shape == 1:
            lines.insert(0, f'<td colspan="{len(top)}">{made["title"]}</td>')
        if shape == 0:
            upper = "".join(f'<td rowspan="2">{one}</td>' for one in (top[0], *top[2:]))
            upper = upper.replace("</td>", f'</td><td colspan="1">{top[1]}</td>', 1)
            lines = [upper, "<td>名称</td>", *lines]
        return f'<table border="1" cellspacing="0">{"".join(f"<tr>{line}</tr>" for line in lines)}</table>'

    def _rules_column(self) -> None:
        url = f"{self.roles['rules_column']}202603/t20260302_1.shtml"
        self._page(self.roles["rules_column"], "政府信息公开制度", "", entries(self.rows, [("政府信息公开审查制度", url, "2026-03-02")]))  # fmt: skip
        self._page(url, "政府信息公开审查制度", "2026-03-02", "<p>　　公开政府信息前，应当依法进行保密审查，做到先审查、后公开，一事一审。</p>")  # fmt: skip

    def _columns(self) -> None:
        columns, base = self.data["columns"], self.roles["statutory"]
        places = {name: f"{base}d{n}/" for n, name in enumerate(columns)}
        below = "".join(f'<li><a href="{places[name]}">{name}</a></li>' for name in columns)
        self._page(base, "法定主动公开内容", "", f"<ul>{below}</ul>")
        first = {name: f"{place}202611/t1.shtml" for name, place in places.items()}
        for name, found in columns.items():
            if isinstance(found, str):
                body = f"<p>　　经梳理，本单位无{name}事项。</p>" if found == "none" else found
                self._page(places[name], name, "", body)
                continue
            urls = [f"{places[name]}202611/t{n}.shtml" for n in range(1, len(found) + 1)]
            rows = [(title, url, day) for (title, day, _), url in zip(found, urls, strict=True)]
            self._page(places[name], name, "", entries(self.rows, rows))
            for (title, day, kind), url in zip(found, urls, strict=True):
                self._page(url, title, day, known._article(kind, title, day, self.data, first))

    def _reports(self) -> None:
        report, rows = self.data["report"], []
        for year, (three, review) in known._years(self.data).items():
            day = report["date"] if year == report["year"] else f"{year + 1}-01-20"
            url, title = f"{self.roles['annual_report']}{year + 1}01/t{year}.shtml", f"{report['name']}{year}年政府信息公开工作年度报告"  # fmt: skip
            rows.append((title, url, day))
            body = self._report(year, three, review)
            change: Callable[[str], str] | None = report["change"] if year == report["year"] else None
            self._page(url, title, day, change(body) if change else body)
        self._page(self.roles["annual_report"], "政府信息公开年报", "", entries(self.rows, rows))

    def _report(self, year: int, three: Any, review: Any) -> str:
        report, own = self.data["report"], year == self.data["report"]["year"]
        problems = report.get("problems", "政务新媒体更新不够及时，下一步将安排专人每周检查。") if own else "公开的内容还不够细，下一年将按月核对目录。"  # fmt: skip
        show = _spaced
        parts = [
            f"<p>　　根据《条例》要求，编制本报告。数据统计期限自{year}年1月1日至{year}年12月31日。</p>",
            f"<p>一、总体情况</p><p>{report['overview'] if own else ''}本单位按要求公开信息。</p>",
            f"<p>二、主动公开政府信息情况</p>{TABLE_TWO['2021']}",
            f"<p>三、收到和处理政府信息公开申请情况</p><table>{''.join(table_three(three, '2021', show))}</table>",
            f"<p>四、政府信息公开行政复议、行政诉讼情况</p>{table_four(review, show)}",
            f"<p>五、存在的主要问题及改进情况</p><p>{problems}</p>",
            "<p>六、其他需要报告的事项</p><p>本年度未收取信息处理费。</p>",
        ]
        return "".join(parts)


def _spaced(value: int | None) -> str:
    return "&nbsp;" if value is None else f"&nbsp;{value}&nbsp;"
