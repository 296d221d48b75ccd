"""The work body of Art. 12(2), by its name, and its office hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from inspector import lazy
from inspector.facts.addresses import addressee
from inspector.facts.body_names import OWN, body_name
from inspector.facts.dates import scan
from inspector.facts.hours import Hours, continues, read_hours, spoken_hours
from inspector.facts.labels import Pair
from inspector.facts.owners import Owner, owner_of
from inspector.facts.plain import Plain, end_of_clause, sentences
from inspector.facts.reading import Fact

_NOTE_WITHIN = 16
_SHORTEST_NAME = 5
_OFFICE = lazy.pattern(
    r"(?![本该此何承主业责]|有关|相关|各)[\u4e00-\u9fff]{1,3}(?:办公室|[科股处室])|[区县市州旗](?!有关|相关|各)[\u4e00-\u9fff]{2,3}[局委]"
)
"""`法规科`, `县水利局`: shorter, and a body's name all the same."""
_COMPLAINS = lazy.pattern(r"(?:不|未)(?:依法|按规定)?履行|不服|侵犯")
_DAYS_NOTE = lazy.pattern(
    r"\(?(?:注|备注|说明)?[:,]?(?:法定|国家|上述|以上|均为|时间|为|周一至周五|,|、)*(?:工作日|法定节假日|节假日|双休日|周六)"
    r"[^。;:@\d]{0,24}(?:除外|不接待|休息|接待|受理|办公)[)。]{0,2}"
)
"""A line that only says on which days the hours above hold."""
_SENTENCES = (
    lazy.pattern(
        r"(?P<body>[\u4e00-\u9fff]{4,40}?)(?:\([^()]*\))?(?:具体|统一)?(?:负责|承担)(?:受理|办理|承办|接收|本|我)[^。;,]{0,30}信息公开"
    ),
    lazy.pattern(
        r"(?P<body>[\u4e00-\u9fff()·]{4,40}?)(?:是|为|系)(?:本|我|全)?[\u4e00-\u9fff]{0,14}?(?:政府)?信息公开(?:工作|申请)?的?"
        r"(?:日常|受理|承办|主管|工作|具体)*(?:工作)?(?:机构|部门|科室)"
    ),
    lazy.pattern(
        r"(?:由|指定|明确|确定|设立|授权|委托)(?P<body>[\u4e00-\u9fff()·]{3,30}?)"
        r"(?:为|作为|负责|承担|具体负责|统一受理|受理|统一负责)[^。;,]{0,24}信息公开"
    ),
    lazy.pattern(
        r"信息公开(?:申请|工作)?的?(?:日常|受理|承办|具体)*(?:工作|事务|机构|部门)?[^。;,]{0,8}?(?:由|设在|为|是):? ?"
        r"(?P<body>[\u4e00-\u9fff()·]{4,30}?)(?:负责|承担|受理|办理|,|。|;|$)"
    ),
    lazy.pattern(r"(?P<body>[\u4e00-\u9fff()·]{0,24}政府信息公开(?:工作)?(?:领导小组)?办公室)(?:设在|设于|位于|挂靠)"),
    lazy.pattern(
        r"(?:^|[。;])(?P<body>[\u4e00-\u9fff()·]{3,30}(?:办公室|科|股|处|室|中心)),?(?:具体|统一)?(?:承担|负责)(?:本|我|全)?[^。;,]{0,10}(?:政府)?信息公开(?:的?日常)?工作"
    ),
    lazy.pattern(
        r"申请(?:统一|均|一律|材料|表)?由(?P<body>[\u4e00-\u9fff()·]{4,30}?)(?:统一|负责|具体|集中)*(?:受理|接收|承办)"
    ),
    lazy.pattern(
        r"(?:向|到|寄至|送至)(?P<body>[\u4e00-\u9fff()·]{1,30}(?:办公室|科|股|处|室|中心|窗口|大厅))(?:\([^()]*\))?"
        r"(?:当面|现场)?(?:提出|提交|递交)(?:(?:政府)?(?:信息公开)?申请|(?=[。,;]|$))"
    ),
    lazy.pattern(
        r"(?:^|[。;,])(?:均|统一|一律|具体)?由(?P<body>[\u4e00-\u9fff()·]{2,30}?(?:办公室|科|股|处|室|中心|窗口))(?:具体|统一|负责|集中)*(?:受理|接收|承办)"
    ),
    lazy.pattern(
        r"(?<![议讼裁保助可记贴偿定])申请(?:表格?|书|材料)[^。;,]{0,8}?(?:[送寄提递]?交[至到给]?|[送寄][至到])(?P<body>[\u4e00-\u9fff()·]{1,30}?(?:办公室|科|股|处|室|中心|窗口))(?![\u4e00-\u9fff]{0,4}领取)"
    ),
    lazy.pattern(
        r"(?:^|[。;])(?:均|统一|一律)?由(?P<body>[\u4e00-\u9fff]{2,30}?(?:局|委|委员会|办事处|政府))(?:统一|负责)*受理(?=[。;,]|$)"
    ),
    lazy.pattern(
        r"(?P<body>[\u4e00-\u9fff·]{4,40}?)\((?:即|为|以下[简统]称)?(?:本机关的?)?(?:申请)?受理(?:机构|单位|部门)\)"
    ),
)


def work_body(pairs: Iterable[Pair], lines: tuple[Plain, ...]) -> Fact | None:
    """Name of the disclosure work body, labelled or said in a sentence; the recipient of post as last resort."""
    pairs = tuple(pairs)
    for pair in pairs:
        if pair.kind == "work_body" and pair.owner in OWN and _names_body(pair):
            name = body_name(pair.value)
            if name:
                return Fact(name, pair.quote, pair.locator, {"label": pair.label})
    if spoken := next((fact for plain in lines for fact in _spoken_body(plain)), None):
        return spoken
    receiver = addressee(pairs, lines)
    if receiver and (name := body_name(str(receiver.value))):
        return Fact(name, receiver.quote, receiver.locator, {"label": "收件人"})
    return None


def _spoken_body(plain: Plain) -> Iterator[Fact]:
    """Bodies that a line names in a sentence, but for those that take complaints."""
    spans: Sequence[tuple[int, int]] = ()
    for pattern in _SENTENCES:
        for match in pattern.finditer(plain.text):
            name, spans = body_name(_without_lead(match["body"])), spans or tuple(sentences(plain.text))
            if (
                name
                and (len(name) >= _SHORTEST_NAME or _OFFICE.fullmatch(name))
                and not _of_complaints(spans, plain, match)
            ):
                yield Fact(name, plain.quote(*match.span()), plain.line.locator, {"label": ""})


def _of_complaints(spans: Sequence[tuple[int, int]], plain: Plain, match: re.Match[str]) -> bool:
    """Whether what a body takes, its own name aside, are complaints: `对不履行公开义务的，由县纪委监察室受理`.

    What is said in clauses behind is other bodies': `由局办公室受理，对答复不服的，可以申请行政复议`.
    """
    start, end = next(((a, b) for a, b in spans if a <= match.start("body") < b), (0, 0))
    said = plain.text[start : max(match.end(), end_of_clause(plain.text, match.end("body"), end))]
    others = said.replace(match["body"], "")
    complains = owner_of(others) == "complaints" or _COMPLAINS.search(others)
    return bool(complains) and not re.search(r"申请|信息公开", match[0])


def office_hours(pairs: Iterable[Pair], lines: tuple[Plain, ...], owners: tuple[Owner, ...] = ()) -> Fact | None:
    """Office hours of the work body with `well_formed`, `only_workdays` and `ranges`; hours may go on over lines.

    Those from when to when go before others (`受理时间：全年（网上）`). Where none stand under a label, those said in a
    sentence of the work body's (`label` is empty). Good ones beside some that cannot be read are `doubtful`.
    """
    printed = list(_labelled_hours(pairs, lines))
    ranged = next((fact for hours, fact in printed if hours.ranges), None)
    first = next((fact for _, fact in printed), None)
    if ranged is None and first is not None and first.notes["only_workdays"]:
        return first
    good = ranged or next(_spoken_hours(lines, owners), None)
    garbled = next((fact for hours, fact in printed if hours.garbled), None)
    return _beside(garbled, good) if garbled and good else good or first


def _labelled_hours(pairs: Iterable[Pair], lines: tuple[Plain, ...]) -> Iterator[tuple[Hours, Fact]]:
    for pair in pairs:
        if pair.kind != "hours" or pair.owner not in OWN:
            continue
        text, quote = _over_lines(pair, lines)
        hours = read_hours(f"{_days_named(pair)}{text}")
        if hours is None or _is_moment(text, hours):
            continue
        if not hours.well_formed and (noted := _with_note(hours, pair, lines)):
            hours, quote = noted
        yield hours, Fact(hours.text, quote, pair.locator, {"label": pair.label, **hours.notes})


def _beside(garbled: Fact, good: Fact) -> Fact:
    """Hours beside some that cannot be read: whether those are the same, a person sees (`doubtful`)."""
    notes = {**good.notes, "well_formed": False, "doubtful": True}
    return Fact(f"{garbled.value}；{good.value}", garbled.quote, garbled.locator, notes)


def _is_moment(text: str, hours: Hours) -> bool:
    """`时间：2026-03-02 09:30`: a day of a year and no span of hours is when something was, not when the office is open."""
    return not hours.ranges and any(found.start <= 2 for found in scan(text))


def _spoken_hours(lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> Iterator[Fact]:
    """到受理机构（人民路8号，周一至周五9:00-12:00，14:00-17:30）当面提交."""
    for plain, owner in zip(lines, owners, strict=False):
        foreign = owner not in OWN or owner_of(plain.text) in ("reading", "complaints", "site")
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


def _names_body(pair: Pair) -> bool:
    if pair.label == "名称":
        return pair.owner == "work_body" and not re.search(r"信息|网站|项目|文件", pair.lead)
    return not re.search(r"第三方|其他|有关|复议|上级", pair.lead[-8:])


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
