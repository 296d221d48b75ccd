"""Personal data in pages and files, told only in masked form: identity numbers, personal mobiles, bank cards.

Identity numbers by the check digit of GB 11643, cards by Luhn. A mobile under a contact label of the unit is a contact; in
a list of persons, or beside words about a person, it is personal. The raw value never leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from inspector import lazy
from inspector.facts.document import Document, Line, norm
from inspector.facts.numbers_of_things import is_of_thing
from inspector.facts.reading import Fact, Facts, Reader

Kind = Literal["id_number", "old_id_number", "mobile", "bank_card"]

_FLAT = str.maketrans("０１２３４５６７８９Ｘｘ－\u3000\u00a0", "0123456789Xx-  ")
"""One character for one, so that places in the flat text are places on the page."""
_BEFORE, _AFTER = r"(?<![\dA-Za-z_/=&%.@])", r"(?![\dA-Za-z_@])"
_ID = lazy.pattern(
    rf"{_BEFORE}[1-9]\d{{5}}[ ]?(?:18|19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|"
    rf"3[01])[ ]?\d{{3}}[\dXx]{_AFTER}"
)
_OLD_ID = lazy.pattern(rf"{_BEFORE}[1-9]\d{{7}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}{_AFTER}")
_MOBILE = lazy.pattern(rf"{_BEFORE}(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{_AFTER}")
_CARD = lazy.pattern(rf"{_BEFORE}[3-6]\d{{3}}(?:[ -]?\d{{4}}){{2,3}}(?:[ -]?\d{{1,4}})?{_AFTER}")
_NUMBER = lazy.pattern(r"\d[\dXxＸｘ \-－\u3000\xa0]{9}[\dXxＸｘ]")
"""What every one of these numbers has in it: eleven signs in a row at least, of which most lines have none."""
_ID_WORDS = lazy.pattern(r"身份证|证件号|公民身份号码")
_CARD_WORDS = lazy.pattern(r"银行|卡号|账号|帐号|账户|帐户|开户")
_PUBLIC_ACCOUNT = lazy.pattern(r"对公|专户|财政|非税|保证金|收款单位|国库|基本户")
_CONTACT = lazy.pattern(
    r"电话|手机|联系|热线|传真|咨询|举报|监督|投诉|报名|值班|客服|微信|负责人|经办人|招标|采购|代理|监理|"
    r"受理|邮箱|邮编|致电|拨打"
)
_PERSON = lazy.pattern(
    r"本人|申请人(?!须|应|可|需)|户主|学生|患者|家长|当事人|被执行人|受助|低保|残疾|身份证|举报人|信访人|"
    r"姓名|考生|出生"
)
_PERSON_HEAD = lazy.pattern(r"姓名|户主|申请人|当事人|受益人|考生|学生|人员|持证人|享受对象|救助对象|被执行人")
_CONTACT_HEAD = lazy.pattern(r"单位|部门|科室|机构|窗口|社区|村|联系人|负责人|公司|企业|中心|站点|网格员|街道")
_OFFICE_HEAD = lazy.pattern(r"职务|科室|窗口|网格|河长|林长|责任人|值班")
_NEAR = 30
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCE = lazy.pattern(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
"""GB/T 2260: with what a place's code begins."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of personal data: what it is, its masked form, where, and the words around it, masked too."""

    kind: Kind
    masked: str
    locator: str
    quote: str
    hidden: bool = False
    """Whether it stands in text that the page or file does not show."""


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Kind
    start: int
    end: int


def read(document: Document) -> Facts:
    """Facts of the privacy scan: `id_numbers`, `mobiles`, `bank_cards` (notes: `kind`, `hidden`); values and quotes masked."""
    found = hits(document)
    return {
        "id_numbers": tuple(_fact(hit) for hit in found if hit.kind in ("id_number", "old_id_number")),
        "mobiles": tuple(_fact(hit) for hit in found if hit.kind == "mobile"),
        "bank_cards": tuple(_fact(hit) for hit in found if hit.kind == "bank_card"),
    }


def hits(document: Document) -> tuple[Hit, ...]:
    """All personal data of a page or file in page order, hidden text last; the same value in the same place once."""
    return (*shown(document), *hidden(document))


def shown(document: Document) -> tuple[Hit, ...]:
    """What a page or file shows of it."""
    lists: dict[tuple[int, int], bool] = {}
    numbered = [index for index, line in enumerate(document.lines) if _NUMBER.search(line.text)]
    return tuple(dict.fromkeys(hit for index in numbered for hit in _of_line(document, index, lists)))


def hidden(document: Document) -> tuple[Hit, ...]:
    """What it carries of it without showing it."""
    found: list[Hit] = []
    for number, text in enumerate(document.hidden):
        heads = document.hidden_heads.get(number, "")
        around = _COLUMN + heads if heads else ""
        found += [
            _hit(one, text, f"hidden[{number + 1}]", hidden=True) for one in _scan(text) if _personal(one, text, around)
        ]
    return tuple(dict.fromkeys(found))


def mask(text: str) -> str:
    """`text` with every identity number, mobile and card number masked, all else as it was; masking twice changes nothing."""
    if not _NUMBER.search(text):
        return text
    flat = text.translate(_FLAT)
    spans = [*_scan(flat), *(_Found("id_number", *match.span()) for match in _ID.finditer(flat))]
    for one in spans:
        text = text[: one.start] + _masked(text[one.start : one.end], one.kind) + text[one.end :]
    return text


_mask_once = lru_cache(maxsize=4)(mask)
"""A line with a thousand numbers is masked once, and not for each of them."""


def _of_line(document: Document, index: int, lists: dict[tuple[int, int], bool]) -> Iterator[Hit]:
    line = document.lines[index]
    if line.region in ("footer", "header"):
        return
    scanned = _scan(line.text)
    around = _context(document, index, lists) if scanned else ""
    for one in scanned:
        things = one.kind == "id_number" and is_of_thing(one.start, one.end, line, document)
        if not things and _personal(one, line.text, around):
            yield _hit(one, line.text, line.locator)


def _scan(text: str) -> list[_Found]:
    """Every number that is one by its own form, longest kinds first, none inside another."""
    if not _NUMBER.search(text):
        return []
    flat = text.translate(_FLAT)
    found: list[_Found] = []
    for kind, pattern, genuine in _KINDS:
        for match in pattern.finditer(flat):
            inside = any(one.start < match.end() and match.start() < one.end for one in found)
            if not inside and genuine(re.sub(r"[ -]", "", match[0])):
                found.append(_Found(kind, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _personal(one: _Found, text: str, around: str) -> bool:
    """Whether the number is personal data here: identity numbers always, the others by the words around them."""
    before = norm(text[max(0, one.start - _NEAR) : one.start])
    if one.kind == "id_number":
        return True
    if one.kind == "old_id_number":
        return bool(_ID_WORDS.search(before + around))
    if one.kind == "bank_card":
        return bool(_CARD_WORDS.search(before + around)) and not _PUBLIC_ACCOUNT.search(norm(text) + around)
    if around.startswith(_COLUMN):
        heads = around.removeprefix(_COLUMN)
        return not _OFFICE_HEAD.search(heads) and (bool(_PERSON_HEAD.search(heads)) or not _CONTACT_HEAD.search(heads))
    said = norm(text) + (around if around.startswith(_CELL) else "")
    return bool(_PERSON.search(said)) or not _CONTACT.search(before + around)


_COLUMN, _CELL = "column:", "cell:"
"""Mark a context as the heads of a list in a table, or as the words around a single cell."""


def _context(document: Document, index: int, lists: dict[tuple[int, int], bool]) -> str:
    """The words that say what a number is: the heads of its table, the cell to its left, or the line before."""
    line = document.lines[index]
    if line.cell is None or line.cell[0] >= len(document.tables):
        return norm(document.lines[index - 1].text)[-40:] if index and _labels(document.lines[index - 1]) else ""
    table, row, column = line.cell
    rows = document.tables[table].rows
    heads = next((one for one in rows[:3] if len({norm(cell) for cell in one if cell}) >= 2), rows[0] if rows else ())
    if (table, column) not in lists:
        lists[table, column] = _lists_mobiles(rows, column)
    listed = row > 0 and lists[table, column]
    left = norm(rows[row][column - 1]) if 0 < column <= len(rows[row]) else ""
    return (_COLUMN if listed else _CELL) + "".join(norm(cell)[:12] for cell in heads) + left[-20:]


def _lists_mobiles(rows: tuple[tuple[str, ...], ...], column: int) -> bool:
    """Whether a column holds mobiles in three rows or more."""
    cells = (row[column].translate(_FLAT) for row in rows if column < len(row))
    return len(rows) >= 4 and sum(bool(_MOBILE.search(cell)) for cell in cells) >= 3


def _labels(line: Line) -> bool:
    return len(norm(line.text)) <= 20


def _hit(one: _Found, text: str, locator: str, *, hidden: bool = False) -> Hit:
    start, end = max(0, one.start - _NEAR), min(len(text), one.end + _NEAR)
    quote = _mask_once(text)
    quote = quote if len(text) <= 120 else quote[start:end]
    return Hit(one.kind, _masked(text[one.start : one.end], one.kind), locator, quote, hidden)


def _masked(text: str, kind: Kind) -> str:
    """First and last characters kept, stars between; as long as the original."""
    head, tail = (2, 3) if kind in ("id_number", "old_id_number") else (3, 4) if kind == "mobile" else (4, 4)
    if kind == "mobile":
        head = len(text) - len(re.sub(r"^(?:\+?86[- ]?)?", "", text.translate(_FLAT))) + 3
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def _is_id(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    placed = bool(_PROVINCE.match(number))
    return placed and number[17].upper() == _CHECK[total % 11] and _is_day(number[6:14])


def _is_old_id(number: str) -> bool:
    return _is_day("19" + number[6:12])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_card(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    total = sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return 15 < len(number) < 20 and total % 10 == 0 and len(set(number)) > 3


def _is_mobile(number: str) -> bool:
    return len(set(number[-8:])) > 1


_KINDS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("id_number", _ID, _is_id),
    ("bank_card", _CARD, _is_card),
    ("old_id_number", _OLD_ID, _is_old_id),
    ("mobile", _MOBILE, _is_mobile),
)


def _fact(hit: Hit) -> Fact:
    return Fact(hit.masked, hit.quote, hit.locator, {"kind": hit.kind, "hidden": hit.hidden})


READER = Reader("privacy", read)
