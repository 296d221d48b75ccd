"""Where the work body sits and where letters to it go: office address, postal address, post code, addressee (Art. 12(2))."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspector import lazy
from inspector.facts.body_names import OWN, body_name
from inspector.facts.contacts import address, postcode
from inspector.facts.labels import Pair
from inspector.facts.owners import Owner, owner_of
from inspector.facts.plain import Plain
from inspector.facts.reading import Fact

_HAN = lazy.pattern(r"[\u4e00-\u9fff]")
_RECEIVES = lazy.pattern(r"(?P<name>[\u4e00-\u9fff]{4,40}?)\s?(?:\(收\)|收(?=[,。;)]))")
_ADDRESSEE = lazy.pattern(
    r"(?:收件人|收信人|收件单位|收件机构)(?:一栏|栏|处)?(?:请|应)?(?:为|是|写明|填写|注明|写)?[ \"'“]?"
    r"(?P<name>[\u4e00-\u9fff()]{4,40}?)(?=[,。;\"'”]|$)"
)
"""`收件人清河区民政局办公室`: said in a sentence, without a colon."""
_AT_NUMBER = lazy.pattern(
    r"(?:号|楼|室|层|院|座)(?P<name>[\u4e00-\u9fff]{2,24}(?:办公室|科|股|处|局|委员会|中心|办事处|政府))$"
)
"""`安和路12号清河区民政局办公室`: the addressee behind the number."""
_OFFICE = lazy.pattern(r"(?:办公室|科|股|处|中心)$")
_GOES_TO = lazy.pattern(
    r"(?:到|前往|赴|至|提交给|递交给|送交|交给|寄给)[^,。;:()]{2,30}\((?:地址:?)?(?P<place>[^()]{5,120})\)"
    r"|(?:机构|办公室|科|处|股|室|中心|本机关|[本我]局|[本我]委)[^,。;:()]{0,12},?(?:现?设在|位于|坐落于|地处)(?P<seat>[^,。;()]{5,50}(?:\([^()]{4,40}\d号[^()]{0,12}\))?)"
)
_BARE_CODE = lazy.pattern(
    r"(?:(?<=^)|(?<=[,、;:(\s\u4e00-\u9fff]))\d{6}(?=$|[,、;)。\s]|收|[\u4e00-\u9fff]{2})(?![号室])"
)
_POSTED = lazy.pattern(r"寄[^。;:()]{0,12}\([^()]*?(?<!\d)(?P<code>\d{6})(?!\d)[^()\d]{0,12}\)")
_STREET = lazy.pattern(r"[路街巷道村].*\d|\d+号")
_SEAT = lazy.pattern(r"[路街巷道村镇乡][\u4e00-\u9fff(]{0,16}(?:[楼厦院府局校园心站]|对面|旁|[东南西北]侧)")
"""A place without a number."""


def office_address(pairs: Iterable[Pair], lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Fact | None:
    """The office address; a general 通信地址 stands in where no other is given (`mailing` note), a postal one does not."""
    pairs = tuple(pairs)
    labelled = _address(pair for pair in pairs if not pair.is_postal)
    general = _address(pair for pair in pairs if re.match(r"通[信讯]", pair.label))
    numbered = next(_visited(lines, owners, _STREET), None) or next(_behind_body(pairs), None)
    return labelled or numbered or general or next(_visited(lines, owners, _SEAT), None)


def mailing_address(pairs: Iterable[Pair]) -> Fact | None:
    """The address of the postal channel."""
    return _address(pair for pair in pairs if pair.is_postal)


def postal_code(pairs: Iterable[Pair]) -> Fact | None:
    """The six digits of the work body's post code: under a label of their own, else within an address."""
    own = [pair for pair in pairs if pair.owner in OWN]
    for pair in own:
        if pair.kind == "postcode" and (code := postcode(pair.value[:20])):
            return Fact(code, pair.quote, pair.locator)
    for pair in own:
        match = _BARE_CODE.search(pair.value) if pair.kind in ("address", "mail_address") or pair.is_postal else None
        if match:
            return Fact(match[0], pair.quote, pair.locator)
    return None


def posted_code(lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Fact | None:
    """`邮寄（康宁路5号医保局办公室，736100）`: the post code in the brackets of where letters go."""
    own = (plain for plain, owner in zip(lines, owners, strict=True) if owner in OWN)
    found = ((plain, match) for plain in own for match in _POSTED.finditer(plain.text))
    return next((Fact(match["code"], plain.quote(*match.span()), plain.line.locator) for plain, match in found), None)


def recipient(pairs: Iterable[Pair], lines: tuple[Plain, ...]) -> Fact | None:
    """To whom a letter is addressed: as `addressee`, or the body behind the number of the postal address."""
    pairs = tuple(pairs)
    return addressee(pairs, lines) or _behind_number(pairs)


def addressee(pairs: Iterable[Pair], lines: tuple[Plain, ...]) -> Fact | None:
    """收件人, the name before （收）, or the office behind the number of the postal address; the organ itself there is its address."""
    pairs = tuple(pairs)
    for pair in pairs:
        if pair.kind == "recipient" and pair.owner in OWN:
            name = re.split(r"[。;,(]", pair.value)[0].strip()
            if 2 <= len(name) <= 40:
                return Fact(name, pair.quote, pair.locator)
    for plain in lines:
        if match := _RECEIVES.search(plain.text):
            return Fact(match["name"], plain.quote(*match.span()), plain.line.locator)
        if (match := _ADDRESSEE.search(plain.text)) and (name := body_name(match["name"])):
            return Fact(name, plain.quote(*match.span()), plain.line.locator)
    behind = _behind_number(pairs)
    return behind if behind and _OFFICE.search(str(behind.value)) else None


def _behind_number(pairs: Iterable[Pair]) -> Fact | None:
    posted = mailing_address(pairs)
    behind = _AT_NUMBER.search(str(posted.value)) if posted else None
    named = posted and behind and body_name(behind["name"])
    return Fact(behind["name"], posted.quote, posted.locator) if posted and behind and named else None


def _address(pairs: Iterable[Pair]) -> Fact | None:
    """The first address; one in English where there is no other."""
    found = tuple(_addresses(pairs))
    return next((fact for fact in found if _HAN.search(str(fact.value))), next(iter(found), None))


def _addresses(pairs: Iterable[Pair]) -> Iterator[Fact]:
    for pair in pairs:
        if pair.kind not in ("address", "mail_address") or pair.owner not in OWN or not _is_place_label(pair):
            continue
        if text := address(pair.value):
            yield Fact(text, pair.quote, pair.locator, {"label": pair.label, "mailing": pair.is_postal})


def _visited(lines: tuple[Plain, ...], owners: tuple[Owner, ...], like: re.Pattern[str]) -> Iterator[Fact]:
    """到受理机构（人民路8号）当面提交: the address in brackets after the place to go to."""
    for plain, owner in zip(lines, owners, strict=True):
        for match in _GOES_TO.finditer(plain.text) if owner in OWN else ():
            text = address(match["place"] or match["seat"])
            if text and like.search(text) and owner_of(match[0]) not in ("reading", "complaints", "site"):
                yield Fact(text, plain.quote(*match.span()), plain.line.locator, {"label": "", "mailing": False})


def _behind_body(pairs: tuple[Pair, ...]) -> Iterator[Fact]:
    """受理机构：民政局办公室（人民路8号3楼）: the address in brackets behind the name of the work body."""
    for pair in pairs:
        match = (
            re.search(r"\(([^()]{5,50})(?:\)|$)", pair.value)
            if pair.kind == "work_body" and pair.owner in OWN
            else None
        )
        if match and _STREET.search(match[1]) and (text := address(match[1])):
            yield Fact(text, pair.quote, pair.locator, {"label": "", "mailing": False})


def _is_place_label(pair: Pair) -> bool:
    return not re.search(r"网站|网页|链接|邮箱|下载|平台|当前|IP|网络|复议|查阅", pair.lead[-8:])
