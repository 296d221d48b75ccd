"""Telephone, fax, mailbox, post code and address in the value of a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspector import lazy
from inspector.facts.dates import scan
from inspector.facts.document import PICTURE

_DASH = r"[\s\-‐-―─━~_/]"
_LANDLINE = lazy.pattern(
    rf"(?<![\d.\-])(?:\(?\+?86\)?{_DASH}?)?(?:\(?(?P<area>(?:(?<!\d)0|(?<=86-)|(?<=86 )|(?<=86\))|(?<=\+86))"
    rf"(?:10|2\d|[3-9]\d{{2}}))\)?{_DASH}{{0,3}})?"
    r"(?P<local>[2-8]\d{2,3}[\s\-]?\d{4})(?P<ext>\s?(?:-|转|分机号?)\s?\d{1,5}(?!\d))?(?![\d.@])"
)
_MOBILE = lazy.pattern(r"(?<!\d)(?:\+?86)?1[3-9]\d[- ]?(?:\d{4}|\*{4})[- ]?\d{4}(?!\d)")
_SERVICE = lazy.pattern(r"(?<!\d)(?:400|800)-?\d{3}-?\d{4}(?!\d)")
_FAKE = lazy.pattern(
    r"(?<!\d)(?:\(?0\d{2,3}\)?[\s\-‐-―]{0,2})?(?:0{7,8}|[Xx×*]{4,8}|12345678?|87654321)(?!\d)|(?<!\d)0{3,4}-?0{4,8}(?!\d)|(?<!\d)0{4,6}(?!\d)"
)
_UNFILLED = lazy.pattern(r"待补充|待完善|待定|待填|待更新|[Xx×]{3,}|请输入|\?{3,}|undefined|null|_{3,}", re.IGNORECASE)
_NONE = lazy.pattern(
    r"\(?(?:(?:本|我)(?:单位|机关|部门|局|委|办|街道|镇|乡))?(?:目前|现|尚|暂时)?(?:无|暂无|暂缺|没有|未安?装|[×✕](?=$|[。;,)])|未设立?|暂未设立?|否(?!则)|空(?=$|[。;,)])|未开通|暂未开通|不提供|暂不提供|未提供|未配备|未设置|暂不|不设|未公开|不(?:对外)?公[开布]|不对外|N[/.]?A\.?|none|本\S{1,6}无|/|\\|—+|-+)"
    r"(?:传真(?:号码|机|服务|电话)?|开通|号码|提供|公开|接收|安装|设置|[此该本]项(?:服务)?|[此该]服务)?(?:。|;|,|\(|\)|\s|$)"
)
_MAILBOX = lazy.pattern(
    r"(?<![A-Za-z0-9._+\-])(?P<name>[A-Za-z0-9][A-Za-z0-9._+\-]{0,63})\s?(?:@|\((?:at|a|AT)\)|\[at\]|\{at\}|<at>|【at】|#|\sat\s|[(\[【]?(?:艾特|小老鼠|圈a)[)\]】]?|(?<!\*)[*$☆★\ufffc](?!\*)|\([^()@]{0,6}@[^()@]{0,3}\))\s?"
    r"(?P<domain>(?:[A-Za-z0-9\-]{1,63}\s?(?:\.|\(dot\)|\[dot\]|(?<=\s)dot(?=\s)|。(?=com|cn|gov)|点(?=com|cn|gov|org|net))\s?){1,8}[A-Za-z]{2,6})",
    re.IGNORECASE,
)
_NAME = lazy.pattern(r"\d{5,}|(?=[\d._+\-]*[A-Za-z]).{2,}")
_NO_DOMAIN = lazy.pattern(
    r"^www\.|\.(?:pdf|ofd|docx?|xlsx?|pptx?|wps|et|rar|zip|7z|txt|jpe?g|png|gif|bmp|s?html?|mp[34])$", re.IGNORECASE
)
_DOT = lazy.pattern(r"\s?(?:\(dot\)|\[dot\]|(?<=\s)dot(?=\s))\s?", re.IGNORECASE)
_BROKEN = lazy.pattern(
    r"[\w.\-]*@[A-Za-z0-9._,@\-]*(?:[A-Za-z0-9](?![A-Za-z0-9@]))|(?!www\.)[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9\-]+){1,4}\.(?:cn|com|net|org)\b(?!/)",
    re.IGNORECASE,
)
_SPACED_OUT = lazy.pattern(r"(?:\d ){6}\d")
"""A number written digit by digit."""
_LOCAL_DIGITS = 7
_EIGHT_DIGITS = lazy.pattern(
    r"010|02\d|0311|0371|0411|0431|0451|051\d|0523|0527|0531|0532|0551|0571|0574|0577|0591|0595|0731|0755|0757|0769|0791|0851|0871|0898"
)
"""Area codes of places all of whose subscribers have eight digits; one that is not here may have seven or eight."""
_POSTCODE = lazy.pattern(r"(?<!\d)\d(?: ?\d){5}(?! ?\d)")
_ON_THE_NET, _ON_A_ROAD = lazy.pattern(r"网站|网页|平台|公众号|小程序"), lazy.pattern(r"[路街巷道]|\d")
_PLACE = lazy.pattern(
    r"[路街号楼室巷道村镇乡区县市院厦厅庄里弄园层栋座州旗局委站]|对面|中心|政府|办事处|大楼|广场|胡同"
)
_MORE_PLACE = lazy.pattern(
    r"^\s?[^,]{0,24}?(?:号|楼|(?<!办公)室|层|座|院|厦|单元|栋|房|窗口|大厅|路|街|侧|旁|门)[^,]{0,8}$"
)
_AT_NUMBER = lazy.pattern(r"[路街巷道弄村][\u4e00-\u9fff]{0,6}\d{1,5}(?:-\d{1,4})? ?号")
_ASIDE = lazy.pattern(
    r"邮编|邮政|注明|节假日|工作日|收\)|收件|乘|电话|传真|不|请|公交|地铁|法定|周|星期|时间|现场|仅|点击|申请|导航"
)
_IN_ENGLISH = lazy.pattern(
    r"(?!.*(?://|www\.|@))[^\u4e00-\u9fff]*(?<![A-Za-z])(?:Road|Rd|Street|St|Avenue|Ave|Lane|Boulevard|Blvd|Building|Bldg)(?![A-Za-z])"
    r"[^\u4e00-\u9fff]*",
    re.IGNORECASE,
)
_BESIDE = r"\(?(?:\d{6}|0\d{2,3}[-\s]?\d{7,8})\)?"
_BEFORE, _BEHIND = (
    lazy.pattern(r"[\s(]*\d{6}\)?[\s,、]+(?=[\u4e00-\u9fff])"),
    lazy.pattern(rf"(?:[\s/,、]+{_BESIDE})+$"),
)
"""A post code before an address, a code or telephone behind it."""
_PROSE = lazy.pattern(r"申请人|可以|应当|请|提交|公民|法人|http|首页|>|@|下载|填写")


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number as printed, its digits with area code (extension left out), and what it is.

    `incomplete`: seven digits behind an area code whose numbers have eight, so that nobody can dial it.
    """

    text: str
    digits: str
    mobile: bool = False
    placeholder: bool = False
    incomplete: bool = False


def numbers(value: str) -> tuple[Number, ...]:
    """The telephone numbers of a value in order; a second number without area code takes the first one's."""
    if _SPACED_OUT.search(value):
        value = re.sub(r"(?<=\d) (?=\d)", "", value)
    dates = [(found.start, found.end) for found in scan(value)]
    found: list[tuple[int, Number]] = []
    taken: list[tuple[int, int]] = [*dates]
    for match, number in _candidates(value):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        taken.append(match.span())
        found.append((match.start(), number))
    area = ""
    result = []
    for _, number in sorted(found, key=lambda item: item[0]):
        digits = number.digits
        if digits.startswith("0") and not number.placeholder:
            area = digits[: 3 if digits[1] in "12" else 4]
        elif area and 7 <= len(digits) <= 8 and not number.placeholder:
            digits = area + digits
        result.append(replace(number, digits=digits))
    return tuple(result)


def mailboxes(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the plain form of every mailbox in a folded text, obfuscated ones included."""
    for match in filter(_is_mailbox, _MAILBOX.finditer(text)):
        domain = re.sub(r"\s", "", _DOT.sub(".", re.sub("[。点]", ".", match["domain"])))
        yield match.start(), match.end(), f"{match['name']}@{domain}".replace("..", ".")


def _is_mailbox(match: re.Match[str]) -> bool:
    """Not a file's name nor an address on the net; who writes another sign for the @ has a name to it: not `3*4.com`."""
    printed = "@" in match[0] or not set(match[0]) & set("#*$☆★\ufffc")
    named = printed or _NAME.fullmatch(match["name"]) is not None
    return named and not _NO_DOMAIN.search(match["domain"])


def same_number(one: str, other: str) -> bool:
    """Whether two printed numbers are the same line: the area code and the extension may be left out of either."""
    a, b = (next((number.digits for number in numbers(text)), re.sub(r"\D", "", text)) for text in (one, other))
    shorter, longer = sorted((a, b), key=len)
    return longer.endswith(shorter) and (shorter == longer or len(shorter) >= _LOCAL_DIGITS)


def pictured(value: str) -> bool:
    """Whether a value is shown by a picture or written by a script, so that it is there and cannot be read."""
    return value.lstrip().startswith(PICTURE) or "[email protected]" in value


def broken_mailbox(value: str) -> str:
    """What stands where a mailbox should and is none (`mzj@qinghe`, `mzj@@qinghe.gov.cn`, `mzj.qinghe.gov.cn`); empty for none."""
    match = _BROKEN.match(value.strip(" :\"'("))
    return match[0].rstrip(".,;") if match else ""


def is_fake_mailbox(mailbox: str) -> bool:
    """xxx@xxx.com and its like; two letters x alone may be short for 信息."""
    name, _, domain = mailbox.lower().partition("@")
    return bool(re.fullmatch(r"x{3,}|0{3,}|test|\*+", name)) or bool(re.match(r"x{2,}\.|example\.(?:com|org)", domain))


def is_none(value: str) -> bool:
    """Whether a value declares that there is none: 无, 暂无, 不提供."""
    return bool(_NONE.match(value.strip()))


def is_unfilled(value: str) -> bool:
    """Whether a value is a placeholder: 待补充, XXX."""
    return bool(_UNFILLED.search(value[:30]))


def postcode(value: str) -> str | None:
    """The six digits of a post code."""
    match = _POSTCODE.search(value)
    return match[0].replace(" ", "") if match else None


def address(value: str) -> str | None:
    """An address without the notes that follow it; None where the value is none."""
    text = re.split(r"[。;!?]", value)[0]
    if _IN_ENGLISH.fullmatch(text):
        return text.strip(" ,:.\"'")
    text = _BEHIND.sub("", _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text)
    text = re.sub(r"\(([^()]*)\)?", _bracketed, text)
    first, *others = re.split(r"[,、]", text)
    for other in others:
        if not _MORE_PLACE.match(other) or _PROSE.search(other) or _ASIDE.search(other):
            break
        first = f"{first},{other.strip()}"
    first = (
        re.sub(r"(?:\s*\(?\d{6})?\s*\(?收?\)?$", "", first.strip(" :\"'“”")) if _POSTCODE.search(first[-9:]) else first
    )
    first = first.strip(" ,:.\"'“”-")
    if not 3 <= len(first) <= 80 or not _PLACE.search(first) or _PROSE.search(first) or is_unfilled(first):
        return None
    return None if _ON_THE_NET.search(first) and not _ON_A_ROAD.search(first) else first


def _bracketed(match: re.Match[str]) -> str:
    """What brackets in an address add to it: all but notes, and of these the street and number: `到办公室（文昌路6号,工作日9:00）`."""
    told = match[1].rstrip(" ,")
    if _ASIDE.search(match[0]):
        told = next(
            (part for part in re.split("[,;、]", told) if _AT_NUMBER.search(part) and not _ASIDE.search(part)), ""
        )
    return f"({told})" if told else ""


def _candidates(value: str) -> Iterator[tuple[re.Match[str], Number]]:
    for match in _FAKE.finditer(value):
        yield match, Number(match[0].strip(), re.sub(r"\D", "", match[0]), placeholder=True)
    for match in _MOBILE.finditer(value):
        yield match, Number(match[0], re.sub(r"\D", "", match[0])[-11:], mobile=True)
    for match in _SERVICE.finditer(value):
        yield match, Number(match[0], re.sub(r"\D", "", match[0]))
    for match in _LANDLINE.finditer(value):
        area = match["area"] or ""
        digits = ("0" if area and area[0] != "0" else "") + area + re.sub(r"\D", "", match["local"])
        text = match[0].strip(" -/~")
        short = len(re.sub(r"\D", "", match["local"])) == _LOCAL_DIGITS and bool(_EIGHT_DIGITS.match(digits))
        yield match, Number(text.lstrip("(") if text.count("(") > text.count(")") else text, digits, incomplete=short)
