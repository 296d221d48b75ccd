"""Whose contacts a place of the page gives: the work body's, a reading room's, the complaints desk's, a form's.

A guide prints several blocks of addresses and telephones; only the work body's are the elements of Art. 12(2).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal

from inspector import lazy
from inspector.facts.broken_lines import whole
from inspector.facts.document import Document
from inspector.facts.outline import HEAD_CHARS, WEAK, above, depth_of, head_of, level_of
from inspector.facts.plain import Plain, fold
from inspector.facts.substance import text_start

Owner = Literal["work_body", "reading", "complaints", "site", "form", "directory", ""]

_WORDS: tuple[tuple[Owner, re.Pattern[str]], ...] = (
    (
        "complaints",
        lazy.pattern(
            r"监督(?!管理|局|所|检查|站)|投诉|举报|救济(?!金|款)|复议|诉讼|起诉|人民法院|纪委|监委|纪检|监察(?!局|大队|支队)|信访(?!局)|上级(?:主管)?(?:部门|机关|单位)(?=[:为是])"
        ),
    ),
    (
        "reading",
        lazy.pattern(
            r"查阅(?:点|场所|地点|室|中心|服务|处|大厅)|公共查阅|(?:档案馆|图书馆)(?!办公室|综合|[\u4e00-\u9fff]{1,4}科)|阅览|资料索取|索取点"
            r"|集中查阅|开放时间|查阅时间|开馆时间|借阅"
        ),
    ),
    (
        "site",
        lazy.pattern(
            r"维护|技术支持|网站标识码|ICP备|版权所有|网站(?:主办|承办|管理|编辑)|主办单位|承办单位|纠错|值班"
        ),
    ),
    (
        "work_body",
        lazy.pattern(
            r"受理(?:机构|点|单位|部门|机关|窗口)|工作机构|公开机构|(?:接收|受理)(?:申请)?(?:的)?渠道|(?:申请|提交|接收|受理)(?:方式|途径|渠道)"
            r"|当面|邮政寄送|邮寄|信函|传真(?:提交|申请)|在线提交|网上申请|联系方式|承办(?:机构|部门)|责任科室|互联网"
        ),
    ),
)
_NAMES_PLACE = lazy.pattern(r"^[^:。,;]{2,12}(?:名称|部门|机构|机关|单位|点|场所|科室)[: ]*$")
_PLACE_HEADS = lazy.pattern(r"地 ?址|地 ?点|电 ?话|时 ?间|邮 ?编|邮政编码|传 ?真|方式|网 ?址|邮 ?箱|备 ?注|服务|名称")
_COLUMNS, _HEAD_LABEL = 3, 10
"""A table that lists places has that many columns and heads no longer than that."""
_ARTICLE = lazy.pattern(r"第[一二三四五六七八九十百]+条(?![例款])")
_LAW_ARTICLES = 15
_FORM_WORDS = lazy.pattern(
    r"申请人信息|姓名|证件(?:名称|号码|类型)|身份证|工作单位|所需(?:政府)?信息|内容描述|组织机构代码"
    r"|统一社会信用代码|法定代表人|法人代表|获取(?:政府)?信息的?方式|指定提供方式|申请人签(?:名|字)|用途"
)
_FORM_TITLE = lazy.pattern(r"申请表(?:\([^()]{0,12}\))?$")
_PART = lazy.pattern(
    r"(?:政府信息)?(?:依申请|主动)公开|政府信息公开申请|公开(?:范围|内容|方式|形式|时限)|答复|收费|申请"
)
"""Parts of a guide that are nobody's block, and end the block before."""
_BOTH_PARTS = ("主动公开", "依申请公开")
_TAB_RUN = 3
_WHOLE_ITEM = lazy.pattern(r"^.{2,30}?(?:地址|电话)[^。]*\d{3}")
_HALL = lazy.pattern(r"(?:政务|行政|便民)服务|服务(?:大厅|中心)|办事大厅")


def marks(text: str) -> list[tuple[int, Owner]]:
    """Every owner word of a folded text with its place, in order."""
    return sorted((match.start(), owner) for owner, words in _WORDS for match in words.finditer(text))


def owner_of(text: str) -> Owner:
    """The owner a short text speaks of: the strongest kind it names (complaints before reading room before the rest)."""
    return next((owner for owner, words in _WORDS if words.search(text)), "")


def own_lines(document: Document) -> tuple[Plain, ...]:
    """The page's own lines from its title on, folded, without the text of a law that is reprinted there."""
    first = max(0, text_start(document))
    lines = whole(
        tuple(
            fold(line, index) for index, line in enumerate(document.lines) if line.region == "main" and index >= first
        )
    )
    articles = [place for place, plain in enumerate(lines) if _ARTICLE.match(plain.text)]
    if len(articles) < _LAW_ARTICLES:
        return lines
    first, last = articles[0], _law_end(lines, articles[-1])
    return lines[:first] + lines[last + 1 :]


def owners(lines: tuple[Plain, ...]) -> tuple[Owner, ...]:
    """For each line whose block it stands in; empty where the page does not say."""
    forms = _form_lines(lines)
    return tuple("form" if place in forms else owner for place, owner in enumerate(_sections(lines)))


def headings(lines: tuple[Plain, ...]) -> tuple[str, ...]:
    """For each line the headings above it, outermost first, joined by ` > `; its own heading words included."""
    stack: dict[float, str] = {}
    result = []
    for place, plain in enumerate(lines):
        level, rest = level_of(plain.text)
        if level < WEAK or _is_heading(plain):
            depth = depth_of(level, place, lines)
            stack = above(stack, depth)
            stack[depth] = head_of(rest)
        result.append(" > ".join(stack[depth] for depth in sorted(stack)))
    return tuple(result)


def _law_end(lines: tuple[Plain, ...], last: int) -> int:
    """The last article goes on over its items; the law ends before a numbered heading of a guide."""
    for place in range(last + 1, len(lines)):
        level, rest = level_of(lines[place].text)
        if level == 1 and head_of(rest):
            return place - 1
    return min(last + 12, len(lines) - 1)


def _is_heading(plain: Plain) -> bool:
    if plain.line.heading:
        return True
    text = plain.text.rstrip(": ")
    short = 2 <= len(text) <= 20 and not re.search(r"[。,;!?\d@:]", text)
    return short and bool(owner_of(text) or _PART.match(text))


def _sections(lines: tuple[Plain, ...]) -> Iterator[Owner]:
    """The owner of each line by the headings above it; an item that is whole in its own line heads nothing."""
    stack: dict[float, Owner] = {}
    table, groups, tabs = -1, _groups(lines), _tabs(lines)
    for place, plain in enumerate(lines):
        level, rest = level_of(plain.text)
        cell = plain.line.cell
        if place in tabs:
            yield ""
            continue
        if place in groups:
            yield groups[place]
            continue
        here = cell[0] if cell else -1
        if here != table and not (here >= 0 and _is_headed(lines, place)):
            stack.pop(WEAK, None)
        table = here
        if cell is None and (level < WEAK or _is_heading(plain)):
            if level == WEAK and plain.line.heading:
                stack.clear()
            depth = depth_of(level, place, lines)
            stack = above(stack, depth)
            head = head_of(rest)
            owner: Owner = "" if "指南" in head else owner_of(head)
            if _WHOLE_ITEM.search(plain.text):
                yield _deepest(stack | {depth: owner or _hall(head, place, lines)})
                continue
            stack[depth] = owner
        yield _deepest(stack)


def _tabs(lines: tuple[Plain, ...]) -> frozenset[int]:
    """Lines that name the parts of the page one after the other, as the tabs above them do: they head nothing."""
    found: set[int] = set()
    run: list[int] = []
    for place, plain in enumerate(lines):
        if all(part in plain.text for part in _BOTH_PARTS) and len(plain.text) <= HEAD_CHARS:
            found.add(place)
        weak = plain.line.cell is None and level_of(plain.text)[0] == WEAK and not plain.line.heading
        run = [*run, place] if weak and _is_heading(plain) else []
        if len(run) >= _TAB_RUN and all(any(part in lines[n].text for n in run) for part in _BOTH_PARTS):
            found.update(run)
    return frozenset(found)


def _is_headed(lines: tuple[Plain, ...], place: int) -> bool:
    """Whether a heading stands right above, at most a caption between."""
    above = [plain for plain in lines[max(0, place - 2) : place] if plain.line.cell is None]
    if not above or _is_heading(above[-1]):
        return bool(above)
    caption = len(above[-1].text) <= _HEAD_LABEL and not re.search(r"[\d:。,;]", above[-1].text)
    return caption and len(above) > 1 and _is_heading(above[0])


def _groups(lines: tuple[Plain, ...]) -> dict[int, Owner]:
    """The rows of a table beside a first cell that spans them (受理机构 | 地址 | ...) are that cell's; a list of places is theirs."""
    found: dict[int, Owner] = {}
    cells = [(place, plain.line.cell) for place, plain in enumerate(lines) if plain.line.cell]
    first = {cell[:2]: cell[2] for _, cell in reversed(cells)}
    heads: defaultdict[int, list[Plain]] = defaultdict(list)
    for place, (table, row, _) in cells:
        if row == 0:
            heads[table].append(lines[place])
    spanned: Owner = ""
    named: Owner = ""
    at = -1
    for place, (table, row, column) in cells:
        if table != at:
            at, spanned = table, ""
            named = _table_owner(heads[table])
        if column == 0:
            spans = first.get((table, row + 1), 0) > 0
            spanned = owner_of(lines[place].text) if spans and len(lines[place].text) <= HEAD_CHARS else ""
            if (row and _NAMES_PLACE.search(lines[place].text)) or (not row and not named):
                named = _names_place(lines[place].text)
        owner = (spanned if column else "") or named
        if owner:
            found[place] = owner
    return found


def _names_place(label: str) -> Owner:
    """Whose rows begin with a label that names a place: 查阅点名称, 投诉受理部门; empty for the body's own."""
    owner = owner_of(label) if _NAMES_PLACE.search(label) else ""
    return owner if owner in ("reading", "complaints") else ""


def _table_owner(head: list[Plain]) -> Owner:
    """`查阅点名称 | 地址 | 电话`: a table whose heads are short and begin with the place."""
    short = len(head) >= _COLUMNS and all(len(cell.text) <= _HEAD_LABEL for cell in head)
    short = short and sum(bool(_PLACE_HEADS.search(cell.text)) for cell in head[1:]) == len(head) - 1
    owner = owner_of(head[0].text) if short else ""
    return owner if owner in ("reading", "complaints") else ""


def _hall(head: str, place: int, lines: tuple[Plain, ...]) -> Owner:
    """A service hall listed beside a reading room is one of the reading places."""
    beside = [lines[other].text for other in (place - 1, place + 1) if 0 <= other < len(lines)]
    return "reading" if _HALL.search(head) and any(owner_of(text[:30]) == "reading" for text in beside) else ""


def _deepest(stack: dict[float, Owner]) -> Owner:
    """The innermost block; what stands under a complaints heading stays the complaints desk's."""
    named = [stack[depth] for depth in sorted(stack) if stack[depth]]
    if "complaints" in named:
        return "complaints"
    return named[-1] if named else ""


def _form_lines(lines: tuple[Plain, ...]) -> frozenset[int]:
    """Lines of a printed application form: a table of form words, or everything under 申请表 that is one."""
    tables = Counter(
        plain.line.cell[0]
        for plain in lines
        if plain.line.cell and len(plain.text) <= 24 and _FORM_WORDS.search(plain.text)
    )
    found = {place for place, plain in enumerate(lines) if plain.line.cell and tables[plain.line.cell[0]] >= 3}
    for place, plain in enumerate(lines):
        rest = lines[place + 1 : place + 60]
        if place and len(plain.text) <= 40 and _FORM_TITLE.search(plain.text) and plain.line.cell is None:
            words = sum(1 for other in rest if _is_form_line(other) and _FORM_WORDS.search(other.text))
            if words >= 4:
                found.update(place + 1 + after for after, other in enumerate(rest) if _is_form_line(other))
    return frozenset(found)


def _is_form_line(plain: Plain) -> bool:
    """A label with a blank, not a sentence and not a value."""
    return len(plain.text) <= 30 and not re.search(r"\d{5,}|@|。", plain.text)
