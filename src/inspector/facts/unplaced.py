"""What looks like a contact of the work body and stands under no label that is known: nobody may say that it is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from inspector import lazy
from inspector.facts.body_names import OWN, body_name
from inspector.facts.channels import Page
from inspector.facts.contacts import Number, is_none, mailboxes, numbers
from inspector.facts.hours import leaves_to_others, says_when_open
from inspector.facts.labels import Pair
from inspector.facts.numerals import SIGNS
from inspector.facts.owners import owner_of
from inspector.facts.plain import Plain, end_of_clause, sentences
from inspector.facts.reading import Fact, Json

_FOREIGN = ("complaints", "reading", "site")
_STREET = lazy.pattern(
    rf"[\u4e00-\u9fff](?:路|街|巷|道|弄|胡同|大厦|广场|小区)[^。;,]{{0,8}}?[\d{SIGNS}]+(?:-\d+)? ?(?:号|弄|室|楼|层|栋|幢)"
    r"|[\u4e00-\u9fff](?:路|街|巷|大道|胡同)[\u4e00-\u9fff ]{0,12}"
    r"(?:大楼|办公楼|大厦|[一二三四五六七八九十]楼|[院楼厦场府局校](?:内|对面|旁|[东南西北]侧))"
)
_NOT_HERE = lazy.pattern(r"上级|邮寄|信函|[寄送]|档案|图书|乘|公交")
_POST = lazy.pattern(rf"{_NOT_HERE.pattern}|邮编")
"""Words of places and numbers that are nobody's office."""
_NO_OFFICE = lazy.pattern(
    r"上级|邮寄|邮编|信函|[寄送]|档案|图书|乘|公交|(?:12345|市民|市长|区长|县长)[\u4e00-\u9fff\d]{0,8}热线|便民热线|账 ?号|帐 ?号|代码|备案"
)
"""Words of numbers that are nobody's telephone, or a hotline's."""
_OFFICE = lazy.pattern(
    r"(?!办公室$|[\u4e00-\u9fff]*[区县市](?:人民)?政府)[\u4e00-\u9fff]{2,24}(?:办公室|[科股处室]|窗口|中心)"
)
"""An office's name; that of the government of the whole place is no unit's below it."""
_OFFICES = lazy.pattern(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,12}?(?:办公室|[科股处室])(?=[、,;:(\d ]|等|$)")
_SO_MANY = lazy.pattern(r"[\d一二三四五六七八九十两]+个(?:内设)?(?:职能)?(?:机构|[科股处]室)")
_NO_BODY = lazy.pattern(rf"{_POST.pattern}|来源|编辑|作者")
"""Words of post, and of who wrote the page."""
_TAKES = lazy.pattern(
    r"(?:申请|信息公开)[^。;]{0,24}由(?![^。;]{0,6}(?:相关|有关|各|承办|责任|主管|业务))[\u4e00-\u9fff]{0,20}(?:办公室|[科股处室局委办])"
    r"[统一负责具体集中]{0,6}(?:受理|接收|负责|承办|承担|办理|牵头)"
    r"|由(?![^。;]{0,6}(?:相关|有关|各|承办|责任|主管|业务))[\u4e00-\u9fff]{0,20}(?:办公室|[科股处室局委办])[统一负责具体集中]{0,6}(?:受理|接收)"
    r"|(?:(?<![各关])办公室|(?<![各关科])[科股处室]|[政合]办)[统一负责具体集中牵头]{0,6}(?:受理|接收)[^。;,]{0,8}(?:申请|信息公开)"
    r"|(?:[送寄递提]?交[至到给]|[送寄][至到])[\u4e00-\u9fff]{0,20}(?:办公室|[科股处室]|中心|窗口|大厅)"
    r"|[送寄][至到][\u4e00-\u9fff\d]{2,24}[党综政][\u4e00-\u9fff]{0,4}[办科](?=[(,。;]|$)"
    r"|(?:^|[,;:|])(?:请|可)?(?:到|至|赴|前往)[\u4e00-\u9fff]{2,20}(?:办公室|[科股处室]|[党综政][\u4e00-\u9fff]{0,4}办)(?=[(,。;]|$)"
    r"(?![^。;]{0,40}(?:查阅|查询|查看))"
    r"|申请(?:表|书)[^。;,]{0,6}(?:到|向|在|由)[\u4e00-\u9fff]{0,20}(?:办公室|[科股处室局]|中心|窗口|大厅)[\u4e00-\u9fff]{0,4}[领索]取"
    r"|(?:到|向|在|赴|前往)[\u4e00-\u9fff]{0,20}(?:办公室|[科股处室局]|中心|窗口|大厅)[\u4e00-\u9fff]{0,4}(?:领取|索取|领)[^。;,]{0,8}申请(?:表|书)"
)
"""`我局由办公室受理申请`, `到办公室领取申请表`: a body named in a sentence."""
_SPEAKS_OF = lazy.pattern(
    r"(?=.*(?:受理|接收|承办|承担|牵头|联系|申请|设[在于]|[此该本]项工作|公开的?(?:日常|具体)*(?:工作|事宜|事务)))(?!.*(?:查阅|查询|查看|公报))"
    r".*(?:(?<![各关办])办公室|(?<![各关])[\u4e00-\u9fff]{2}(?<![关办各业务])[科股](?!室)|[政合]办(?!公))"
    r"|^(?:机构|单位|部门|科室)(?:名称)?[:为是] ?[\u4e00-\u9fff]{0,10}办公室$"
    r"|受理(?:机构|单位|部门|机关)[:为是] ?[本我](?:局|委|机关|单位|办|镇|乡|街道)"
)
"""A clause that names an office beside what it may do with applications."""
_NOT_TAKEN = lazy.pattern(r"复议|诉讼|监督|监察|纪委|纪检|举报|投诉|信访|考核|评议|培训|保密|审查|不履行|不服|侵犯")
_NUMBER_BEHIND = lazy.pattern(r" [\d\-]{7,13}$")
_BEFORE_CONTACT = lazy.pattern(
    r"(?:^|:)(?P<body>[\u4e00-\u9fff]{2,24}(?:办公室|[科股处室]|中心)),(?:办公|联系)?(?:地址|地点|电话)"
)
"""`答：清河区民政局办公室，地址：…`."""
_ACCOUNT = lazy.pattern(r"公众号|微博")
_BOX = lazy.pattern(r"(?:网上|电子|公开|局长|主任|领导)信箱[:为]|互联网[:为] ?[\w.:/]+\.|官网[:为] ?[\w.:/]+\.")
_ODD_MAILBOX = lazy.pattern(r"\S{1,64}[#*$☆★]\S{1,64}\.(?:cn|com|net|org)")
"""`a#163.com`: under its label a mailbox, and else the size of a picture."""
_FAX = lazy.pattern(r"传 ?真|电传|\bfax\b", re.IGNORECASE)
_FAX_BY_PHONE = lazy.pattern(r"传 ?真(?:(?!不|无|未|没)[^。;,\d]){0,14}(?:自动|分机|一体|话机|共用|合用)")
"""A fax that is the telephone, in words that are not known."""
_IN_WORDS = lazy.pattern(
    r"(?!待|请(?:输入|填)|[详参请]?见|(?:电子)?邮|联系|办公)[^\d。;:@]{0,12}[\u4e00-\u9fff]{2}[^\d:@]{0,24}$"
)
"""A few words and nothing else."""
_EITHER = lazy.pattern(r"^[\W\d]*(?:(?:小时)?值班(?:及[\u4e00-\u9fff]{2,4})?电话|(?:对外)?开放时间)")
"""Labels of a duty desk's number and of a reading room's hours, which in an office's own block may be its own."""
_DIGITS = lazy.pattern(
    r"(?=\D{0,3}\d)\(?\+?[\dOo](?:[() .\-‐-―]*[\dOo]){5,13}(?![\d./年])"
    r"|(?=[0\-‐-― ]{0,4}[零〇○一二三四五六七八九])[0零〇○一二三四五六七八九](?:[\-‐-― ]?[0零〇○一二三四五六七八九]){6,12}"
)
"""Also with the letter O for a nought, and in Chinese signs."""
_HEAD = 10
"""Characters of the head of a column."""
_CALLED = lazy.pattern(r"电话|拨打|致电|联系|咨询|热线|座机")
_WITH_AREA, _LOCAL = 10, 7
"""Digits of a number with its area code, and without, where it may be any number unless somebody is called by it."""


def unplaced(page: Page, missing: Collection[str]) -> dict[str, Json]:
    """The words that may hold each of the facts `missing` (work_body, office_address, office_hours, phone, fax), as a fact's JSON."""
    wanted = [(name, _likeness(name, page)) for name in missing]
    found: dict[str, Json] = _dialled(page) or _misprinted(page) if "phone" in missing else {}
    found |= _left_to_others(page) if "office_hours" in missing else {}
    found |= _said_of_fax(page) if "fax" in missing else {}
    for plain, start, end in _own(page) if wanted else ():
        for name, like in wanted:
            if name not in found and like(plain.text[start:end]):
                found[name] = Fact(None, plain.quote(start, end), plain.line.locator).json()
    if "work_body" in missing and "work_body" not in found:
        found |= _taken(page)
    return found


def _taken(page: Page) -> dict[str, Json]:
    """Who takes applications in a sentence that goes on to complaints: `由党政办受理申请，不服答复的，可以申请复议`."""
    own = (plain for plain, owner in zip(page.lines, page.owners, strict=True) if owner in OWN)
    told = ((plain, a, b) for plain in own for a, b in sentences(plain.text) if _takes(plain.text[a:b]))
    return next(({"work_body": Fact(None, plain.quote(a, b), plain.line.locator).json()} for plain, a, b in told), {})


def unplaced_in(lines: Iterable[Plain], missing: Collection[str]) -> dict[str, Json]:
    """The same for the parts `missing` (address, hours, contact, structure) of a page whose contacts are all the unit's own."""
    found: dict[str, Json] = {}
    places = [(plain, start, end) for plain in lines for start, end in sentences(plain.text)] if missing else []
    for plain, start, end in places:
        text = plain.text[start:end]
        for name in missing if owner_of(text) not in _FOREIGN else ():
            if name not in found and name in _PARTS and _PARTS[name](text):
                found[name] = Fact(None, plain.quote(start, end), plain.line.locator).json()
    return found


def _dialled(page: Page) -> dict[str, Json]:
    """`tel:` in a link that shows no number."""
    links = (link for link in page.document.links if link.region == "main" and link.url.startswith("tel:"))
    return next(({"phone": Fact(None, link.text, link.locator).json()} for link in links), {})


def _misprinted(page: Page) -> dict[str, Json]:
    """So many digits under the label of a telephone that they may be its number, with a slip: `72222130827`."""
    own = (pair for pair in page.pairs if pair.kind in ("phone", "phone_fax") and pair.owner in OWN)
    odd = (pair for pair in own if _DIGITS.match(pair.value) and not numbers(pair.value))
    return next(({"phone": Fact(None, pair.quote, pair.locator).json()} for pair in odd), {})


def _said_of_fax(page: Page) -> dict[str, Json]:
    """What stands behind the label of a fax and is neither its number nor known to say that there is none: `传真：请与门卫联系`."""
    own = (pair for pair in page.pairs if pair.kind == "fax" and pair.owner in OWN and pair.sep == "colon")
    said = (
        pair for pair in own if pair.plain.text.startswith(pair.label[0], pair.start) and _IN_WORDS.match(pair.value)
    )
    return next(({"fax": Fact(None, pair.quote, pair.locator).json()} for pair in said), {})


def _left_to_others(page: Page) -> dict[str, Json]:
    """Hours that are those of another body: `按县政府规定的作息时间`."""
    own = (pair for pair in page.pairs if pair.kind == "hours" and pair.owner in OWN and leaves_to_others(pair.value))
    return next(({"office_hours": Fact(None, pair.quote, pair.locator).json()} for pair in own), {})


def on_the_net(page: Page) -> dict[str, Json]:
    """An address on the net, an account or a box for letters that is printed among the contacts."""
    own = (pair for pair in page.pairs if pair.owner in OWN and _is_on_the_net(pair))
    said = next(((pair.quote, pair.locator) for pair in own if pair.value and not is_none(pair.value)), None)
    boxes = ((plain.quote(a, b), plain.line.locator) for plain, a, b in _own(page) if _has_box(plain.text[a:b]))
    found = said or next(boxes, None)
    return {"online_url": Fact(None, *found).json()} if found else {}


def _is_on_the_net(pair: Pair) -> bool:
    odd = pair.kind == "email" and _ODD_MAILBOX.fullmatch(pair.value)
    return bool(odd) or pair.kind == "url" or _ACCOUNT.search(pair.label) is not None


def _has_box(text: str) -> bool:
    """Whether a box for letters is named, and neither to say that there is none nor with its mailbox, of which rules ask by itself."""
    box = _BOX.search(text)
    value = text[box.end() :].strip() if box else ""
    return box is not None and not is_none(value) and next(mailboxes(value), None) is None


def _own(page: Page) -> Iterator[tuple[Plain, int, int]]:
    """The sentences of lines that are not a reading room's, a complaints desk's, the site's or a form's."""
    before: str = ""
    for plain, owner in zip(page.lines, page.owners, strict=True):
        words = _EITHER.match(plain.text) if before in OWN else None
        head = words.end() if words else 0
        for start, end in sentences(plain.text) if owner in OWN or words else ():
            if owner_of(plain.text[max(start, head) : end]) not in _FOREIGN:
                yield plain, start, end
        before = owner


def _likeness(name: str, page: Page) -> Callable[[str], bool]:
    if name in ("office_address", "office_hours"):
        return _PARTS[name.removeprefix("office_")]
    if name == "work_body":
        return _names_office
    if name == "phone":
        claimed = _claimed(page, ("phone", "phone_fax"))
        return lambda text: not _NO_OFFICE.search(text) and any(_is_free(one, claimed, text) for one in numbers(text))
    loose = _loose_cells(page)
    return lambda text: (
        bool(_FAX.search(text))
        and (bool(numbers(text)) or (loose and len(text) <= _HEAD) or bool(_FAX_BY_PHONE.search(text)))
    )


def _names_office(text: str) -> bool:
    """Whether a sentence tells who takes applications, or an office's name stands alone or before its number: `机构 | 民政局办公室`.

    Alone is also what stands behind a colon or in brackets.
    """
    if _takes(text):
        return True
    beside = _BEFORE_CONTACT.search(text)
    if beside and _OFFICE.fullmatch(beside["body"]) and body_name(beside["body"]):
        return True
    parts = [_NUMBER_BEHIND.sub("", part) for part in re.split(r"[:()]|^[^\w(]+", text.rstrip(" 。;"))]
    return not _NO_BODY.search(text) and any(
        _OFFICE.fullmatch(part.replace(" ", "")) and body_name(part) for part in parts
    )


def _takes(text: str) -> bool:
    """Whether a sentence tells who takes applications, or gives the form out, and not complaints."""
    if any(_SPEAKS_OF.match(clause) and not _NOT_TAKEN.search(clause) for clause in re.split("[,;。]", text)):
        return not _NOT_TAKEN.search(text.partition(",")[0])
    takes = _TAKES.search(text)
    return takes is not None and not _NOT_TAKEN.search(text[: end_of_clause(text, takes.end(), len(text))])


def _claimed(page: Page, kinds: Collection[str]) -> frozenset[str]:
    """The digits of numbers that stand under a label of another kind, or are not the work body's."""
    duty = (pair.label == "值班电话" or "值班" in pair.lead for pair in page.pairs)
    of_kinds = (pair.kind in kinds and (pair.owner in OWN or on) for pair, on in zip(page.pairs, duty, strict=True))
    others = (pair for pair, one in zip(page.pairs, of_kinds, strict=True) if not one)
    return frozenset(number.digits for pair in others for number in numbers(pair.value))


def _is_free(number: Number, claimed: Collection[str], text: str) -> bool:
    called = len(number.digits) >= _LOCAL and (_CALLED.search(text) or _OFFICES.match(text))
    whole = len(number.digits) >= _WITH_AREA or bool(called)
    return whole and number.digits not in claimed and not number.placeholder


def _loose_cells(page: Page) -> bool:
    """Whether a number stands alone in a cell or line, under no label of any kind."""
    claimed = _claimed(page, ())
    alone = (numbers(plain.text) for plain, start, end in _own(page) if end - start == len(plain.text))
    return any(found and found[0].digits not in claimed for found in alone)


def _names_offices(text: str) -> bool:
    """Two offices or more in one line, or how many there are: `办公室、救助科`, `5个内设机构`."""
    return len(_OFFICES.findall(text)) > 1 or bool(_SO_MANY.search(text))


def _may_reach(text: str) -> bool:
    """A number beside a word of calling or a seat, or behind an office's name that begins the line (`救助科 65551209`); a mailbox."""
    if next(mailboxes(text), None):
        return True
    called = _CALLED.search(text) or _OFFICES.match(text) or _STREET.search(text)
    return bool(called) and not _FAX.search(text) and any(not one.placeholder for one in numbers(text))


_PARTS: dict[str, Callable[[str], bool]] = {
    "address": lambda text: bool(_STREET.search(text)) and not _NOT_HERE.search(text),
    "hours": says_when_open,
    "contact": _may_reach,
    "structure": _names_offices,
}
