"""How sites of one more invented district mark up a page, a list of entries and pairs of label and value: drawn by chance from many.

Six sites (a TRS column, an old table site, a portal of nested `div`s, a Word export, cards, a Hanweb column with its comments), twelve
ways to print contacts, seven ways to print a list. Nothing here knows what a rule asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Pairs = Sequence[tuple[str, str]]
FOOT = "主办单位：望江区人民政府办公室　承办：望江区大数据中心　联系电话：0731-88880000　地址：望江区府前大街1号　邮编：410000"
MARKS = "网站标识码：4301990001　湘ICP备00000001号　湘公网安备43019902000001号"


def site(style: int, title: str, day: str, body: str, trail: Pairs, menu: Pairs) -> str:
    """A whole page."""
    return (_trs, _old, _divs, _word, _cards, _hanweb)[style % 6](title, day, body, trail, menu)


def _links(pairs: Pairs, wrap: str) -> str:
    return "".join(wrap.format(f'<a href="{url}" title="{text}" target="_blank">{text}</a>') for text, url in pairs)


def _trs(title: str, day: str, body: str, trail: Pairs, menu: Pairs) -> str:
    meta = f'<meta name="PubDate" content="{day} 08:30:12">' if day else ""
    bar = f'<div class="pages-date">{day} 08:30<span class="font">来源：本站</span><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div>' if day else ""  # fmt: skip
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}_望江区人民政府门户网站</title><meta name="SiteName" content="望江区人民政府门户网站">
<meta name="ArticleTitle" content="{title}">{meta}<script src="/images/jquery.min.js"></script></head><body><div class="header_top"><a href="/">无障碍</a><a href="/login">登录</a></div>
<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/zwfw/">政务服务</a></div><div class="BreadcrumbNav">您的位置：{_links(trail, "{} &gt; ")}</div>
<div class="gkleft"><ul>{_links(menu, "<li>{}</li>")}</ul></div><div class="article oneColumn pub_border"><h1>{title}</h1>{bar}<div class="TRS_Editor">{body}</div></div>
<div class="footer"><p>{FOOT}</p><p>{MARKS}</p><script id="_jiucuo_" sitecode="4301990001" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></div></body></html>"""


def _old(title: str, day: str, body: str, trail: Pairs, menu: Pairs) -> str:
    bar = f'<tr><td align="center" height="28">发布日期：{day.replace("-", "/")}　　点击数：<script>document.write(hits)</script></td></tr>' if day else ""  # fmt: skip
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title></head><body topmargin=0>
<table width="1000" align="center"><tr><td><img src="/images/banner.jpg" width=1000></td></tr><tr><td bgcolor=#0055aa><a href="/"><font color=white>网站首页</font></a>｜<a href="/zwgk/">政务公开</a></td></tr></table>
<table width="1000" align="center"><tr><td width="200" valign="top"><table>{_links(menu, "<tr><td><img src=/images/dot.gif>{}</td></tr>")}</table></td>
<td valign="top"><table width="100%"><tr><td>当前位置：{_links(trail, "{}&nbsp;&gt;&gt;&nbsp;")}</td></tr><tr><td align="center"><b><font size="4">{title}</font></b></td></tr>{bar}<tr><td class="txt">{body}</td></tr></table></td></tr></table>
<table width="1000" align="center"><tr><td align="center">{FOOT}<br>{MARKS}</td></tr></table></body></html>"""


def _divs(title: str, day: str, body: str, trail: Pairs, menu: Pairs) -> str:
    bar = f'<div><div><span>信息来源：本单位</span></div><div><span>发布时间：</span><span>{day}</span></div></div>' if day else ""  # fmt: skip
    return f"""<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><div class="a1"><div><div><a href="/">望江区</a></div></div></div><div class="b2"><div>{_links(trail, "<span>{}</span><i>&gt;</i>")}</div></div>
<div class="c3"><div class="c31">{_links(menu, "<div><div>{}</div></div>")}</div><div class="c32"><div class="t1"><div>{title}</div></div>{bar}<div class="c33"><div>{body}</div></div></div></div><div class="z9"><div>{FOOT}</div><div>{MARKS}</div></div></body></html>"""


def _word(title: str, day: str, body: str, trail: Pairs, menu: Pairs) -> str:
    bar = f'<p class="info">时间：{day}　来源：望江区　浏览：<span id="n"></span>次</p>' if day else ""
    soft = body.replace("<p>", '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0"><span style="font-family:仿宋_GB2312;mso-hansi-font-family:Calibri">').replace("</p>", "</span><span lang=EN-US><o:p></o:p></span></p>")  # fmt: skip
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><title>{title}-政务公开-望江区人民政府</title></head><body><header><a href="/">首页</a></header><nav class="crumbs">首页 &gt; {_links(trail[1:], "{} &gt; ")}</nav>
<aside><ul>{_links(menu, "<li>{}</li>")}</ul></aside><section class="main"><h2>{title}</h2>{bar}<div class="WordSection1">{soft}</div></section><footer><p>{FOOT}</p><p>{MARKS}</p></footer></body></html>"""


def _cards(title: str, day: str, body: str, trail: Pairs, menu: Pairs) -> str:
    bar = f'<ul class="meta"><li>发布机构：望江区</li><li>发文日期：{day}</li></ul>' if day else ""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} | 望江区</title></head><body><div class="g-hd"><a href="/">望江区人民政府</a></div><div class="g-mn"><div class="m-crm">首页 / {_links(trail[1:], "{} / ")}</div>
<div class="m-tab">{_links(menu, '<span class="tab">{}</span>')}</div><h1 class="tt">{title}</h1>{bar}<article>{body}</article></div><div class="g-ft">{FOOT} {MARKS}</div></body></html>"""


def _hanweb(title: str, day: str, body: str, trail: Pairs, menu: Pairs) -> str:
    bar = f'<tr><td>发布日期：<!--<$[信息时间]>begin-->{day}<!--<$[信息时间]>end--> &nbsp;浏览次数：<script src="/module/visitcount/articlehits.jsp"></script></td></tr>' if day else ""  # fmt: skip
    stamp = f'<meta name="pubDate" content="{day} 10:11">' if day else ""
    return f"""<!DOCTYPE HTML><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>望江区 {trail[-1][0]} {title}</title>{stamp}</head><body><div class="top"><a href="/col/col1/index.html">首页</a></div><div class="position">{_links(trail, "{}&gt;")}</div>
<div class="left_nav">{_links(menu, "<p>{}</p>")}</div><!--ZJEG_RSS.content.begin--><table id="c"><tr><td class="title"><!--<$[标题名称(html)]>begin-->{title}<!--<$[标题名称(html)]>end--></td></tr>{bar}<tr><td><div id="zoom"><!--<$[信息内容]>begin-->{body}<!--<$[信息内容]>end--></div></td></tr></table><!--ZJEG_RSS.content.end-->
<div class="foot">{FOOT}<br/>{MARKS}</div></body></html>"""


def entries(style: int, found: Sequence[tuple[str, str, str]]) -> str:
    """A list of (title, address, day)."""
    rows = [{"t": title, "u": url, "d": day, "y": day[:4], "m": day[5:7], "n": day[8:]} for title, url, day in found]
    frames = (
        ("<ul>{}</ul>", '<li><a href="{u}" title="{t}">{t}</a><span>{d}</span></li>'),
        ("<table>{}</table>", '<tr><td width="80%">·&nbsp;<a href="{u}">{t}</a></td><td>[{d}]</td></tr>'),
        ("<div>{}</div>", '<div class="row"><span class="day">{y}-{m}-{n}</span><a href="{u}"><i>{t}</i></a></div>'),
        ("<dl>{}</dl>", '<dt><a href="{u}">{t}</a></dt><dd>{y}年{m}月{n}日</dd>'),
        ("{}", '<a href="{u}" class="it"><h4>{t}</h4><p>点击查看全文，了解有关情况</p><em>{d}</em></a>'),
        ("<ul>{}</ul>", '<li><a href="{u}">{t}<b>{d}</b></a></li>'),
        ('<div id="9"><script type="text/xml"><datastore><recordset>{}</recordset></datastore></script></div>', '<record><![CDATA[<li><a href="{u}" title="{t}">{t}</a><span>{d}</span></li>]]></record>'),
    )  # fmt: skip
    frame, row = frames[style % len(frames)]
    return frame.format("".join(row.format(**one) for one in rows))


def contacts(style: int, pairs: Pairs, chance: Random) -> str:
    """Labels with their values."""
    sep = chance.choice(("：", ":", "： ", " ： "))
    printed = [(_apart(label, chance), value) for label, value in pairs]
    return _SHAPES[style % len(_SHAPES)](printed, pairs, sep)


def _grid(printed: Pairs) -> str:
    cells = [f"<td>{label}</td><td>{value}</td>" for label, value in printed]
    lines = [f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2)]
    return f"<table border=1>{''.join(lines)}</table>"


def _head_row(printed: Pairs) -> str:
    heads, values = ("".join(f"<td>{pair[n]}</td>" for pair in printed) for n in (0, 1))
    return f"<table border=1><tr>{heads}</tr><tr>{values}</tr></table>"


def _in_spans(pairs: Pairs) -> str:
    cut = "<span>{}</span><span lang=EN-US><o:p></o:p></span><span>{}</span>"
    lines = [(cut.format(label[:2], label[2:]), value) for label, value in pairs]
    row = "<p><b><span>{}．</span></b>{}<span>：</span><span lang=EN-US>{}</span></p>"
    return "".join(row.format(n, label, value) for n, (label, value) in enumerate(lines, 1))


def _captioned(printed: Pairs) -> str:
    lines = [f"<tr><th>{label}</th><td colspan=3>{value}</td></tr>" for label, value in printed]
    return f"<table><caption>联系信息</caption>{''.join(lines)}</table>"


_SHAPES: tuple[Callable[[Pairs, Pairs, str], str], ...] = (
    lambda printed, _, sep: "".join(f"<p>　　{a}{sep}{b}</p>" for a, b in printed),
    lambda printed, _, sep: "".join(f"<p>（{n}）{a}{sep}{b}；</p>" for n, (a, b) in enumerate(printed, 1)),
    lambda printed, *_: (
        f"<table border=1>{''.join(f'<tr><td><p>{a}</p></td><td><p>{b}</p></td></tr>' for a, b in printed)}</table>"
    ),
    lambda printed, *_: _grid(printed),
    lambda printed, *_: _head_row(printed),
    lambda printed, _, sep: f"<dl>{''.join(f'<dt>{a}{sep}</dt><dd>{b}</dd>' for a, b in printed)}</dl>",
    lambda printed, _, sep: f"<p>{'；'.join(f'{a}{sep}{b}' for a, b in printed)}。</p>",
    lambda printed, *_: "".join(f"<p>【{a}】</p><p>{b}</p>" for a, b in printed),
    lambda printed, _, sep: f"<p>{'<br>'.join(f'　　<strong>{a}</strong>{sep}{b}' for a, b in printed)}</p>",
    lambda _, pairs, __: f"<p>　　{'，'.join(f'{a}为{b}' for a, b in pairs)}。</p>",
    lambda _, pairs, __: _in_spans(pairs),
    lambda printed, *_: _captioned(printed),
)


def _apart(label: str, chance: Random) -> str:
    """Short labels are spaced out to the width of the long ones."""
    if len(label) != 2 or chance.random() < 0.5:
        return label
    return label[0] + chance.choice(("　　", "&nbsp;&nbsp;", " ", "&emsp;")) + label[1]
