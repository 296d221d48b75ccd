"""Label and value pairs as guides print them: numbered lines, table cells, sentences, several to a line, one above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspector.facts.contacts import is_none
from inspector.facts.owners import Owner, marks
from inspector.facts.plain import Plain

_KINDS: dict[str, str] = {
    "phone_fax": (
        r"(?:联系|咨询|办公|受理)?电话号?码?(?:/|及|、|和|\(兼?|与|\+)传真(?:号码|电话)?\)?|传真(?:/|及|、|和|\()电话\)?"
    ),
    "fax": r"传真号码|传真提交|传真申请|传真方式|传真至|传真到|传真电话|图文传真|传真机号|传真号|传真|Fax",
    "email": (
        r"(?:互联网|网络)?联系邮箱|电子邮箱地址|电子邮件地址|电子邮箱|电子邮件|电子信箱|邮箱地址|邮箱|Email|E-mail|E_mail"
        r"|电邮|信箱地址|信箱"
    ),
    "url": (
        r"互联网联系方式|互联网申请|网络联系方式|网上申请地址|网上申请网址|网上申请|在线申请网址|在线申请地址|在线申请|在线提交"
        r"|网上提交|申请网址|网站地址|网站网址|网站|网址|网页地址|链接地址|门户网站|互联网地址"
    ),
    "postcode": r"邮政编码|邮政编号|邮编|(?<![A-Za-z])(?:P\.? ?C\.?|Zip(?: ?code)?|Post ?code)(?=[:.])",
    "recipient": r"收件人|收信人|收件单位|收件机构|邮寄对象|寄送对象",
    "mail_address": (
        r"通信地址|通讯地址|收件地址|邮寄地址|收信地址|寄送地址|投递地址|邮件地址|来信地址|邮寄提交|邮寄申请"
        r"|(?:邮寄|信函|书信)(?:方式)?(?=:)|信函提交|信函申请|邮政寄送|邮寄至|邮寄到|寄送至|寄至|寄往"
    ),
    "address": (
        r"办公地址|办公地点|联系地址|受理地址|受理地点|接收地址|接收地点|申请地址|申请地点|提交地址|提交地点|接待地点|办理地点"
        r"|递交地址|递交地点|机构地址|单位地址|详细地址|窗口地址|现场地址|地址|地点|(?<![A-Za-z])Add(?:r|ress)?\.?(?=:)|(?:当面|现场|窗口|直接)(?:提交|递交|申请|受理)"
    ),
    "hours": (
        r"对外办公时间|受理申请时间|申请受理时间|受理办公时间|办公时间|工作时间|受理时间|接待时间|服务时间|咨询时间"
        r"|工作日时间|工作时段|办公时段|受理时段|上班时间|作息时间|接收时间|办理时间|接件时间|开放时间|查阅时间|开馆时间|借阅时间|对外开放时间"
        r"|(?<![\u4e00-\u9fff])时间(?=[: ]*(?:周|星期|每|工作日|法定|上午|国家|正常|\d{1,2}:))"
    ),
    "work_body": (
        r"(?:政府信息公开工作机构|信息公开工作机构|公开工作机构|主动公开工作机构"
        r"|政府信息公开机构|信息公开机构|工作机构名称|工作机构"
        r"|申请受理机构名称|申请受理机构|受理申请机构|受理申请的机构|受理机构名称|受理机构|受理单位|受理部门|受理机关|受理点|受理窗口|接收机构|接收单位"
        r"|接收部门|受理科室|申请的机构|申请机构"
        r"|负责机构|承办机构|承办部门|承办科室|责任科室|责任机构|负责科室|负责部门|主管科室|办理机构)(?:名称)?|机构名称|单位名称|部门名称|名称"
    ),
    "phone": (
        r"(?:监督|投诉|举报|值班|维护|技术支持)(?:投诉|举报|咨询|服务)?电话|联系电话号码|联系电话|咨询电话|办公电话"
        r"|受理电话|服务电话|查询电话"
        r"|固定电话|座机电话|座机|电话号码|电话|(?:请)?(?:致电|拨打)|联系方式|联系方法|咨询热线|联系热线|热线|手机号码|手机|Tel"
    ),
    "other": (
        r"联系人|负责人|经办人|乘车路线|公交路线|交通路线|备注|传真注明|信封|微信公众号|公众号|微博|网站标识码|附件"
        r"|公开时限|答复期限|公开范围"
    ),
}


def _spaced(pattern: str) -> str:
    """Chinese characters of a label may stand apart: 地 址."""
    return re.sub(r"([\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\1 ?", pattern)


_LABEL = re.compile("|".join(f"(?P<{kind}>{_spaced(words)})" for kind, words in _KINDS.items()), re.IGNORECASE)
_AFTER = re.compile(
    r" ?(?P<note>\((?!0)[^()]{1,16}\))? ?"
    r"(?P<sep>: ?|=|\| ?|-{2} ?|—{1,2} ?|(?:设在|设于|位于|分别为|为|是"
    r"|在(?=[\u4e00-\u9fff\d]{2,24}[路街巷号区县镇村楼]))(?!了)[: ]?|】 ?|\] ?| )?"
)
_NUMERIC = frozenset({"phone", "fax", "phone_fax", "postcode"})
_VALUE_START = re.compile(r"\(?\+?[\dXx×*]")
_SAME = re.compile(r"\(?同(?:上|电话|联系电话|办公电话|前|号)")
_HOURS_START = re.compile(r"\(?(?:周一|星期一|工作日|每周|每天|上午|法定|国家|\d{1,2}:)")
_WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
_TAIL = re.compile(r"[A-Za-z\d)）\]】][^A-Za-z\d]*$")
_POST = re.compile(r"邮寄|邮政寄|寄送|信函|挂号|来信|收件人|书信")
_VALUE_CHARS = 600
_STOPS = re.compile(r"[ ,、;。!?)(]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value, both folded (NFKC), the owner of the block, and the line the value came from."""

    kind: str
    label: str
    value: str
    owner: Owner
    quote: str
    plain: Plain
    place: int
    lead: str = ""
    note: str = ""
    sep: str = ""
    start: int = 0
    """Where the label starts in the line's folded text."""
    heading: str = ""
    """The headings above, outermost first."""

    @property
    def locator(self) -> str:
        """Where on the page."""
        return self.plain.line.locator

    @property
    def is_postal(self) -> bool:
        """Whether it belongs to the postal channel: its label, or the words before it, speak of post."""
        above = self.heading.rpartition(" > ")[2]
        before = "" if self.start == 0 else self.plain.text[: self.start]
        return self.kind == "mail_address" or any(_POST.search(text) for text in (self.lead, above, before))


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    label: str
    note: str
    sep: str
    start: int
    value_start: int


def pairs(lines: tuple[Plain, ...], owners: tuple[Owner, ...], headings: tuple[str, ...]) -> tuple[Pair, ...]:
    """All label-value pairs of the page in order; a label that stands alone takes the cell or line beside it."""
    found: list[Pair] = []
    for place, plain in enumerate(lines):
        found.extend(_of_line(plain, place, owners[place]))
    filled = [pair if pair.value or pair.sep == "copula" else _filled(pair, lines, owners) for pair in found]
    return tuple(replace(pair, heading=headings[pair.place]) for pair in filled if pair.value)


def is_label(text: str) -> bool:
    """Whether a folded text is a label and nothing else."""
    bare = re.sub(r"^[\s\d.、()一二三四五六七八九十●◆■*·]+", "", text).rstrip(": ;,")
    match = _LABEL.match(bare)
    return bool(match) and not re.sub(r"\([^()]*\)", "", bare[match.end() :] if match else bare).strip()


def _hits(text: str) -> Iterator[_Hit]:
    place = 0
    while match := _LABEL.search(text, place):
        place = match.end()
        after = _AFTER.match(text, match.end())
        sep = (after["sep"] or "") if after else ""
        note = (after["note"] or "") if after else ""
        value_start = after.end() if after else match.end()
        kind = match.lastgroup or "other"
        if _counts(kind, text, match, sep, value_start):
            yield _Hit(kind, match[0].replace(" ", ""), note, sep.strip(), match.start(), value_start)
            place = max(place, value_start)


def _counts(kind: str, text: str, match: re.Match[str], sep: str, value_start: int) -> bool:
    """A label counts with a colon or copula; numbers may follow at once; alone on its line it waits for the next."""
    if sep.strip():
        return not (sep.strip() in "为是" and kind in ("url", "other"))
    if kind == "mail_address" and match[0][-1] in "至到往":
        return True
    if kind in _NUMERIC and _VALUE_START.match(text, value_start):
        return True
    if kind == "fax" and _SAME.match(text, value_start):
        return True
    if kind == "email" and re.match(
        r"[\w.\-]{1,64} ?(?:@|\(at\)|\[at\]|#)", text[value_start : value_start + 80], re.IGNORECASE
    ):
        return True
    head = re.fullmatch(r"[\s\d.、()一二三四五六七八九十●◆■*·\[【]*", text[: match.start()])
    if head and not text[value_start:].strip():
        return True
    if head and text[value_start - 1] == " " and _follows(kind, text, value_start):
        return True
    return kind == "hours" and bool(_HOURS_START.match(text, value_start))


def _follows(kind: str, text: str, value_start: int) -> bool:
    """Whether what stands behind a blank is the value of a label that heads its line: `办公地点　　文昌路18号`."""
    if kind == "url":
        return bool(_WEB.match(text, value_start))
    return kind in ("address", "mail_address", "hours", "work_body")


def _of_line(plain: Plain, place: int, owner: Owner) -> Iterator[Pair]:
    text = plain.text
    hits = list(_hits(text))
    before: tuple[_Hit, Owner] | None = None
    start_of_lead = 0
    for number, hit in enumerate(hits):
        end = hits[number + 1].start if number + 1 < len(hits) else len(text)
        lead = _lead(text[start_of_lead : hit.start], before[0].kind if before else "")
        whose = _whose(lead, hit, before, owner)
        value = text[hit.value_start : min(end, hit.value_start + _VALUE_CHARS)].strip() or _none_noted(hit.note)
        quote = plain.quote(hit.start, end)
        yield Pair(hit.kind, hit.label, value, whose, quote, plain, place, lead, hit.note, _sep(hit.sep), hit.start)
        chained = before[1] if before else ""
        before = (hit, _entity(lead) or (chained if hit.kind != "phone" or not _entity(hit.label) else ""))
        start_of_lead = hit.value_start


def _none_noted(note: str) -> str:
    """`传真号码（无）`: the note is the value."""
    return note.strip("()") if is_none(note) else ""


def _sep(sep: str) -> str:
    return "copula" if sep[:1] in ("为", "是", "设", "位", "分", "在") else "colon" if sep else ""


def _lead(text: str, kind_before: str) -> str:
    """The words of the same sentence before a label, without the value of the label before."""
    *ended, text = re.split(r"[。;!?]", text)
    if not kind_before or ended:
        return text
    if kind_before in _NUMERIC or kind_before in ("email", "url"):
        tail = _TAIL.search(text)
        return text[tail.start() + 1 :] if tail else text
    stops = [match.end() for match in _STOPS.finditer(text.rstrip(" ,、"))]
    return text[stops[-1] :] if stops else ""


def _entity(text: str) -> Owner:
    return next((owner for _, owner in reversed(marks(text)) if owner in ("reading", "complaints", "site")), "")


def _whose(lead: str, hit: _Hit, before: tuple[_Hit, Owner] | None, context: Owner) -> Owner:
    if context == "form":
        return "form"
    if named := _entity(hit.label) or _entity(hit.note):
        return named
    spoken = [owner for _, owner in marks(lead)]
    if spoken:
        return spoken[-1] if spoken[-1] != "work_body" or context != "complaints" else context
    if before and before[1]:
        return before[1]
    says_body = hit.kind == "work_body" and not hit.label.endswith("名称")
    return "work_body" if says_body and context == "reading" else context


def _filled(pair: Pair, lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Pair:
    """The value of a label that stands alone: the cell to the right or below, or the next line."""
    if pair.owner == "form":
        return pair
    cell = pair.plain.line.cell
    near = _beside(pair.place, cell, lines) if cell else _next_lines(pair.place, lines)
    if not near:
        return pair
    first = lines[near[0]]
    value = " ".join(lines[place].text for place in near)
    quote = f"{pair.quote} {first.line.text}" if cell is None else first.line.text
    whose = pair.owner or owners[near[0]]
    return replace(pair, value=value, quote=quote, plain=first, owner=whose, start=0)


def _next_lines(place: int, lines: tuple[Plain, ...]) -> list[int]:
    if place + 1 >= len(lines) or lines[place + 1].line.cell or next(_hits(lines[place + 1].text), None):
        return []
    return [place + 1]


def _beside(place: int, cell: tuple[int, int, int], lines: tuple[Plain, ...]) -> list[int]:
    table, row, column = cell
    cells: dict[tuple[int, int], list[int]] = {}
    for other in range(max(0, place - 60), min(len(lines), place + 200)):
        where = lines[other].line.cell
        if where and where[0] == table:
            cells.setdefault(where[1:], []).append(other)
    right = min((key for key in cells if key[0] == row and key[1] > column), default=None)
    if right and not is_label(lines[cells[right][0]].text) and not next(_hits(lines[cells[right][0]].text), None):
        return cells[right]
    below = cells.get((row + 1, column), [])
    header = [key for key in cells if key[0] == row and is_label(lines[cells[key][0]].text)]
    if len(header) < 2 or not below or is_label(lines[below[0]].text) or (row + 2, column) in cells:
        return []
    return below
