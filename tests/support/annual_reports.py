"""Invented annual reports of 云岭市清河区: consistent figures, and pages in both layouts of the unified form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")
COMMON_RESULTS = (
    "r1",
    "r2",
    *(f"r3.{n}" for n in range(1, 9)),
    *(f"r4.{n}" for n in range(1, 4)),
    *(f"r5.{n}" for n in range(1, 6)),
)
LABELS = {
    "r1": "（一）予以公开",
    "r2": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "r3.1": "1.属于国家秘密",
    "r3.2": "2.其他法律行政法规禁止公开",
    "r3.3": "3.危及“三安全一稳定”",
    "r3.4": "4.保护第三方合法权益",
    "r3.5": "5.属于三类内部事务信息",
    "r3.6": "6.属于四类过程性信息",
    "r3.7": "7.属于行政执法案卷",
    "r3.8": "8.属于行政查询事项",
    "r4.1": "1.本机关不掌握相关政府信息",
    "r4.2": "2.没有现成信息需要另行制作",
    "r4.3": "3.补正后申请内容仍不明确",
    "r5.1": "1.信访举报投诉类申请",
    "r5.2": "2.重复申请",
    "r5.3": "3.要求提供公开出版物",
    "r5.4": "4.无正当理由大量反复申请",
    "r5.5": "5.要求行政机关确认或重新出具已获取信息",
    "r6": "（六）其他处理",
    "r6.1": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "r6.2": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "r6.3": "3.其他",
}
GROUPS = {"r3": "（三）不予公开", "r4": "（四）无法提供", "r5": "（五）不予处理", "r6": "（六）其他处理"}
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after")
FIELDS = ("upheld", "corrected", "other", "pending", "total")

Rows = dict[str, dict[str, int | None]]
Show = Callable[[int | None], str]


def results(layout: str) -> tuple[str, ...]:
    """The result rows of a layout."""
    return (*COMMON_RESULTS, *(("r6",) if layout == "2019" else ("r6.1", "r6.2", "r6.3")))


def consistent(seed: int, layout: str) -> tuple[Rows, Rows]:
    """Tables three and four with random figures for which every identity holds and no total is zero."""
    chance = Random(seed)
    rows: Rows = {key: _row([chance.randint(0, 30) for _ in range(6)]) for key in results(layout)}
    rows["r1"] = _row([chance.randint(1, 30) for _ in range(6)])
    rows["total"] = {column: sum(rows[key][column] or 0 for key in results(layout)) for column in COLUMNS}
    rows["carried_out"] = _row([chance.randint(0, 9) for _ in range(6)])
    both = {column: (rows["total"][column] or 0) + (rows["carried_out"][column] or 0) for column in COLUMNS}
    carried = [chance.randint(0, both[column]) for column in COLUMNS[:-1]]
    rows["carried_in"] = _row(carried)
    rows["new"] = _row([both[column] - value for column, value in zip(COLUMNS, carried, strict=False)])
    review: Rows = {}
    for block in BLOCKS:
        parts = [chance.randint(0, 5) for _ in range(4)]
        review[block] = dict(zip(FIELDS, [*parts, sum(parts)], strict=True))
    return rows, review


def _row(cells: Sequence[int]) -> dict[str, int | None]:
    return dict(zip(COLUMNS, [*cells, sum(cells)], strict=True))


def plain(value: int | None) -> str:
    """A figure as most reports print it; a blank as nothing."""
    return "" if value is None else str(value)


def table_three(
    rows: Rows, layout: str, show: Show = plain, order: Sequence[str] = COLUMNS, header: bool = True
) -> list[str]:
    """The `tr` elements of table three. `order` moves columns; without `header` it is the second half of a split table."""
    names = {"natural": "自然人", "total": "总计", "business": "商业企业", "research": "科研机构"}
    names |= {"welfare": "社会公益组织", "legal": "法律服务机构", "other": "其他"}
    lines = []
    if header:
        lines.append(f'<tr><td colspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>'
                     f'{"".join(f"<td>{names[column]}</td>" for column in order)}</tr>')  # fmt: skip
    cells = {key: "".join(f"<td>{show(rows[key][column])}</td>" for column in order) for key in rows}
    lines.append(f'<tr><td colspan="3">一、本年新收政府信息公开申请数量</td>{cells["new"]}</tr>')
    lines.append(f'<tr><td colspan="3">二、上年结转政府信息公开申请数量</td>{cells["carried_in"]}</tr>')
    keys = results(layout)
    first = f'<td rowspan="{len(keys) + 1}">三、本年度办理结果</td>'
    for key in keys:
        group = key.split(".")[0]
        alike = [other for other in keys if other.split(".")[0] == group]
        if len(alike) == 1:
            label = f'<td colspan="2">{LABELS[key]}</td>'
        else:
            lead = f'<td rowspan="{len(alike)}">{GROUPS[group]}</td>' if alike[0] == key else ""
            label = f"{lead}<td>{LABELS[key]}</td>"
        lines.append(f"<tr>{first}{label}{cells[key]}</tr>")
        first = ""
    lines.append(f'<tr><td colspan="2">（七）总计</td>{cells["total"]}</tr>')
    lines.append(f'<tr><td colspan="3">四、结转下年度继续办理</td>{cells["carried_out"]}</tr>')
    return lines


def table_four(review: Rows, show: Show = plain) -> str:
    """Table four with its three storeys of headers."""
    names = "".join(f"<td>{name}</td>" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))
    spread = names.replace("<td>", '<td rowspan="2">')
    cells = "".join(f"<td>{show(review[block][name])}</td>" for block in BLOCKS for name in FIELDS)
    return (
        '<table><tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>'
        f'<tr>{spread}<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>'
        f"<tr>{names}{names}</tr><tr>{cells}</tr></table>"
    )


def grid(*lines: str) -> str:
    """A table of lines like `规章|0|0|1`; the last cell of a short line spans the rest of the width."""
    rows = [line.split("|") for line in lines]
    width = max(len(row) for row in rows)
    cells = [
        [f"<td>{cell}</td>" for cell in row[:-1]] + [f"<td colspan={width - len(row) + 1}>{row[-1]}</td>"]
        for row in rows
    ]
    return "<table>" + "".join("<tr>" + "".join(row) + "</tr>" for row in cells) + "</table>"


TABLE_TWO = {
    "2021": grid(
        "第二十条第（一）项",
        "信息内容|本年制发件数|本年废止件数|现行有效件数",
        "规章|0|0|1",
        "行政规范性文件|3|1|12",
        "第二十条第（五）项",
        "信息内容|本年处理决定数量",
        "行政许可|1,204",
        "第二十条第（六）项",
        "信息内容|本年处理决定数量",
        "行政处罚|７８",
        "行政强制|&nbsp;",
        "第二十条第（八）项",
        "信息内容|本年收费金额（单位：万元）",
        "行政事业性收费|35.6",
    ),
    "2019": grid(
        "第二十条第（一）项",
        "信息内容|本年新制作数量|本年新公开数量|对外公开总数量",
        "规章|0|0|0",
        "规范性文件|3|3|12",
        "第二十条第（五）项",
        "信息内容|上一年项目数量|本年增/减|处理决定数量",
        "行政许可|40|+1036|8",
        "其他对外管理服务事项|9|-2|0",
        "第二十条第（八）项",
        "信息内容|上一年项目数量|本年增/减",
        "行政事业性收费|2|0",
        "第二十条第（九）项",
        "信息内容|采购项目数量|采购总金额（万元）",
        "政府集中采购|5|120",
    ),
}


def report_page(
    three: str, four: str = "", two: str = "", overview: str = "", year: int = 2023, extra: str = ""
) -> bytes:
    """A whole report page of the invented 清河区城市管理局."""
    return f"""<html><head><title>{year}年政府信息公开工作年度报告_清河区人民政府</title></head><body>
<div class="nav"><a href="/">首页</a></div><h1>云岭市清河区城市管理局{year}年政府信息公开工作年度报告</h1>
<p>发布日期：{year + 1}-01-18 来源：区城市管理局</p>
<p>本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。</p>
<p>一、总体情况</p><p>{overview}</p>
<p>二、主动公开政府信息情况</p>{two}
<p>三、收到和处理政府信息公开申请情况</p>{three}
<p>四、政府信息公开行政复议、行政诉讼情况</p>{four}
<p>五、存在的主要问题及改进情况</p><p>公开的内容还不够细，下一年将按月核对目录。</p>
<p>六、其他需要报告的事项</p><p>本年度未收取信息处理费。{extra}</p></body></html>""".encode()


def whole(rows: Rows, review: Rows, layout: str, show: Show = plain, **more: str) -> bytes:
    """A report page with all three tables."""
    three = f"<table>{''.join(table_three(rows, layout, show))}</table>"
    return report_page(three, table_four(review, show), TABLE_TWO[layout], **more)
