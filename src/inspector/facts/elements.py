"""The contact elements of Art. 12(2) in the work body's block: body, address, hours, telephone, fax, post code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspector.facts.contacts import address, is_none, is_unfilled, numbers, pictured, postcode
from inspector.facts.hours import Hours, continues, read_hours, spoken_hours
from inspector.facts.labels import Pair
from inspector.facts.owners import Owner, owner_of
from inspector.facts.plain import Plain
from inspector.facts.reading import Fact, Value

_OWN: tuple[Owner, ...] = ("work_body", "")
_BODY_END = (
    r"(?:办公室|政府|委员会|街道|办事处|科室?|股|处|室|局|委|办|厅|中心|大队|支队|总队|所|站|院|馆|镇|乡|部"
    r"|组|队|署|社|会|窗口|大厅|科\(室\)|公司|学校|校|区|县|市|州|台|团|行)"
)
_BODY = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9()·]{{2,40}}{_BODY_END}(?:\([^()]{{2,20}}\))?$")
_NOT_BODY = re.compile(
    r"^(?:指|负责|承担|应当|依法|各|其他|有关|相关|同级|上级|申请人|公民|本办法|根据)|首页|>|http|公告|公示$"
)
_ALSO_FAX = re.compile(r"\(?(?:兼|同|含|暨)?传真(?:同号|共用)?\)?\s*$|\(传真|兼传真")
_RECEIVES = re.compile(r"(?P<name>[\u4e00-\u9fff]{4,40}?)\s?(?:\(收\)|收(?=[,。;)]))")
_AT_NUMBER = re.compile(
    r"(?:号|楼|室|层|院|座)(?P<name>[\u4e00-\u9fff]{2,24}(?:办公室|科|股|处|局|委员会|中心|办事处|政府))$"
)
"""`安和路12号清河区民政局办公室`: the addressee behind the number."""
_GOES_TO = re.compile(
    r"(?:到|前往|赴|至|提交给|递交给|送交|交给|寄给)[^,。;:()]{2,30}\((?:地址:?)?(?P<place>[^()]{5,120})\)"
    r"|(?:机构|办公室|科|处|股|室|中心|本机关|本局|本委)[^,。;:()]{0,12},?(?:现?设在|位于|坐落于|地处)(?P<seat>[^,。;()]{5,50})"
)
_STREET = re.compile(r"[路街巷道村].*\d|\d+号")
_NOTE_WITHIN = 16
_DAYS_NOTE = re.compile(
    r"\(?(?:注|备注|说明)?[:,]?(?:法定|国家|上述|以上|均为|时间|为|周一至周五|,|、)*(?:工作日|法定节假日|节假日|双休日|周六)"
    r"[^。;:@\d]{0,24}(?:除外|不接待|休息|接待|受理|办公)[)。]{0,2}"
)
"""A line that only says on which days the hours above hold."""
_BLANK_CHARS = 12
"""A placeholder in the cell beside a label is hardly longer."""
_SENTENCES = (
    re.compile(
        r"(?P<body>[\u4e00-\u9fff]{4,40}?)(?:\([^()]*\))?(?:具体|统一)?(?:负责|承担)(?:受理|办理|承办|接收|本|我)[^。;,]{0,30}信息公开"
    ),
    re.compile(
        r"(?P<body>[\u4e00-\u9fff()·]{4,40}?)(?:是|为|系)(?:本|我|全)?[\u4e00-\u9fff]{0,14}?(?:政府)?信息公开(?:工作|申请)?的?"
        r"(?:日常|受理|承办|主管|工作|具体)*(?:工作)?(?:机构|部门|科室)"
    ),
    re.compile(
        r"(?:由|指定|明确|确定|设立|授权|委托)(?P<body>[\u4e00-\u9fff()·]{3,30}?)"
        r"(?:为|作为|负责|承担|具体负责|统一受理|受理|统一负责)[^。;,]{0,24}信息公开"
    ),
    re.compile(
        r"信息公开(?:申请|工作)?的?(?:日常|受理|承办|具体)*(?:工作|事务|机构|部门)?[^。;,]{0,8}?(?:由|设在|为|是)"
        r"(?P<body>[\u4e00-\u9fff()·]{4,30}?)(?:负责|承担|受理|办理|,|。|;|$)"
    ),
    re.compile(
        r"申请(?:统一|均|一律|材料|表)?由(?P<body>[\u4e00-\u9fff()·]{4,30}?)(?:统一|负责|具体|集中)*(?:受理|接收|承办)"
    ),
    re.compile(
        r"(?:向|到|寄至|送至)(?P<body>[\u4e00-\u9fff()·]{4,30}(?:办公室|科|股|处|室|中心|窗口|大厅))(?:\([^()]*\))?"
        r"(?:当面|现场)?(?:提出|提交|递交)(?:(?:政府)?(?:信息公开)?申请|(?=[。,;]|$))"
    ),
    re.compile(
        r"(?P<body>[\u4e00-\u9fff·]{4,40}?)\((?:即|为|以下[简统]称)?(?:本机关的?)?(?:申请)?受理(?:机构|单位|部门)\)"
    ),
)


def work_body(pairs: Iterable[Pair], lines: tuple[Plain, ...]) -> Fact | None:
    """Name of the disclosure work body, labelled or said in a sentence; the recipient of post as last resort."""
    pairs = tuple(pairs)
    for pair in pairs:
        if pair.kind == "work_body" and pair.owner in _OWN and _names_body(pair):
            name = body_name(pair.value)
            if name:
                return Fact(name, pair.quote, pair.locator, {"label": pair.label})
    for plain in lines:
        for pattern in _SENTENCES:
            for match in pattern.finditer(plain.text):
                name = body_name(_without_lead(match["body"]))
                if name and len(name) >= 5:
                    return Fact(name, plain.quote(*match.span()), plain.line.locator, {"label": ""})
    addressee = recipient(pairs, lines)
    if addressee and (name := body_name(str(addressee.value))):
        return Fact(name, addressee.quote, addressee.locator, {"label": "收件人"})
    return None


def body_name(value: str) -> str | None:
    """The name of a body at the start of a value; None where the words are not one."""
    value = re.sub(
        r"^\s*(?:\(?\d{1,2}\s*[).、]|\(?[一二三四五六七八九十]{1,2}\s*[)、])\s*(?=[\u4e00-\u9fff])", "", value
    )
    head = re.split(r"[。;,、!?]|\((?:以下|简称|收|地址|邮编|联系|办公|电话|[^()]*\d)", value.strip(" :\"'“”"))[0]
    head = re.sub(r"(?:负责|具体负责|承担|受理|统一受理).*$", "", head).replace(" ", "").strip(":\"'“”()收")
    if head.count("(") > head.count(")"):
        head += ")"
    if not 3 <= len(head) <= 44 or _NOT_BODY.search(head) or not _BODY.fullmatch(head):
        return None
    return head


def office_address(pairs: Iterable[Pair], lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Fact | None:
    """The office address; a general 通信地址 stands in where no other is given (`mailing` note), a postal one does not."""
    pairs = tuple(pairs)
    labelled = _address(pair for pair in pairs if not pair.is_postal)
    general = _address(pair for pair in pairs if re.match(r"通[信讯]", pair.label))
    return labelled or next(_visited(lines, owners), None) or next(_behind_body(pairs), None) or general


def mailing_address(pairs: Iterable[Pair]) -> Fact | None:
    """The address of the postal channel."""
    return _address(pair for pair in pairs if pair.is_postal)


def office_hours(pairs: Iterable[Pair], lines: tuple[Plain, ...], owners: tuple[Owner, ...] = ()) -> Fact | None:
    """Office hours of the work body with `well_formed`, `only_workdays` and `ranges`; hours may go on over lines.

    Where none stand under a label, those said in a sentence of the work body's (`label` is empty).
    """
    best: Fact | None = None
    for pair in pairs:
        if pair.kind != "hours" or pair.owner not in _OWN:
            continue
        text, quote = _over_lines(pair, lines)
        hours = read_hours(f"{_days_named(pair)}{text}")
        if hours is None:
            continue
        if not hours.well_formed and (noted := _with_note(hours, pair, lines)):
            hours, quote = noted
        fact = Fact(hours.text, quote, pair.locator, {"label": pair.label, **hours.notes})
        if not hours.only_workdays:
            return fact
        best = best or fact
    return best or next(_spoken_hours(lines, owners), None)


def _spoken_hours(lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Iterator[Fact]:
    """到受理机构（人民路8号，周一至周五9:00-12:00，14:00-17:30）当面提交."""
    for plain, owner in zip(lines, owners, strict=False):
        foreign = owner not in _OWN or owner_of(plain.text) in ("reading", "complaints", "site")
        if not foreign and (hours := spoken_hours(plain.text)):
            yield Fact(hours.text, plain.quote(), plain.line.locator, {"label": "", **hours.notes})


def _with_note(hours: Hours, pair: Pair, lines: tuple[Plain, ...]) -> tuple[Hours, str] | None:
    """The hours with the days that a note of its own names below their block: `（工作日接待，法定节假日除外）`."""
    place = next((number for number, plain in enumerate(lines) if plain is pair.plain), pair.place)
    note = next((plain for plain in lines[place + 1 : place + _NOTE_WITHIN] if _DAYS_NOTE.fullmatch(plain.text)), None)
    read = read_hours(f"{hours.text} {note.text}") if note is not None else None
    return (read, f"{pair.quote} {note.line.text}") if read and note and read.well_formed else None


def _days_named(pair: Pair) -> str:
    """`工作日时间：`, `办公时间（法定工作日）：`: the days stand in the label."""
    return "工作日 " if pair.label.startswith("工作日") else pair.note if "日" in pair.note else ""


def phones(pairs: Iterable[Pair]) -> tuple[Fact, ...]:
    """Telephones of the work body: `digits` with area code, `mobile` and `placeholder` notes."""
    found: dict[str, Fact] = {}
    pairs = tuple(pairs)
    as_fax = any(pair.kind == "phone" and re.match(r"\(?同传真", pair.value) for pair in pairs)
    kinds = ("phone", "phone_fax", "fax") if as_fax else ("phone", "phone_fax")
    for pair in pairs:
        if pair.kind not in kinds or pair.owner not in _OWN:
            continue
        for fact in _numbers(pair, _own_part(pair.value).partition("传真")[0]):
            found.setdefault(str(fact.notes["digits"] or fact.value), fact)
    return tuple(found.values()) or pictures_of(pairs, ("phone", "phone_fax"))


def faxes(pairs: Iterable[Pair]) -> tuple[Fact, ...]:
    """Fax numbers of the work body; one fact without value and `declared_none` where the page says there is none."""
    found: dict[str, Fact] = {}
    none: Fact | None = None
    phone: Fact | None = None
    pairs = tuple(pairs)
    for pair in pairs:
        if pair.owner not in _OWN:
            continue
        if pair.kind == "phone" and not _ALSO_FAX.search(f"{pair.value}{pair.note}"):
            phone = next(iter(_numbers(pair, pair.value)), phone)
        elif pair.kind in ("fax", "phone_fax", "phone"):
            facts = _numbers(pair, _own_part(pair.value))
            found.update({str(fact.notes["digits"] or fact.value): fact for fact in facts})
            if not facts and pair.kind == "fax":
                none = none or _no_fax(pair)
                if phone and re.match(r"\(?同(?:上|电话|联系电话|办公电话|前|号)", pair.value):
                    found[str(phone.value)] = Fact(phone.value, pair.quote, pair.locator, phone.notes)
    return tuple(found.values()) or ((none,) if none else pictures_of(pairs, ("fax", "phone_fax")))


def pictures_of(pairs: Iterable[Pair], kinds: tuple[str, ...]) -> tuple[Fact, ...]:
    """A contact of the work body that is a picture: one fact without value, with the note `picture`."""
    own = (pair for pair in pairs if pair.kind in kinds and pair.owner in _OWN and pictured(pair.value))
    return tuple(Fact(None, pair.quote, pair.locator, {"picture": True}) for pair in own)[:1]


def postal_code(pairs: Iterable[Pair]) -> Fact | None:
    """The six digits of the work body's post code."""
    for pair in pairs:
        if pair.kind == "postcode" and pair.owner in _OWN and (code := postcode(pair.value[:20])):
            return Fact(code, pair.quote, pair.locator)
    return None


def recipient(pairs: Iterable[Pair], lines: tuple[Plain, ...]) -> Fact | None:
    """To whom a letter is addressed: 收件人, the name before （收）, or the body behind the number of the postal address."""
    pairs = tuple(pairs)
    for pair in pairs:
        if pair.kind == "recipient" and pair.owner in _OWN:
            name = re.split(r"[。;,(]", pair.value)[0].strip()
            if 2 <= len(name) <= 40:
                return Fact(name, pair.quote, pair.locator)
    for plain in lines:
        if match := _RECEIVES.search(plain.text):
            return Fact(match["name"], plain.quote(*match.span()), plain.line.locator)
    posted = mailing_address(pairs)
    behind = _AT_NUMBER.search(str(posted.value)) if posted else None
    return (
        Fact(behind["name"], posted.quote, posted.locator) if posted and behind and body_name(behind["name"]) else None
    )


def _address(pairs: Iterable[Pair]) -> Fact | None:
    for pair in pairs:
        if pair.kind not in ("address", "mail_address") or pair.owner not in _OWN or not _is_place_label(pair):
            continue
        if text := address(pair.value):
            return Fact(text, pair.quote, pair.locator, {"label": pair.label, "mailing": pair.is_postal})
    return None


def _visited(lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Iterator[Fact]:
    """到受理机构（人民路8号）当面提交: the address in brackets after the place to go to."""
    for plain, owner in zip(lines, owners, strict=True):
        for match in _GOES_TO.finditer(plain.text) if owner in _OWN else ():
            text = address(match["place"] or match["seat"])
            if text and _STREET.search(text) and owner_of(match[0]) not in ("reading", "complaints", "site"):
                yield Fact(text, plain.quote(*match.span()), plain.line.locator, {"label": "", "mailing": False})


def _behind_body(pairs: tuple[Pair, ...]) -> Iterator[Fact]:
    """受理机构：民政局办公室（人民路8号3楼）: the address in brackets behind the name of the work body."""
    for pair in pairs:
        match = re.search(r"\(([^()]{5,50})\)", pair.value) if pair.kind == "work_body" and pair.owner in _OWN else None
        if match and _STREET.search(match[1]) and (text := address(match[1])):
            yield Fact(text, pair.quote, pair.locator, {"label": "", "mailing": False})


def _own_part(value: str) -> str:
    """A value up to the sentence's end, or to the first part that speaks of a reading room or complaints desk."""
    kept: list[str] = []
    for part in value.partition("。")[0].split(";"):
        if kept and owner_of(part) in ("reading", "complaints", "site"):
            break
        kept.append(part)
    return ";".join(kept)


def _numbers(pair: Pair, value: str) -> list[Fact]:
    facts = [
        Fact(
            number.text,
            pair.quote,
            pair.locator,
            _notes(pair, digits=number.digits, mobile=number.mobile, placeholder=number.placeholder)
            | ({"incomplete": True} if number.incomplete else {}),
        )
        for number in numbers(value)
    ]
    if not facts and is_unfilled(value) and (pair.sep == "colon" or (not pair.sep and len(value) <= _BLANK_CHARS)):
        facts.append(Fact(value[:30].strip(), pair.quote, pair.locator, _notes(pair, digits="", placeholder=True)))
    return facts


def _notes(pair: Pair, *, digits: str, mobile: bool = False, placeholder: bool = False) -> dict[str, Value]:
    return {"label": pair.label, "digits": digits, "mobile": mobile, "placeholder": placeholder}


def _no_fax(pair: Pair) -> Fact | None:
    return Fact(None, pair.quote, pair.locator, {"declared_none": True}) if is_none(pair.value) else None


def _names_body(pair: Pair) -> bool:
    if pair.label == "名称":
        return pair.owner == "work_body" and not re.search(r"信息|网站|项目|文件", pair.lead)
    return not re.search(r"第三方|其他|有关|复议|上级", pair.lead[-8:])


def _is_place_label(pair: Pair) -> bool:
    return not re.search(r"网站|网页|链接|邮箱|下载|平台|当前|IP|网络|复议|查阅", pair.lead[-8:])


def _without_lead(text: str) -> str:
    return re.split(r"(?:根据|按照|由|指定|目前|其中|现将|确定|(?:可以?|应当?|须)(?:向|到|至))", text)[-1]


def _over_lines(pair: Pair, lines: tuple[Plain, ...]) -> tuple[str, str]:
    text, quote = pair.value, pair.quote
    place = next((number for number, plain in enumerate(lines) if plain is pair.plain), pair.place)
    ends = pair.plain.text.endswith(pair.value)
    for plain in _following(lines, place) if ends else ():
        text, quote = f"{text} {plain.text}", f"{quote} {plain.line.text}"
    return text, quote


def _following(lines: tuple[Plain, ...], place: int) -> Iterator[Plain]:
    for plain in lines[place + 1 : place + 6]:
        if not continues(plain.text):
            return
        yield plain
