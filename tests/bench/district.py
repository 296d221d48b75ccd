"""A synthetic district: every unit has a host of its own, every page 30 to 60 KB of HTML with 150 links. Always the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import random
from dataclasses import dataclass, field
from functools import cache

UNITS, PAGES, LINKS = 60, 100, 150
_WORDS = [
    *("政府信息公开", "依申请公开", "主动公开", "公开指南", "办事服务", "联系电话", "办公地址", "受理机构", "行政许可"),
    *("行政处罚", "财政预算", "决算", "应急管理", "教育", "医疗卫生", "社会保险", "住房保障", "市场监管"),
    *("征收补偿", "政策解读", "公开年报", "监督方式", "信用信息", "工作规则", "会议纪要", "统计数据", "街道办事处"),
]
_HEAD = (
    '<!DOCTYPE html><html lang="zh"><head><meta charset="{charset}"><title>{title}</title><meta name="SiteName" content="单位{unit}">'
    '<meta name="PubDate" content="2026-{month:02d}-{day:02d} 09:00"><link rel="stylesheet" href="/css/site.css">'
    '<style>.list li{{line-height:2em}} .list span{{float:right}}</style></head><body><div class="header"><div class="logo">'
    '<img src="/images/logo.png" alt="单位{unit}"></div><ul class="nav"><li>首页</li><li>信息公开</li><li>互动</li></ul></div>'
    '<div class="content"><h1>{title}</h1>'
)
_FOOT = (
    '<div class="footer"><p>主办单位：单位{unit} 联系电话：010-5555{unit:04d}</p><p>网站标识码：1101{unit:06d}</p></div>'
    "<script>var page={{n:{page}}};function track(){{return page.n;}}</script></body></html>"
)


def address_of(unit: int) -> str:
    """The loopback address of a unit's host: 127.10.0.1 and so on, 250 to a row."""
    return f"127.10.{(unit - 1) // 250}.{(unit - 1) % 250 + 1}"


def start_of(unit: int, port: int) -> str:
    """Where a crawl of the unit begins."""
    return f"http://{address_of(unit)}:{port}/zwgk/p0.html"


def unit_at(address: str) -> int:
    """The unit whose host has this address."""
    _, _, row, place = map(int, address.split("."))
    return row * 250 + place


@dataclass(frozen=True, slots=True)
class Reply:
    """A page as it goes over the wire; `etag` changes with its content."""

    body: bytes
    content_type: str
    etag: str
    packed: bool = False


@dataclass(frozen=True)
class Synthetic:
    """One district of `pages` pages a unit. Every fifth unit writes GBK; two of five send gzip to those who take it."""

    pages: int = PAGES
    _packed: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def reply(self, unit: int, page: int, *, gzip_accepted: bool) -> Reply:
        """The page number `page` of unit `unit`."""
        charset = "gbk" if unit % 5 == 0 else "utf-8"
        etag = hashlib.sha256(f"{unit}/{page}".encode()).hexdigest()[:16]
        kind = f"text/html; charset={charset}"
        if not gzip_accepted or unit % 5 not in (1, 2):
            return Reply(self._body(unit, page, charset), kind, etag)
        if (unit, page) not in self._packed:
            self._packed[unit, page] = gzip.compress(self._body(unit, page, charset), 6, mtime=0)
        return Reply(self._packed[unit, page], kind, etag, packed=True)

    def _body(self, unit: int, page: int, charset: str) -> bytes:
        title = f"单位{unit}第{page}页政府信息公开"
        head = _HEAD.format(charset=charset, title=title, unit=unit, month=page % 12 + 1, day=page % 28 + 1)
        links = _links(unit, self.pages, charset)
        chosen = [links[(page + 1 + step) % self.pages] for step in range(LINKS)]
        foot = _FOOT.format(unit=unit, page=page).encode(charset)
        return b"".join(
            [head.encode(charset), b'<ul class="list">', *chosen, b"</ul>", _text(unit, page % 16, charset), foot]
        )


@cache
def _links(unit: int, pages: int, charset: str) -> list[bytes]:
    line = (
        '<li><a href="{href}" target="_blank" title="{words}">{words}</a><span>2026-{month:02d}-{day:02d}</span></li>\n'
    )
    rows = [
        line.format(
            href=f"/zwgk/p{page}.html" if page % 3 else f"p{page}.html",
            words=f"{_words(unit * 1000 + page, 3)}（{page}）",
            month=page % 12 + 1,
            day=page % 28 + 1,
        )
        for page in range(pages)
    ]
    return [row.encode(charset) for row in rows]


@cache
def _text(unit: int, variant: int, charset: str) -> bytes:
    """Paragraphs of 12 to 36 KB: the rest of the page."""
    chance = random.Random(f"{unit}/{variant}")
    wanted = chance.randrange(8_000, 32_000)
    parts: list[bytes] = []
    while sum(map(len, parts)) < wanted:
        sentence = "，".join(_words(chance.randrange(10**9), 9) for _ in range(3))
        parts.append(f'<p style="text-indent:2em"><span>{sentence}。</span></p>\n'.encode(charset))
    return b'<div class="article">' + b"".join(parts) + b"</div>"


def _words(seed: int, count: int) -> str:
    return "".join(random.Random(seed).choices(_WORDS, k=count))
