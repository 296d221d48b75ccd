"""An institution page: the six parts that Art. 20(2) of the Regulations asks of every organ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector import lazy
from inspector.facts.broken_lines import whole
from inspector.facts.contacts import address, is_unfilled, numbers
from inspector.facts.document import Document, norm
from inspector.facts.head_of_unit import head, leaders
from inspector.facts.hours import leaves_to_others, read_hours, spoken_hours
from inspector.facts.labelled import Labelled, folded, in_columns, labelled, upright
from inspector.facts.page_dates import published
from inspector.facts.plain import Plain, sentences
from inspector.facts.reading import Fact, Facts, Json, Reader
from inspector.facts.unplaced import unplaced_in

PARTS = ("functions", "structure", "address", "hours", "contact", "head")

_FUNCTIONS = lazy.pattern(
    r"(?:主要|工作|机构|单位|部门|法定|职责|基本){0,6}(?:职责|职能)(?:配置|任务|简介|介绍|说明|范围|如下|是|为|"
    r"有)*(?:[:：】]|$)|^(?:负责(?!人)|承担|贯彻执行)"
    r"|^[\u4e00-\u9fff]{1,20}(?:局|委员会|委|办事处|政府|联合会)(?:主要)?(?:负责(?!人)|承担|贯彻(?:执行|落实)|组织实施|主管)"
)
_STRUCTURE = lazy.pattern(
    r"(?:内设|下设|所属|直属|派出|组织|科室)?(?:机构|科室|处室|股室|处\(科\)室|科\(室\)|部门)(?:设置|介绍|简介|概况|情况|名单|及职责|与职责|"
    r"和职责|职责)?(?:如下)?(?:[:：】]|$)|^(?:内设机构|科室|处室)名称$|"
    r"(?:内设|下设)[^。]{0,30}(?:科|室|处|股|办公室|所|中心)|^设(?:有|立|置)?[^。;]{2,60}(?:内设机构|科室|股室|处室)|(?:所属|下属|直属)(?:的)?(?:事业)?单位(?:情况|名单|设置)?(?:如下)?(?:[:：】]|$)"
)
_NONE_WITHIN = lazy.pattern(
    r"(?:不设|不再设|未设|没有|无)(?:置|立)?(?:单独|专门)?的?(?:内设|下设)(?:机构|科室|股室|处室)"
)
"""`本单位不设内设机构` says how the unit is set up."""
_NOT_STRUCTURE = lazy.pattern(
    r"^(?:机构|部门)(?:职[能责]|名称|信息|简介|概况)|受理机构|发布机构|公开(?:工作)?机构|主办|来源"
)
_OFFICE = lazy.pattern(r"(?:科|室|处|股|办公室|所|队|中心|站|馆|院|校)(?:[:：(（、,，。;； ]|\d|$)")
_NUMBER_WITHIN = 300
"""Signs of a value in which its number stands; it goes on to the end of the line, however many labels follow."""
_ADDRESS = "Address|办公地址|单位地址|机构地址|地址|办公地点|联系地址|详细地址|通讯地址|通信地址"
_HOURS = "(?:Office )?Hours|上下班时间|对外服务时间|办公时间|工作时间|对外办公时间|上班时间|作息时间|服务时间|受理时间|接待时间"
_CONTACT = (
    "Tel|Telephone|(?:联系|办公)?电话(?:/|及|、|和|或|兼)传真|值班室电话|公开电话|业务电话|固定电话|固话|座机|联系电话|办公电话|咨询电话|值班电话|"
    "电话号码|电话|联系方式|办公室电话|服务电话|对外联系电话"
)
_NEXT_PART = lazy.pattern(
    r"(?:内设|下设|所属|直属)?(?:机构|科室)(?:设置|名单)?[:】]?$|(?:内设|下设)机构|领导(?:信息|班子|成员)|(?:主要)?负责人|办公(?:地址|时间|电话)"
    r"|联系(?:电话|方式|地址)|(?:局长|主任|书记|镇长)[:】 ]|地址[:】]|电话[:】]"
)
_SEAT = lazy.pattern(
    r"(?:办公地点|机关|本?[局委办]|街道|办事处|政府)?(?:位于|坐落于|地处|设在)([^。,;]{2,30}[路街道巷]\S{0,3}\d+[^。,;]{0,20})"
)
_CALL = lazy.pattern(
    r"(?<!监督)(?<!投诉)(?<!举报)(?<!信访)"
    r"(?:(?:(?:联系|咨询|办公|值班|服务)?电 ?话(?:号码)?|总机|座机|值班室?)(?:为|是|:|：)?|[☎☏📞])\s?"
    r"(?P<number>[\d(（][\d\s()（）\-－—]{6,22})"
)
_SHORTEST_TEXT = 8
_TABS = {
    "functions": lazy.pattern(r"(?:主要|机构|工作|单位|部门)?(?:职责|职能)(?:介绍|简介)?"),
    "structure": lazy.pattern(r"内设(?:机构|科室)|(?:机构|科室)设置"),
    "address": lazy.pattern(r"(?:办公|单位|机构)?地址|办公地点|联系方式|联系我们"),
    "hours": lazy.pattern(r"(?:办公|工作)时间|联系方式|联系我们"),
    "contact": lazy.pattern(r"(?:联系|办公)电话|联系方式|联系我们"),
    "head": lazy.pattern(r"(?:单位|主要)?负责人|领导(?:信息|班子|成员|介绍|简介)"),
}
_TAB = lazy.pattern("|".join(words.pattern for words in _TABS.values()))
_LEAST_TABS = 3


def read(document: Document) -> Facts:
    """The six parts: `functions`, `structure`, `address`, `hours`, `contact` (telephone), `head` (name; notes: `duty`).

    `missing` names the absent parts. `pages` are links to pages that carry a part: `[{"part", "title", "url"}]`.
    `tabs` are parts that a row of tabs names, whose panels may hold them without a word of what they are.
    `unplaced`: by part the words that may be it, under no label that is known.
    """
    lines = whole(folded(document))
    turned = upright(lines)
    said = tuple(_said(lines))
    found: dict[str, Fact | None] = {
        "functions": _functions(lines) or _functions(said),
        "structure": _structure(lines) or _structure(said),
        "address": _address(turned),
        "hours": _hours(turned),
        "contact": _contact(turned) or next(_called(lines), None),
        "head": head(lines) or head(turned),
    }
    missing: Json = [part for part in PARTS if found[part] is None]
    more: Facts = {
        "pages": _pages(document),
        "tabs": _tabs(document),
        "unplaced": _left_to_others(turned, found)
        | _among_leaders(lines, found)
        | unplaced_in(lines, [part for part in PARTS if found[part] is None]),
        "published": published(document),
    }
    return {**found, "missing": missing, **more}


def _tabs(document: Document) -> Json:
    """The parts named by lines that follow each other, or by one line, that say nothing else."""
    found: set[str] = set()
    row: list[str] = []
    for line in (*document.lines, None):
        bare = line is not None and line.cell is None and not line.heading
        names = [match[0] for match in _TAB.finditer(norm(line.text))] if line is not None and bare else []
        if line is not None and names and len("".join(names)) == len(re.sub(r"[|/·、]", "", norm(line.text))):
            row += names
            continue
        named = {part for part, words in _TABS.items() for name in row if words.fullmatch(name)}
        found |= named if len(row) >= _LEAST_TABS else set()
        row = []
    return [part for part in PARTS if part in found]


def _said(lines: tuple[Plain, ...]) -> Iterator[Plain]:
    """The sentences of lines that hold several, each as a line of its own."""
    for plain in lines:
        places = list(sentences(plain.text))
        for start, end in places if len(places) > 1 else ():
            yield Plain(plain.line, plain.index, plain.text[start:end], plain.origins[start:end])


def _functions(lines: tuple[Plain, ...]) -> Fact | None:
    """A heading with text of its own below or behind it."""
    for place, plain in enumerate(lines):
        match = _FUNCTIONS.search(_unnumbered(plain.text))
        if match is None or plain.line.links or (match.start() > 12 and not plain.line.heading):
            continue
        behind = _unnumbered(plain.text)[match.end() :]
        text = behind if len(norm(behind)) >= _SHORTEST_TEXT else _below(lines, place)
        if match[0][:2] in ("负责", "承担", "贯彻"):
            text = plain.text
        if len(norm(text)) >= _SHORTEST_TEXT and not is_unfilled(text):
            return Fact(text[:200], plain.line.text, plain.line.locator)
    return None


def _below(lines: tuple[Plain, ...], place: int) -> str:
    """The next three lines, up to another heading."""
    kept = []
    for plain in lines[place + 1 : place + 4]:
        if plain.line.heading or _NEXT_PART.match(_unnumbered(plain.text)):
            break
        kept.append(plain.text)
    return " ".join(kept)


def _structure(lines: tuple[Plain, ...]) -> Fact | None:
    for place, plain in enumerate(lines):
        text = _unnumbered(plain.text)
        if none := _NONE_WITHIN.search(text):
            return Fact(none[0], plain.line.text, plain.line.locator)
        match = _STRUCTURE.search(text)
        if match is None or _NOT_STRUCTURE.search(text) or match.start() > 20:
            continue
        offices = [
            other.text for other in lines[place : place + 12] if _OFFICE.search(other.text) or "内设" in other.text
        ]
        behind = bool(_OFFICE.search(text, match.end()))
        named = [office for office in offices if office != plain.text or behind or len(norm(office)) > 10]
        if named:
            return Fact(" ".join(named)[:200], plain.line.text, plain.line.locator)
    return None


def _address(lines: tuple[Plain, ...]) -> Fact | None:
    labels = (_fact(one, place) for one in labelled(lines, _ADDRESS) if (place := address(one.value)))
    return next(labels, None) or next(_situated(lines), None)


def _called(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """`联系电话010-55557777`: a number right behind the word, inside a sentence."""
    for plain in lines:
        for match in _CALL.finditer(plain.text) if not plain.line.links else ():
            printed = [number for number in numbers(match["number"]) if not number.placeholder]
            if printed:
                quote = plain.quote(*match.span())
                yield Fact(printed[0].text, quote, plain.line.locator, {"digits": printed[0].digits})


def _situated(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """`本局位于育才路18号`."""
    for plain in lines:
        match = _SEAT.search(plain.text)
        if match and (place := address(match[1])):
            yield Fact(place, plain.quote(*match.span()), plain.line.locator)


def _hours(lines: tuple[Plain, ...]) -> Fact | None:
    for one in labelled(lines, _HOURS):
        if hours := read_hours(one.value):
            return Fact(hours.text, one.quote, one.locator, hours.notes)
    spoken = ((plain, hours) for plain in lines if not plain.line.links and (hours := spoken_hours(plain.text)))
    return next(
        (Fact(hours.text, p.line.text, p.line.locator, {**hours.notes, "label": ""}) for p, hours in spoken), None
    )


def _among_leaders(lines: tuple[Plain, ...], found: Facts) -> dict[str, Json]:
    fact = leaders(lines) if found["head"] is None else None
    return {"head": fact.json()} if fact else {}


def _left_to_others(lines: tuple[Plain, ...], found: Facts) -> dict[str, Json]:
    """Hours that are those of another body: `执行区机关统一作息时间`."""
    printed = (one for one in labelled(lines, _HOURS) if found["hours"] is None and leaves_to_others(one.value))
    return next(({"hours": Fact(None, one.quote, one.locator).json()} for one in printed), {})


def _contact(lines: tuple[Plain, ...]) -> Fact | None:
    for one in (*labelled(lines, _CONTACT), *in_columns(lines, _CONTACT)):
        printed = [number for number in numbers(one.value[:_NUMBER_WITHIN]) if not number.placeholder]
        if printed:
            return Fact(printed[0].text, one.quote, one.locator, {"digits": printed[0].digits})
    return None


def _fact(one: Labelled, value: str) -> Fact:
    return Fact(value, one.quote, one.locator)


def _unnumbered(text: str) -> str:
    return re.sub(r"^[\s\d.、()（）一二三四五六七八九十●◆■★▪·*\[【]+", "", text)


_PAGE_WORDS = (
    ("functions", lazy.pattern(r"职责|职能")),
    ("structure", lazy.pattern(r"内设机构|机构设置|下属单位|所属(?:单位|机构)|直属(?:单位|机构)|科室")),
    ("head", lazy.pattern(r"领导(?:信息|班子|简介|介绍|之窗|分工|成员)?$|负责人")),
    ("contact", lazy.pattern(r"联系方式|联系我们|办公(?:地址|时间|电话)")),
)


def _pages(document: Document) -> Json:
    found: dict[str, Json] = {}
    for link in document.links:
        text = norm(link.text)
        part = next((part for part, words in _PAGE_WORDS if len(text) <= 14 and words.search(text)), None)
        if part and link.region != "footer":
            found.setdefault(link.url, {"part": part, "title": link.text, "url": link.url})
    contact = next((page for page in found.values() if isinstance(page, dict) and page["part"] == "contact"), None)
    also: list[Json] = [{**contact, "part": part} for part in ("address", "hours")] if contact else []
    return [*found.values(), *also]


READER = Reader("institution", read)
